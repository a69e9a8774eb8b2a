import type { JSX } from 'preact';
import { Button } from '../../../parts/control/Button.tsx';
import { Time } from '../../../parts/show/Time.tsx';
import { Empty } from '../../../parts/show/States.tsx';
import { useAsked } from '../../server/use-asked.ts';
import { usePages } from '../../server/use-pages.ts';
import { Asked, failureWords } from '../../shell/Asked.tsx';
import { nameOf } from '../../shell/Person.tsx';
import { filter, route, to } from '../../shell/route.ts';
import { words } from '../../words/words.ts';
import { AnswersBadge, whyOf } from './Answers.tsx';
import css from './Conversations.module.css';
import type { PersonRow } from '../../../../src/console/people/shapes.ts';

/** Conversations, the newest first, with who answers and why. */
export function Conversations(): JSX.Element {
  const text = words.value.messages;
  const { filter: shown = 'all', channel = '' } = route.value.query;
  const pages = usePages<PersonRow>('people', { filter: shown, channel }, (row) => row.person.contact);
  const now = pages.first.at;
  const { value } = useAsked<{ channels: string[] }>('channels', {}, { live: false });
  const channels = value?.channels ?? [];
  return (
    <section class={css.list} aria-label={text.conversations}>
      <div class={css.filters}>
        <label class={css.filter}>
          {text.filter}{' '}
          <select value={shown} onChange={(event) => filter({ filter: event.currentTarget.value })}>
            {(Object.keys(text.filters) as (keyof typeof text.filters)[]).map((name) => (
              <option key={name} value={name}>
                {text.filters[name]}
              </option>
            ))}
          </select>
        </label>
        {channels.length > 1 && (
          <label class={css.filter}>
            {text.channel}{' '}
            <select value={channel} onChange={(event) => filter({ channel: event.currentTarget.value })}>
              {['', ...channels].map((name) => (
                <option key={name} value={name}>
                  {name || text.allChannels}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      <Asked of={pages.first}>
        {() =>
          pages.items.length === 0 ? (
            <Empty title={shown === 'all' ? text.none : text.noneSo}>{shown === 'all' && text.noneFix}</Empty>
          ) : (
            <ul class={css.rows}>
              {pages.items.map(({ person, answers, last }) => (
                <li key={person.contact}>
                  <a class={css.row} href={to('people', person.contact)}>
                    <span class={css.who}>
                      <strong>{nameOf(person)}</strong>
                      {person.name !== null && person.number !== null && <small>{person.number}</small>}
                    </span>
                    <AnswersBadge answers={answers} />
                    <span class={css.last}>
                      {last && (
                        <>
                          <small>{text.authors[last.author]}:</small> {last.text}
                        </>
                      )}
                    </span>
                    <span class={css.when}>
                      {answers.by === 'human' && <small>{whyOf(answers)}</small>}
                      {last && <Time at={last.at} now={now} />}
                    </span>
                  </a>
                </li>
              ))}
            </ul>
          )
        }
      </Asked>
      {pages.failure && <p role="alert">{failureWords(pages.failure)}</p>}
      {pages.hasMore && (
        <Button disabled={pages.busy} onClick={pages.more}>
          {words.value.states.more}
        </Button>
      )}
    </section>
  );
}
