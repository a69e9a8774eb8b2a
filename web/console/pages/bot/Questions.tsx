import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Button } from '../../../parts/control/Button.tsx';
import { Badge } from '../../../parts/show/Badge.tsx';
import { Empty } from '../../../parts/show/States.tsx';
import { Time } from '../../../parts/show/Time.tsx';
import { ask, Failure } from '../../server/ask.ts';
import { mayAct } from '../../server/session.ts';
import { useAsked } from '../../server/use-asked.ts';
import { Act } from '../../shell/Act.tsx';
import { Asked, failureWords } from '../../shell/Asked.tsx';
import { filter } from '../../shell/route.ts';
import { botWords } from '../../words/bot.ts';
import css from './Bot.module.css';
import { draft, faqDraft } from './draft.ts';
import type { BotShown, FileShown, QuestionShown } from './types.ts';

/** What no bot could answer, most asked first: one click puts it into the file of questions and answers. */
export function Questions({ bot: { channel, files } }: { bot: BotShown }): JSX.Element {
  const text = botWords.value;
  const asked = useAsked<{ groups: QuestionShown[]; more: number }>('bot/questions', { channel });
  const [wrong, setWrong] = useState('');
  const hasFile = files.some(({ id }) => id === 'faq');
  const add = async (entry: string) => {
    try {
      const file = await ask<FileShown>('bot/file', { channel, file: 'faq' });
      const before = faqDraft() ?? file.content;
      const kept =
        draft.value !== null && faqDraft() !== null ? draft.value : { base: file.digest, saved: file.content };
      draft.value = {
        channel,
        file: 'faq',
        base: kept.base,
        saved: kept.saved,
        content: `${before.trimEnd()}\n\n${entry}`,
      };
      filter({ tab: 'files', file: 'faq' });
    } catch (error) {
      if (error instanceof Failure) setWrong(failureWords(error));
    }
  };
  return (
    <Asked of={asked}>
      {({ groups }) =>
        groups.length === 0 ? (
          <Empty title={text.noQuestions}>
            <p>{text.noQuestionsText}</p>
          </Empty>
        ) : (
          <>
            <p role="status">{wrong}</p>
            <ul class={css.questions} aria-label={text.questions}>
              {groups.map(({ id, words: said, count, people, last, answer, entry }) => (
                <li key={id}>
                  <h3>{said[0]}</h3>
                  {said.length > 1 && <p class={css.soft}>{said.slice(1).join(' · ')}</p>}
                  <p>
                    <Badge>{text.times(count, people)}</Badge> <Time at={last} now={Date.now()} />
                  </p>
                  {answer !== null && (
                    <p class={css.answer}>
                      <span class={css.soft}>{text.answeredBy}</span> {answer}
                    </p>
                  )}
                  <div class={css.acts}>
                    {hasFile && (
                      <Button look="strong" small disabled={!mayAct()} onClick={() => void add(entry)}>
                        {text.answerIt}
                      </Button>
                    )}
                    <Act path="bot/questions/mark" body={{ channel, id, state: 'done' }} onDone={asked.again}>
                      {text.done}
                    </Act>
                    <Act path="bot/questions/mark" body={{ channel, id, state: 'dismissed' }} onDone={asked.again}>
                      {text.dismiss}
                    </Act>
                  </div>
                </li>
              ))}
            </ul>
          </>
        )
      }
    </Asked>
  );
}
