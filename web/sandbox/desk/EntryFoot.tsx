import type { JSX } from 'preact';
import type { DeskMessage } from '../../../src/sandbox/types.ts';
import { Ticks } from '../shell/Ticks.tsx';
import { act } from '../state/desk-acts.ts';
import { words } from '../words/words.ts';
import { classes } from '../../parts/look/classes.ts';
import common from '../../parts/look/common.module.css';
import css from './EntryFoot.module.css';

/** How far a message went, and what an agent can do with it. */
export function EntryFoot({
  message,
  conversation,
}: {
  message: DeskMessage;
  conversation: number;
}): JSX.Element | null {
  const { deleted, error, id, private: note, status = 'sent', type } = message;
  const text = words.value.act;
  if (deleted || (type !== 'outgoing' && type !== 'template')) return null;
  const doing = (action: 'retry' | 'delete') => () => void act({ conversation, action, message: id });
  return (
    <div class={css.foot}>
      {status === 'failed' ? (
        <p class={classes(common.wrong, css.undelivered)}>
          ⚠ {text.undelivered} {error}
        </p>
      ) : (
        !note && <Ticks state={status} />
      )}
      {status === 'failed' && (
        <button type="button" onClick={doing('retry')}>
          {text.retry}
        </button>
      )}
      <button type="button" class={css.small} onClick={doing('delete')}>
        {text.remove}
      </button>
    </div>
  );
}
