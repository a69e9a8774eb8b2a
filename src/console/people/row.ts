import { conversationsOf, lastSaid, type ListedPerson } from '../../store/console/people.ts';
import type { ConsoleContext } from '../context.ts';
import { personShown } from '../masked.ts';
import type { Answers, PersonRow } from './shapes.ts';

/** So much of a text stands in a list. */
const SNIPPET = 160;

export const snippet = (text: string): string => (text.length > SNIPPET ? `${text.slice(0, SNIPPET - 1)}…` : text);

const at = (value: number | null): number | null => (value === null ? null : Number(value));

export const answersOf = (contact: ListedPerson): Answers => ({
  by: contact.answered_by,
  reason: contact.answered_reason,
  since: at(contact.answered_since),
  until: at(contact.answered_until),
  waits: contact.answered_remind_at !== null || contact.answered_give_back_at !== null,
});

/** People as lists show them. */
export async function personRows(context: ConsoleContext, people: readonly ListedPerson[]): Promise<PersonRow[]> {
  const ids = people.map(({ id }) => Number(id));
  const last = await lastSaid(context.store.db, ids);
  const conversations = await conversationsOf(context.store.db, ids);
  return people.map((contact) => {
    const said = last.get(Number(contact.id));
    return {
      person: personShown(contact),
      answers: answersOf(contact),
      last: said ? { id: said.id, author: said.author, text: snippet(said.text), at: Number(said.said_at) } : null,
      conversation: conversationUrl(context, contact.channel_id, conversations.get(Number(contact.id))),
      lastInboundAt: at(contact.last_inbound_at),
    };
  });
}

/** The address at which agents have a conversation. */
export function conversationUrl(context: ConsoleContext, channel: string, id: number | undefined): string | null {
  const settings = context.channels().find(({ name }) => name === channel)?.settings;
  if (id === undefined || !settings?.chatwoot.enabled || settings.tokens.accountId === null) return null;
  return `${settings.chatwoot.url}/app/accounts/${settings.tokens.accountId}/conversations/${id}`;
}
