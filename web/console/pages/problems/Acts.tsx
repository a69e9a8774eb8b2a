import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Button } from '../../../parts/control/Button.tsx';
import { Field } from '../../../parts/control/Field.tsx';
import { Dialog } from '../../../parts/show/Dialog.tsx';
import { mayAct } from '../../server/session.ts';
import { Act } from '../../shell/Act.tsx';
import { words } from '../../words/words.ts';
import { problemWords } from '../../words/problems.ts';
import css from './Problems.module.css';

/** Which problems are meant: some by their numbers, or all of a cause. */
export type Which = { cause: string } | { ids: number[] };

/** Tries them again, each in its old place. */
export function RetryButton(props: {
  which: Which;
  label: string;
  onDone: () => void;
  strong?: boolean;
  newConversation?: boolean;
}): JSX.Element {
  const { which, label, onDone, strong = false, newConversation = false } = props;
  return (
    <Act
      path="problems/retry"
      body={{ ...which, newConversation }}
      {...(strong ? { look: 'strong' as const } : {})}
      onDone={onDone}
    >
      {label}
    </Act>
  );
}

/** Asks for a note, and ends them for good. */
export function DropButton(props: { which: Which; count: number; label: string; onDone: () => void }): JSX.Element {
  const { which, count, label, onDone } = props;
  const text = problemWords.value;
  const [isOpen, setOpen] = useState(false);
  const [note, setNote] = useState('');
  return (
    <>
      <Button
        small
        data-drop
        disabled={!mayAct()}
        {...(mayAct() ? {} : { title: words.value.acts.noRole })}
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
      {isOpen && (
        <Dialog title={text.dropTitle} onClose={() => setOpen(false)}>
          <div class={css.drop}>
            <p>{text.dropText(count)}</p>
            <Field label={text.note} hint={text.noteHint} value={note} onValue={setNote} maxLength={500} />
            <Act
              path="problems/drop"
              body={{ ...which, note }}
              look="danger"
              onDone={() => {
                setOpen(false);
                onDone();
              }}
            >
              {text.confirm}
            </Act>
          </div>
        </Dialog>
      )}
    </>
  );
}
