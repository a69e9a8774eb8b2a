import { z } from 'zod';
import { filled, record, recordId } from '../../wire/read.ts';
import { recordNumber } from './shapes.ts';
import type { ConversationState, EventMessage } from '../events/event.ts';
import { readConversation } from '../events/read-event.ts';
import { readListed, type ListedConversation } from '../events/read-listed.ts';
import { readPageMessage } from '../events/read-message.ts';

/** What the application API answers, read into the language of events. */

export const eventMessage = z.unknown().transform((value, context): EventMessage => {
  const read = readPageMessage(value);
  if (read) return read;
  context.addIssue('no message');
  return z.NEVER;
});

/** Oldest first. */
export const messagePage = z
  .looseObject({ payload: z.array(eventMessage) })
  .transform(({ payload }) => payload.toSorted((a, b) => a.id - b.id));

/** A conversation as the application API shows it. */
export interface ShownConversation {
  id: number;
  inboxId: number | null;
  contactId: number | null;
  contactName: string | null;
  state: ConversationState;
  /** Its custom attributes. */
  attributes: Readonly<Record<string, unknown>>;
}

export const shownConversation = z.unknown().transform((value, context): ShownConversation => {
  const it = record(value);
  const id = recordId(it?.id);
  const state = readConversation(it);
  if (it && id !== null && state) {
    const contact = record(record(it.meta)?.sender);
    const contactId = recordId(contact?.id);
    const attributes = record(it.custom_attributes) ?? {};
    return { id, inboxId: recordId(it.inbox_id), contactId, contactName: filled(contact?.name), state, attributes };
  }
  context.addIssue('no conversation');
  return z.NEVER;
});

/** One page of the account's conversations. */
export interface ConversationPage {
  conversations: ListedConversation[];
  /** How many the page held, those included that could not be read. */
  size: number;
  /** How many all pages hold together. */
  all: number;
}

export const conversationPage = z
  .looseObject({
    data: z.looseObject({ meta: z.looseObject({ all_count: z.number() }), payload: z.array(z.unknown()) }),
  })
  .transform(({ data: { meta, payload } }): ConversationPage => {
    const conversations = payload.map(readListed).filter((it) => it !== null);
    return { conversations, size: payload.length, all: meta.all_count };
  });

/** `success` says nothing: it is null where a bot took a conversation from pending to open. */
export const toggled = z
  .looseObject({ payload: z.looseObject({ current_status: z.enum(['open', 'resolved', 'pending', 'snoozed']) }) })
  .transform(({ payload }) => payload.current_status);

/** Null for "nobody", and for an assignee Chatwoot does not know. */
export const assigned = z
  .looseObject({ id: recordNumber, name: z.string().nullish() })
  .nullable()
  .transform((it) => it && { id: it.id, name: it.name ?? null });

export const labelSet = z.looseObject({ payload: z.array(z.string()) }).transform(({ payload }) => payload);

export const attributesSet = z.looseObject({ custom_attributes: z.looseObject({}) });

export const profileShape = z.looseObject({
  id: recordNumber,
  name: z.string().nullish(),
  /** Of the user's stream on the cable: a secret, never logged. */
  pubsub_token: z.string().nullish(),
  accounts: z
    .array(z.looseObject({ id: recordNumber, name: z.string().nullish(), role: z.string().nullish() }))
    .default([]),
});
export type Profile = z.infer<typeof profileShape>;
