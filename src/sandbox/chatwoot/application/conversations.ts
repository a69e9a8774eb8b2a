import { empty, internal, ok, Stop } from '../answers.ts';
import { changeConversation } from '../conversations/change-conversation.ts';
import { change } from '../contacts/contacts.ts';
import { deleteConversation, setPriority, setStatus } from '../conversations/conversations.ts';
import { record, text } from '../params.ts';
import { isStatus, type Conversation } from '../records.ts';
import type { ChatwootState } from '../state.ts';
import { seconds } from '../views.ts';
import { ACCOUNT, CONVERSATION, conversationOf, type ApplicationOptions, type Calls } from './calls.ts';
import { createConversation } from './create-conversation.ts';
import { conversationView } from './views.ts';

/** Conversations: show, create, status, mute, priority, attributes, typing, read marks, deletion. */
export function conversationCalls(calls: Calls, state: ChatwootState, options: ApplicationOptions): void {
  const { base } = options;
  const view = (conversation: Conversation) => conversationView(state, conversation, base());

  calls.post(`${ACCOUNT}/conversations`, { bot: 'always' }, (call) =>
    ok(call.c, view(createConversation(state, options.messagesPerMinute, call))),
  );

  calls.get(CONVERSATION, { bot: 'show' }, (call) => ok(call.c, view(conversationOf(state, call))));

  calls.delete(CONVERSATION, { admin: true }, (call) => {
    deleteConversation(state, conversationOf(state, call));
    return empty(call.c);
  });

  const priority = { rights: { bot: 'priority' }, path: `${CONVERSATION}/toggle_priority` } as const;
  calls.post(priority.path, priority.rights, (call) => {
    setPriority(state, conversationOf(state, call), text(call.fields, 'priority'), call.caller.name);
    return empty(call.c);
  });
  calls.patch(CONVERSATION, { bot: 'update' }, (call) => {
    const conversation = conversationOf(state, call);
    setPriority(state, conversation, text(call.fields, 'priority'), call.caller.name);
    return ok(call.c, view(conversation));
  });

  calls.post(`${CONVERSATION}/toggle_status`, { bot: 'always' }, (call) => {
    const { c, caller, fields } = call;
    const conversation = conversationOf(state, call);
    const wanted = text(fields, 'status') ?? (conversation.status === 'open' ? 'resolved' : 'open');
    if (!isStatus(wanted)) throw internal();
    // Recorded: the official handoff answers with no success.
    const handoff = caller.kind === 'agent_bot' && conversation.status === 'pending' && wanted === 'open';
    const until = wanted === 'snoozed' ? untilOf(fields['snoozed_until']) : null;
    setStatus(state, conversation, wanted, caller, until);
    const snoozed_until = until === null ? null : new Date(until).toISOString();
    const success = handoff ? null : true;
    return ok(c, {
      payload: { success, conversation_id: conversation.id, current_status: wanted, snoozed_until },
    });
  });

  calls.post(`${CONVERSATION}/custom_attributes`, { bot: 'custom_attributes' }, (call) => {
    const conversation = conversationOf(state, call);
    const custom = record(call.fields, 'custom_attributes');
    changeConversation(state, conversation, { custom });
    return ok(call.c, { custom_attributes: conversation.custom });
  });

  calls.post(`${CONVERSATION}/toggle_typing_status`, { bot: 'typing' }, (call) => {
    const conversation = conversationOf(state, call);
    const word = text(call.fields, 'typing_status');
    const isPrivate = ['t', 'true'].includes(text(call.fields, 'is_private') ?? '');
    if (word === 'on' || word === 'off') {
      state.emit({ name: `conversation_typing_${word}`, conversation, user: call.caller, isPrivate });
    }
    return empty(call.c);
  });

  calls.post(`${CONVERSATION}/update_last_seen`, {}, (call) => {
    const conversation = conversationOf(state, call);
    conversation.agentLastSeenAt = seconds(state.clock.now());
    state.changed();
    return ok(call.c, view(conversation));
  });

  for (const [word, blocked] of [
    ['mute', true],
    ['unmute', false],
  ] as const) {
    calls.post(`${CONVERSATION}/${word}`, {}, (call) => {
      const conversation = conversationOf(state, call);
      if (blocked) setStatus(state, conversation, 'resolved', call.caller);
      change(state, conversation.source.contact, { blocked });
      return empty(call.c);
    });
  }
}

/** Unix seconds, or a date in words. */
function untilOf(value: unknown): number | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const seconds = Number(value);
  const ms = Number.isNaN(seconds) ? Date.parse(String(value)) : seconds * 1_000;
  if (Number.isNaN(ms)) throw new Stop(422, { error: 'snoozed_until is no time' });
  return ms;
}
