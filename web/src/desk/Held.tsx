import type { JSX } from 'preact';
import type { DeskConversation } from '../../../src/sandbox/types.ts';
import { words } from '../state/language.ts';

/** Where a conversation stands: its status, who has it, its labels. */
export function Held({ conversation }: { conversation: DeskConversation }): JSX.Element {
  const { assignee, labels = [], status } = conversation;
  const { act, desk } = words.value;
  return (
    <div class="held">
      <span class={`status ${status}`}>{desk.status[status]}</span>
      <small>{assignee ? act.assignedTo(assignee.name) : act.unassigned}</small>
      {labels.length > 0 && (
        <small>
          {labels.map((label) => (
            <span key={label} class="tag">
              <span class="unseen">{act.label}: </span>
              {label}
            </span>
          ))}
        </small>
      )}
    </div>
  );
}
