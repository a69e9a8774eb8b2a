import type { JSX } from 'preact';
import { Badge } from '../../../parts/show/Badge.tsx';
import { Notice } from '../../../parts/show/Notice.tsx';
import { Empty } from '../../../parts/show/States.tsx';
import { Time } from '../../../parts/show/Time.tsx';
import { Bar } from '../shared/Bar.tsx';
import { ChannelChoice } from '../shared/ChannelChoice.tsx';
import { route, to } from '../../shell/route.ts';
import { useAsked } from '../../server/use-asked.ts';
import { Asked } from '../../shell/Asked.tsx';
import { problemWords } from '../../words/problems.ts';
import { DropButton, RetryButton } from './Acts.tsx';
import { Told } from '../../../parts/show/Told.tsx';
import css from './Problems.module.css';
import type { Cause as CauseShown, CausesShown } from '../../../../src/console/problems/shapes.ts';

/** What was given up, by cause: what concerns most first. */
export function Causes(): JSX.Element {
  const text = problemWords.value;
  // All there are are put together by cause.
  const asked = useAsked<CausesShown>('problems', { channel: route.value.query['channel'] }, { pauseMs: 3_000 });
  return (
    <>
      <Bar lead={text.lead}>
        <ChannelChoice label={text.channel} all={text.allChannels} names={asked.value?.channels ?? []} />
      </Bar>
      <Asked of={asked}>
        {({ causes, count, more }) =>
          causes.length === 0 ? (
            <Empty title={text.none}>
              <p>{text.noneText}</p>
            </Empty>
          ) : (
            <>
              {more && <Notice tone="wait">{text.more(count)}</Notice>}
              <ul class={css.causes}>
                {causes.map((cause) => (
                  <li key={cause.id}>
                    <CauseCard cause={cause} onDone={asked.again} />
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </Asked>
    </>
  );
}

function CauseCard({ cause, onDone }: { cause: CauseShown; onDone: () => void }): JSX.Element {
  const text = problemWords.value;
  const { id, channel, what, reason, fix, count, people, oldest } = cause;
  return (
    <article class={css.cause} data-cause={id}>
      <header>
        <h3>{text.what[what] ?? what}</h3>
        <Badge tone="bad">{text.facts(count, people)}</Badge>
        {channel !== '' && <Badge>{channel}</Badge>}
        <span class={css.since}>
          {text.since} <Time at={oldest} now={Date.now()} />
        </span>
      </header>
      <p class={css.reason}>
        <Told text={reason} begins />
      </p>
      <p class={css.fix}>
        <strong>{text.advice}:</strong> <Told text={fix === '' ? text.noAdvice : fix} />
      </p>
      <div class={css.acts}>
        <RetryButton which={{ cause: id }} label={text.retryAll(count)} onDone={onDone} strong />
        <DropButton which={{ cause: id }} count={count} label={text.dropAll(count)} onDone={onDone} />
        <a href={to('problems', id)}>{text.see}</a>
      </div>
    </article>
  );
}
