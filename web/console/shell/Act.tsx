import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Button, type ButtonProps } from '../../parts/control/Button.tsx';
import { closeAround, Dialog } from '../../parts/show/Dialog.tsx';
import { act, Failure } from '../server/ask.ts';
import { mayAct } from '../server/session.ts';
import { words } from '../words/words.ts';
import { failureWords } from './Asked.tsx';
import css from './Act.module.css';

export interface ActProps {
  /** The door, without `api/`. */
  path: string;
  body?: object;
  look?: ButtonProps['look'];
  small?: boolean;
  /** Asked before it is done; nothing is asked where absent. */
  sure?: string;
  /** Called with the answer once it is done. */
  onDone?: (answer: unknown) => void;
  /** What is said then. */
  done?: string;
  children: ComponentChildren;
}

/** A button that does something. Without the role it is there and says why it cannot be used. What came of it is said beside it. */
export function Act(props: ActProps): JSX.Element {
  const { path, body = {}, look, small = true, sure, onDone, done, children } = props;
  const { acts } = words.value;
  const [state, setState] = useState<{ said: string; isBad: boolean }>({ said: '', isBad: false });
  const [busy, setBusy] = useState(false);
  const [asks, setAsks] = useState(false);
  const may = mayAct();
  const go = async () => {
    setBusy(true);
    try {
      const answer = await act(path, body);
      setState({ said: done ?? acts.done, isBad: false });
      onDone?.(answer);
    } catch (error) {
      setState({ said: error instanceof Failure ? failureWords(error) : words.value.states.broken, isBad: true });
    }
    setBusy(false);
  };
  return (
    <span class={css.act}>
      <Button
        {...(look ? { look } : {})}
        small={small}
        disabled={busy || !may}
        {...(may ? {} : { title: acts.noRole })}
        onClick={() => (sure === undefined ? void go() : setAsks(true))}
      >
        {children}
      </Button>
      <span class={state.isBad ? css.bad : css.said} role="status">
        {state.said}
      </span>
      {asks && (
        <Dialog title={acts.sure} onClose={() => setAsks(false)}>
          <div class={css.sure}>
            <p>{sure}</p>
            <Button
              look={look ?? 'strong'}
              onClick={(event) => {
                closeAround(event);
                void go();
              }}
            >
              {children}
            </Button>
            <Button onClick={closeAround}>{acts.cancel}</Button>
          </div>
        </Dialog>
      )}
    </span>
  );
}
