import { assign } from '../conversations/assign.ts';
import { change } from '../contacts/contacts.ts';
import { setPriority, setStatus } from '../conversations/conversations.ts';
import { setLabels } from '../conversations/labels.ts';
import { postMessage } from '../messages/post.ts';
import type { Action, Conversation, User } from '../records.ts';
import type { ChatwootState } from '../state.ts';

/** Who acts: an agent by a macro, or a rule by itself. Words of a rule have no sender, and name the rule. */
export type Performer = { user: User } | { rule: number; name: string };

/** Does what a rule or macro says, one after the other; an action that is not known here is passed over. */
export function perform(
  state: ChatwootState,
  conversation: Conversation,
  actions: readonly Action[],
  performer: Performer,
): void {
  for (const action of actions) {
    if (state.conversations.has(conversation.id)) performOne(state, conversation, action, performer);
  }
}

function performOne(state: ChatwootState, conversation: Conversation, action: Action, performer: Performer): void {
  const { action_name, action_params: params } = action;
  const user = 'user' in performer ? performer.user : null;
  const by = user ?? { name: 'name' in performer ? performer.name : '' };
  const [first = ''] = params.map(String);
  switch (action_name) {
    case 'send_message':
    case 'add_private_note':
      say(state, conversation, first, action_name === 'add_private_note', performer);
      break;
    case 'add_label':
      setLabels(state, conversation, [...conversation.labels, ...params], by.name);
      break;
    case 'remove_label': {
      const gone = params.map(String);
      setLabels(
        state,
        conversation,
        conversation.labels.filter((label) => !gone.includes(label)),
        by.name,
      );
      break;
    }
    case 'assign_agent': {
      const self = first === 'self' ? user : null;
      assign(state, conversation, self ?? state.users.find(({ id }) => String(id) === first) ?? null, by);
      break;
    }
    case 'resolve_conversation':
      setStatus(state, conversation, 'resolved', by);
      break;
    case 'open_conversation':
      setStatus(state, conversation, 'open', by);
      break;
    case 'pending_conversation':
      setStatus(state, conversation, 'pending', by);
      break;
    case 'snooze_conversation':
      setStatus(state, conversation, 'snoozed', by);
      break;
    case 'change_priority':
      setPriority(state, conversation, first === 'nil' || first === '' ? null : first, by.name);
      break;
    case 'mute_conversation':
      setStatus(state, conversation, 'resolved', by);
      change(state, conversation.source.contact, { blocked: true });
      break;
  }
}

function say(
  state: ChatwootState,
  conversation: Conversation,
  content: string,
  isPrivate: boolean,
  performer: Performer,
): void {
  const user = 'user' in performer ? performer.user : null;
  postMessage(state, Infinity, conversation, {
    type: 1,
    content,
    private: isPrivate,
    contentAttributes: 'rule' in performer ? { automation_rule_id: performer.rule } : {},
    sender: user,
    performer: user,
  });
}
