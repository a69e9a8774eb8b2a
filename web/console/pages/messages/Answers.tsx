import type { JSX } from 'preact';
import { dateOf } from '../../../parts/language/time.ts';
import { Badge } from '../../../parts/show/Badge.tsx';
import { Act } from '../../shell/Act.tsx';
import { words } from '../../words/words.ts';
import css from './Answers.module.css';
import type { Answers } from '../../../../src/console/people/shapes.ts';

/** Why it is so, in plain words; empty where nobody ever took over. */
export function whyOf({ reason }: Answers): string {
  const { reasons } = words.value.messages;
  return reason === null ? '' : (reasons[reason as keyof typeof reasons] ?? reason);
}

export function AnswersBadge({ answers }: { answers: Answers }): JSX.Element {
  const text = words.value.messages;
  return <Badge tone={answers.waits ? 'wait' : 'calm'}>{answers.waits ? text.waits : text.answers[answers.by]}</Badge>;
}

/** Who answers, since when and why, and the buttons to change it. */
export function WhoAnswers(props: { contact: number; answers: Answers; onChanged: () => void }): JSX.Element {
  const { contact, answers, onChanged } = props;
  const text = words.value.messages;
  const { by, since, until, waits } = answers;
  const facts = [
    whyOf(answers),
    since !== null && text.since(dateOf(since)),
    until !== null && text.until(dateOf(until)),
    waits && text.waits,
  ].filter(Boolean);
  const other = by === 'bot' ? 'human' : 'bot';
  return (
    <div class={css.answers}>
      <p>
        <strong>{text.answers[by]}</strong>
        {facts.length > 0 && <small>{facts.join(' · ')}</small>}
      </p>
      <Act
        path={`people/${contact}/handoff`}
        body={{ to: other }}
        onDone={onChanged}
        done={by === 'bot' ? text.handedOver : text.gaveBack}
      >
        {by === 'bot' ? text.handOver : text.giveBack}
      </Act>
    </div>
  );
}
