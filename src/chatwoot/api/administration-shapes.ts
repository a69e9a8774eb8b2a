import { z } from 'zod';
import { recordNumber } from './shapes.ts';

/** What the application API tells an administrator: only the fields we use are asked for, all others pass. */

export const accountInbox = z.looseObject({
  id: recordNumber,
  name: z.string(),
  /** `Channel::Api` for ours. */
  channel_type: z.string(),
  webhook_url: z.string().nullish(),
  /** API inboxes only: what `CHATWOOT_INBOX_ID` is. */
  inbox_identifier: z.string().nullish(),
  /** To an administrator. */
  hmac_token: z.string().nullish(),
  hmac_mandatory: z.boolean().nullish(),
  /** Of its webhook, from 4.13.0 on, to an administrator. */
  secret: z.string().nullish(),
  additional_attributes: z.record(z.string(), z.unknown()).nullish(),
  lock_to_single_conversation: z.boolean().nullish(),
  /** On where it was not set: conversations are assigned to whoever is online, by nobody. */
  enable_auto_assignment: z.boolean().nullish(),
});

/** The list names the token, the answer about an inbox's bot a record that holds it. */
const accessToken = z
  .union([z.string(), z.looseObject({ token: z.string() }).transform(({ token }) => token)])
  .nullish()
  .catch(null);

export const accountBot = z.looseObject({
  id: recordNumber,
  name: z.string(),
  description: z.string().nullish(),
  outgoing_url: z.string().nullish(),
  access_token: accessToken,
  /** Of its webhooks, from 4.13.0 on. */
  secret: z.string().nullish(),
  /** One of the whole installation: it cannot be changed here. */
  system_bot: z.boolean().nullish(),
});

/** `{agent_bot: {…}}`; without a bot the inner part is missing, null or empty. */
export const inboxBot = z
  .looseObject({ agent_bot: accountBot.nullish().catch(null) })
  .transform(({ agent_bot: bot }) => bot ?? null);

export const accountWebhook = z.looseObject({
  id: recordNumber,
  url: z.string(),
  subscriptions: z.array(z.string()),
  /** From 4.11.2 on. */
  secret: z.string().nullish(),
});

export const accountLabel = z.looseObject({ id: recordNumber, title: z.string() });
export const accountTeam = z.looseObject({ id: recordNumber, name: z.string() });
export const agent = z.looseObject({
  id: recordNumber,
  name: z.string().nullish(),
  /** The name shown, where they have set one. */
  available_name: z.string().nullish(),
  email: z.string().nullish(),
  /** `agent`, `administrator`, or a role of one's own. */
  role: z.string().nullish(),
});

export type AccountInbox = z.infer<typeof accountInbox>;
export type AccountBot = z.infer<typeof accountBot>;
export type AccountWebhook = z.infer<typeof accountWebhook>;
export type AccountLabel = z.infer<typeof accountLabel>;
export type AccountTeam = z.infer<typeof accountTeam>;
export type Agent = z.infer<typeof agent>;
