import type { JSX } from 'preact';
import { dateOf } from '../../../parts/language/time.ts';
import { classes } from '../../../parts/look/classes.ts';
import { durationOf } from '../../shell/duration.ts';
import { words } from '../../words/words.ts';
import { Told } from '../../../parts/show/Told.tsx';
import css from './StepLine.module.css';
import type { Step } from '../../../../src/console/messages/step.ts';

/** When, where, and what happened; why, and what can be done, where it did not go well. */
export function StepLine({ step, isOther }: { step: Step; isOther: boolean }): JSX.Element {
  const text = words.value.messages;
  const { at, what, side, tone, reason, fix } = step;
  const isOpen = at === null && tone === 'wait';
  return (
    <li class={classes(css.step, css[tone], isOther && css.other)}>
      <span class={css.time}>
        {at === null ? (
          isOpen ? (
            text.notYet
          ) : (
            text.unknownTime
          )
        ) : (
          <time dateTime={new Date(at).toISOString()} title={dateOf(at)}>
            {exactly(at)}
          </time>
        )}
      </span>
      <span class={css.side}>{text.sides[side]}</span>
      <span class={css.what}>
        <strong>{text.steps[what]}</strong> <Facts step={step} />
        {reason !== undefined && (
          <small class={css.reason}>
            <Told text={reason} begins />
          </small>
        )}
        {fix !== undefined && fix !== '' && (
          <small class={css.fix}>
            → <Told text={fix} />
          </small>
        )}
      </span>
    </li>
  );
}

/** To the millisecond: what follows within a second is to be told apart. */
const exactly = (at: number): string => {
  const date = new Date(at);
  const two = (part: number) => String(part).padStart(2, '0');
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
  return `${time}.${String(date.getMilliseconds()).padStart(3, '0')}`;
};

function Facts({ step }: { step: Step }): JSX.Element {
  const text = words.value.messages;
  const { what, code, count, text: own } = step;
  const decisions = text.decisions as Record<string, string>;
  const facts: (string | undefined | false)[] = [];
  if (what === 'decided') facts.push(code && (decisions[code] ?? code));
  else if (what === 'turn_ended') facts.push(own, code && (decisions[code] ?? code));
  else if (what === 'turn') facts.push(count !== undefined && count > 1 && text.tries(count));
  else if (what === 'model') facts.push(own, count !== undefined && text.tokens(count));
  else if (what === 'tool') facts.push(own, count === undefined ? text.notEnded : text.took(durationOf(count)));
  else if (what === 'words') facts.push(code && text.authors[code as keyof typeof text.authors], own && `«${own}»`);
  else if (what === 'said') facts.push(own && `«${own}»`);
  else if (what === 'send_waits' || what === 'register_waits' || what === 'register_problem')
    facts.push(count !== undefined && count > 0 && text.tries(count));
  else if (what === 'discarded') facts.push(step.reason === undefined && text.takenOver);
  else if (what === 'file') facts.push(own, code && (text.files[code as keyof typeof text.files] ?? code));
  else if (what === 'gate')
    facts.push(
      own &&
        own
          .split(', ')
          .map((hit) => text.hits[hit as keyof typeof text.hits] ?? hit)
          .join(', '),
    );
  else facts.push(own, code, count !== undefined && text.part(count));
  return <span class={css.facts}>{facts.filter(Boolean).join(' · ')}</span>;
}
