import { addSource } from '../contacts/contacts.ts';
import { addConversation, tellStarted } from '../conversations/conversations.ts';
import { isObject, record, text } from '../params.ts';
import { postMessage } from '../messages/post.ts';
import { isStatus, type ContactInbox, type Conversation } from '../records.ts';
import type { ChatwootState } from '../state.ts';
import { found, inboxById, type Call } from './calls.ts';

/** A conversation begun from this side, with a first message where one is given, as the agents' page does it. */
export function createConversation(state: ChatwootState, perMinute: number, call: Call): Conversation {
  const { caller, fields, uploads } = call;
  const status = text(fields, 'status');
  const wanted = status !== null && isStatus(status) ? status : undefined;
  const custom = record(fields, 'custom_attributes');
  const source = sourceFor(state, fields);
  const last = source.conversations.at(-1);
  if (source.inbox.lockToSingleConversation && last) return last;
  const conversation = addConversation(state, source, custom, wanted);
  // Recorded: the event of the beginning shows the first message already.
  const told = () => tellStarted(state, conversation, caller);
  const { message } = fields;
  if (!isObject(message)) {
    told();
    return conversation;
  }
  conversation.numberTold = false;
  postMessage(state, perMinute, conversation, {
    type: 1,
    content: text(message, 'content'),
    private: message['private'] === true,
    sender: caller,
    uploads,
    performer: caller,
    saved: told,
  });
  return conversation;
}

/** The source named, else the contact's in that inbox, else a new one with a made-up source_id. */
function sourceFor(state: ChatwootState, fields: Record<string, unknown>): ContactInbox {
  const sourceId = text(fields, 'source_id');
  if (sourceId) {
    const inboxId = text(fields, 'inbox_id');
    const inboxes = inboxId === null ? [...state.inboxes.values()] : [inboxById(state, Number(inboxId))];
    return found(inboxes.map(({ sources }) => sources.get(sourceId)).find((one) => one !== undefined));
  }
  const inbox = inboxById(state, Number(fields['inbox_id']));
  const contact = found(state.contacts.get(Number(fields['contact_id'])));
  return contact.sources.find((one) => one.inbox === inbox) ?? addSource(state, inbox, contact, null);
}
