import { z } from 'zod';

/** What Chatwoot's public client API answers: only the fields we use are asked for, all others pass. */

/** An id: a whole number from 1 on that has lost no digits. */
export const recordNumber = z.int().positive();

export const inboxShape = z.looseObject({
  identifier: z.string(),
  name: z.string().nullish(),
  /** True where the inbox demands `identifier_hash` (`hmac_mandatory`). */
  identity_validation_enabled: z.boolean().catch(false),
});

export const contactShape = z.looseObject({
  id: recordNumber,
  source_id: z.string(),
  /** The key of the contact's own event stream. A secret. */
  pubsub_token: z.string(),
  name: z.string().nullish(),
  phone_number: z.string().nullish(),
});

/** `PATCH` answers with another shape than `POST` and `GET`: no `source_id`, no token. */
export const renamedShape = z.looseObject({ id: recordNumber });

export const messageShape = z.looseObject({
  id: recordNumber,
  content: z.string().nullable().catch(null),
  /** 0 incoming, 1 outgoing, 2 activity, 3 template. */
  message_type: z.int(),
  /** Unix seconds. */
  created_at: z.number().catch(0),
});

export const conversationShape = z.looseObject({
  /** The account's running number (`display_id`): not unique across accounts. */
  id: recordNumber,
  uuid: z.string().nullish(),
  inbox_id: recordNumber.nullish().catch(null),
  /** `open`, `resolved`, `pending`, `snoozed`; releases before 2.12 say `bot` for `pending`. */
  status: z.string(),
  messages: z.array(messageShape).default([]),
});

export type Inbox = z.infer<typeof inboxShape>;
export type Contact = z.infer<typeof contactShape>;
export type Message = z.infer<typeof messageShape>;
export type Conversation = z.infer<typeof conversationShape>;
