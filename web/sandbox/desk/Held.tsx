import type { JSX } from 'preact';
import type { DeskConversation } from '../../../src/sandbox/types.ts';
import { words } from '../words/words.ts';
import { classes } from '../../parts/look/classes.ts';
import common from '../../parts/look/common.module.css';
import css from './Held.module.css';

/** Where a conversation stands: its status, who has it, its labels. */
export function Held({ conversation }: { conversation: DeskConversation }): JSX.Element {
  const { assignee, labels = [], status } = conversation;
  const { act, desk } = words.value;
  return (
    <div class={css.held}>
      <span class={classes(css.status, css[status])} data-status={status}>
        {desk.status[status]}
      </span>
      <small>{assignee ? act.assignedTo(assignee.name) : act.unassigned}</small>
      {labels.length > 0 && (
        <small>
          {labels.map((label) => (
            <span key={label} class={css.tag} data-label={label}>
              <span class={common.unseen}>{act.label}: </span>
              {label}
            </span>
          ))}
        </small>
      )}
    </div>
  );
}
