import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Button } from '../../../parts/control/Button.tsx';
import { language } from '../../../parts/language/language.ts';
import { Badge, type Tone } from '../../../parts/show/Badge.tsx';
import { Notice } from '../../../parts/show/Notice.tsx';
import { Failed, Loading } from '../../../parts/show/States.tsx';
import { ask, Failure } from '../../server/ask.ts';
import { failureWords } from '../../shell/Asked.tsx';
import { setUpWords } from '../../words/setup.ts';
import { Told } from '../../../parts/show/Told.tsx';
import css from './SetUp.module.css';
import type { CheckState } from '../../../../src/console/setup/shapes.ts';
import type { CheckLine } from '../../../../src/console/tools.ts';

const tones: Record<CheckLine['state'], Tone> = { ok: 'good', warning: 'wait', wrong: 'bad', off: 'calm' };
/** Between two looks at a run under way. Milliseconds. */
const LOOK_MS = 700;

/** The lines of `check`, as they come. */
export function Checks({ isHere }: { isHere: boolean }): JSX.Element {
  const text = setUpWords.value;
  const lang = language.value;
  const [state, setState] = useState<CheckState | null>(null);
  const [wrong, setWrong] = useState<Failure | null>(null);
  const [run, setRun] = useState(0);
  useEffect(() => {
    if (!isHere) return;
    let isLeft = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (fresh: boolean) => {
      try {
        const now = await ask<CheckState>('setup/check', { fresh: String(fresh) });
        if (isLeft) return;
        setWrong(null);
        setState(now);
        if (!now.done) timer = setTimeout(() => void look(false), LOOK_MS);
      } catch (error) {
        if (!isLeft) setWrong(error instanceof Failure ? error : new Failure('broken', 'broken'));
      }
    };
    void look(run > 0);
    return () => {
      isLeft = true;
      clearTimeout(timer);
    };
  }, [isHere, lang, run]);

  const isRunning = state !== null && !state.done && wrong === null;
  return (
    <section class={css.part} aria-busy={isRunning}>
      <header>
        <h3>{text.checks}</h3>
        {isHere && (
          <Button small disabled={isRunning} onClick={() => setRun(run + 1)}>
            {isRunning ? text.running : text.run}
          </Button>
        )}
        {state?.done && <Verdict lines={state.lines} />}
      </header>
      {!isHere && <Notice>{text.noChecks}</Notice>}
      {state?.cut && <Notice tone="wait">{text.cut}</Notice>}
      {wrong !== null && <Failed title={failureWords(wrong)} onAgain={() => setRun(run + 1)} />}
      {isHere && state === null && wrong === null && <Loading />}
      {state !== null && <Lines lines={state.lines} />}
    </section>
  );
}

function Verdict({ lines }: { lines: CheckLine[] }): JSX.Element {
  const count = (of: CheckLine['state']) => lines.filter(({ state }) => state === of).length;
  const [wrong, warnings] = [count('wrong'), count('warning')];
  return (
    <span data-verdict role="status">
      <Badge tone={wrong > 0 ? 'bad' : warnings > 0 ? 'wait' : 'good'}>
        {setUpWords.value.verdict(wrong, warnings)}
      </Badge>
    </span>
  );
}

function Lines({ lines }: { lines: CheckLine[] }): JSX.Element {
  const text = setUpWords.value;
  const channels = [...new Set(lines.map(({ channel }) => channel))];
  return (
    <>
      {channels.map((channel) => (
        <div key={channel ?? ''}>
          {channels.length > 1 && <h4>{channel ?? text.shared}</h4>}
          <ul class={css.lines}>
            {lines
              .filter((line) => line.channel === channel)
              .map((line, at) => (
                <li key={at} data-state={line.state}>
                  <Badge tone={tones[line.state]}>{text.states[line.state]}</Badge>
                  <strong>{line.label}</strong>
                  <span class={css.detail}>
                    <Told text={line.detail} />
                    {line.fix !== undefined && (
                      <span class={css.fix}>
                        → <Told text={line.fix} />
                      </span>
                    )}
                  </span>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </>
  );
}
