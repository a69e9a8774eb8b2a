import type { JSX } from 'preact';
import type { DeskAct } from '../../../src/sandbox/page-types.ts';
import type { DeskConversation } from '../../../src/sandbox/types.ts';
import { Menu } from '../../parts/control/Menu.tsx';
import { humanLabel } from '../state/answering.ts';
import { act } from '../state/desk-acts.ts';
import { words } from '../words/words.ts';
import common from '../../parts/look/common.module.css';
import css from './DeskActions.module.css';

const colleague = 'Luis Vega';
/** Labels beside the one that keeps the bot quiet. */
const others = ['urgente', 'vip'];

/** What an agent does to a conversation. Each button turns into its opposite, so the focus stays. */
export function DeskActions({ conversation }: { conversation: DeskConversation }): JSX.Element {
  const { assignee, assignsItself = false, id, labels = [], status } = conversation;
  const text = words.value.act;
  const assigned = assignee?.kind === 'user';
  const labelled = labels.includes(humanLabel);
  const doing =
    (action: DeskAct['action'], more: Partial<DeskAct> = {}) =>
    () =>
      void act({ conversation: id, action, ...more });

  return (
    <div class={css.acts} role="group" aria-label={text.group}>
      <button type="button" onClick={doing(status === 'resolved' ? 'open' : 'resolve')} class={common.strong}>
        {status === 'resolved' ? text.reopen : text.resolve}
      </button>
      <button
        type="button"
        onClick={doing(status === 'pending' ? 'open' : 'pending')}
        aria-pressed={status === 'pending'}
        title={text.pendingHint}
      >
        {text.pending}
      </button>
      <button type="button" onClick={doing(assigned ? 'unassign' : 'assign')}>
        {assigned ? text.unassign : text.assign}
      </button>
      <button
        type="button"
        aria-pressed={labelled}
        onClick={doing(labelled ? 'unlabel' : 'label', { text: humanLabel })}
        title={text.humanHint}
      >
        {humanLabel}
      </button>
      <button
        type="button"
        aria-pressed={status === 'snoozed'}
        onClick={doing(status === 'snoozed' ? 'open' : 'snooze')}
        title={text.snoozeHint}
      >
        {text.snooze}
      </button>
      <Menu
        label={text.more}
        items={[
          { label: text.assignTo(colleague), onChoose: doing('assign', { text: colleague }) },
          ...others.map((label) => ({
            label: text.labelled(label),
            chosen: labels.includes(label),
            onChoose: doing(labels.includes(label) ? 'unlabel' : 'label', { text: label }),
          })),
          { label: text.begin, hint: text.beginHint, onChoose: doing('begin') },
          {
            label: text.autoAssign,
            hint: text.autoAssignHint,
            chosen: assignsItself,
            onChoose: doing('auto_assign', { text: assignsItself ? 'off' : 'on' }),
          },
        ]}
      />
    </div>
  );
}
