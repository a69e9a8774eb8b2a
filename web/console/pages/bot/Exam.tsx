import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Button } from '../../../parts/control/Button.tsx';
import { Badge } from '../../../parts/show/Badge.tsx';
import { Notice } from '../../../parts/show/Notice.tsx';
import { Table } from '../../../parts/show/Table.tsx';
import { mayAct } from '../../server/session.ts';
import { useAsked } from '../../server/use-asked.ts';
import { Asked } from '../../shell/Asked.tsx';
import { botWords } from '../../words/bot.ts';
import { words } from '../../words/words.ts';
import { attempt } from './attempt.ts';
import css from './Bot.module.css';
import type { EvalShown } from './types.ts';

const tones = { right: 'good', menu: 'wait', unsure: 'wait', wrong: 'bad' } as const;
/** Between two looks at a run under way. Milliseconds. */
const LOOK_MS = 700;

/** Asks the bot a file of questions, and shows what came of each. */
export function Exam({ channel }: { channel: string }): JSX.Element {
  const text = botWords.value;
  const asked = useAsked<EvalShown>('bot/eval', { channel }, { live: false });
  const [typed, setTyped] = useState<string | null>(null);
  const [wrong, setWrong] = useState('');
  const run = asked.value?.run ?? null;
  const isRunning = run !== null && !run.done;
  useEffect(() => {
    if (!isRunning) return;
    const timer = setTimeout(() => asked.again(), LOOK_MS);
    return () => clearTimeout(timer);
  }, [isRunning, asked.at]);
  const start = async (cases: string) => {
    setWrong('');
    const came = await attempt('bot/eval', { channel, cases });
    if ('wrong' in came) setWrong(came.wrong);
    else asked.again();
  };
  return (
    <Asked of={asked}>
      {({ cases }) => {
        const content = typed ?? cases ?? '';
        const may = mayAct();
        return (
          <div class={css.parts}>
            <label class={css.text}>
              {text.cases}
              <textarea
                rows={8}
                value={content}
                readOnly={!may}
                onInput={(event) => setTyped(event.currentTarget.value)}
              />
              <small class={css.soft}>{text.casesHint}</small>
            </label>
            <div class={css.acts}>
              <Button
                look="strong"
                disabled={!may || isRunning || content.trim() === ''}
                {...(may ? {} : { title: words.value.acts.noRole })}
                onClick={() => void start(content)}
              >
                {text.runEval}
              </Button>
              <span role="status">{isRunning ? text.running(run.rows.length, run.of) : ''}</span>
            </div>
            {wrong !== '' && <Notice tone="bad">{wrong}</Notice>}
            {run?.failed && <Notice tone="bad">{run.failed}</Notice>}
            {run !== null && run.rows.length > 0 && <Outcome run={run} />}
          </div>
        );
      }}
    </Asked>
  );
}

function Outcome({ run }: { run: NonNullable<EvalShown['run']> }): JSX.Element {
  const text = botWords.value;
  const right = run.rows.filter(({ outcome }) => outcome === 'right').length;
  return (
    <>
      <p data-score>
        <strong>{text.score(right, run.of)}</strong> {run.median !== null && text.median(run.median)}
      </p>
      <Table
        caption={text.evalTable}
        keyOf={({ line }) => line}
        rows={run.rows}
        columns={[
          { name: 'asked', title: text.asked, cell: ({ asked }) => asked },
          {
            name: 'outcome',
            title: text.outcome,
            cell: ({ outcome }) => <Badge tone={tones[outcome]}>{text.outcomes[outcome]}</Badge>,
          },
          { name: 'why', title: text.why, cell: ({ faults }) => faults.join('; ') },
        ]}
      />
    </>
  );
}
