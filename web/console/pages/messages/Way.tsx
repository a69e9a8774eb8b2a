import type { JSX } from 'preact';
import { dateOf } from '../../../parts/language/time.ts';
import { useAsked } from '../../server/use-asked.ts';
import { Asked } from '../../shell/Asked.tsx';
import { Person } from '../../shell/Person.tsx';
import { to } from '../../shell/route.ts';
import { words } from '../../words/words.ts';
import { WhoAnswers } from './Answers.tsx';
import type { Timeline } from '../../../../src/console/messages/shapes.ts';
import { StepLine } from './StepLine.tsx';
import css from './Way.module.css';

/** One message with what answered it: everything that happened, in order, and what has not happened yet. */
export function Way({ id }: { id: string }): JSX.Element {
  const text = words.value.messages;
  const way = useAsked<Timeline>(`messages/${encodeURIComponent(id)}`);
  return (
    <>
      <a href={way.value?.person ? to('people', way.value.person.contact) : to('messages')}>← {text.back_to}</a>
      <Asked of={way}>
        {({ message, person, answers, conversation, steps, exchange }) => (
          <>
            <section class={css.message} aria-label={text.authors[message.author]}>
              <p class={css.top}>
                {person && <Person person={person} />}
                <span>
                  {text.authors[message.author]}, {dateOf(message.at)}
                </span>
                {conversation !== null && (
                  <a href={conversation} target="_blank" rel="noreferrer">
                    {text.inChatwoot}
                  </a>
                )}
              </p>
              <blockquote class={css.words}>{message.text}</blockquote>
              <code class={css.id}>{exchange}</code>
              {person && answers && <WhoAnswers contact={person.contact} answers={answers} onChanged={way.again} />}
            </section>
            <h3>{text.way}</h3>
            <ol class={css.steps}>
              {steps.map((step, index) => (
                <StepLine key={index} step={step} isOther={step.message !== message.id} />
              ))}
            </ol>
          </>
        )}
      </Asked>
    </>
  );
}
