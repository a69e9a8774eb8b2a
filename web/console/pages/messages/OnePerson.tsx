import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ForgottenShown } from '../../../../src/console/people/data/shapes.ts';
import { Button } from '../../../parts/control/Button.tsx';
import { dateOf } from '../../../parts/language/time.ts';
import { Badge } from '../../../parts/show/Badge.tsx';
import { usePages } from '../../server/use-pages.ts';
import { Asked, failureWords } from '../../shell/Asked.tsx';
import { nameOf, Number } from '../../shell/Person.tsx';
import { to } from '../../shell/route.ts';
import { words } from '../../words/words.ts';
import { WhoAnswers } from './Answers.tsx';
import { Told } from '../../../parts/show/Told.tsx';
import { ForgottenNotice, PersonData } from './PersonData.tsx';
import css from './OnePerson.module.css';
import type { PersonAnswer, SaidShown } from '../../../../src/console/people/shapes.ts';

/** One person: who answers, the way to Chatwoot, and what was said, the newest first. */
export function OnePerson({ id }: { id: string }): JSX.Element {
  const text = words.value.messages;
  const [gone, setGone] = useState<ForgottenShown | null>(null);
  const pages = usePages<SaidShown, PersonAnswer>(`people/${encodeURIComponent(id)}`, {}, (said) => said.id);
  const forgotten = (done: ForgottenShown) => {
    setGone(done);
    pages.first.again();
  };
  return (
    <>
      <a href={to('messages')}>← {text.back_to}</a>
      <Asked of={pages.first}>
        {({ person, answers, conversation, windowOpen, forgottenAt }) => (
          <>
            <section class={css.person} aria-label={nameOf(person)}>
              <header class={css.head}>
                <h3>{nameOf(person)}</h3>
                {forgottenAt === null ? <Number person={person} /> : <span>{text.forgotten(dateOf(forgottenAt))}</span>}
                <Badge>{person.channel}</Badge>
              </header>
              <WhoAnswers contact={person.contact} answers={answers} onChanged={pages.first.again} />
              <p class={css.facts}>
                <span>{windowOpen ? text.windowOpen : text.windowClosed}</span>
                {conversation !== null && (
                  <a href={conversation} target="_blank" rel="noreferrer">
                    {text.inChatwoot}
                  </a>
                )}
              </p>
              {forgottenAt === null && <PersonData contact={person.contact} onForgotten={forgotten} />}
            </section>
            {gone !== null && <ForgottenNotice done={gone} />}
            <ol class={css.said} aria-label={text.said}>
              {pages.items.map((said) => (
                <SaidLine key={said.id} said={said} />
              ))}
            </ol>
            {pages.failure && <p role="alert">{failureWords(pages.failure)}</p>}
            {pages.hasMore && (
              <Button disabled={pages.busy} onClick={pages.more}>
                {words.value.states.more}
              </Button>
            )}
          </>
        )}
      </Asked>
    </>
  );
}

function SaidLine({ said }: { said: SaidShown }): JSX.Element {
  const text = words.value.messages;
  const { id, author, at, whatsapp, chatwoot, waits, error } = said;
  const isBad = whatsapp === 'failed' || chatwoot === 'problem';
  const states = [
    waits && text.waitsForAnswer,
    whatsapp !== null && text.states[whatsapp],
    text.chatwootStates[chatwoot],
  ].filter(Boolean);
  return (
    <li class={css[author]}>
      <p class={css.top}>
        <strong>{text.authors[author]}</strong> <time dateTime={new Date(at).toISOString()}>{dateOf(at)}</time>
        {states.length > 0 && (
          <Badge tone={isBad ? 'bad' : waits || chatwoot === 'queued' ? 'wait' : 'calm'}>{states.join(' · ')}</Badge>
        )}
      </p>
      <p class={css.text}>{said.text}</p>
      {error !== null && (
        <p class={css.error}>
          <Told text={error} begins />
        </p>
      )}
      <a href={to('messages', id)}>{text.whereIs}</a>
    </li>
  );
}
