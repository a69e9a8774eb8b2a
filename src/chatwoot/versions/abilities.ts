import { compareVersions } from './versions.ts';

/** What can be done with a Chatwoot, as its release and our tokens allow it. */
export interface Abilities {
  /** Bot texts as messages of the agent bot, with our id as `source_id` (3.4.0). Needs a bot token. */
  botSender: boolean;
  /** Status of a conversation set. Any token. */
  status: boolean;
  /** A conversation given to a person or a team, or to nobody (by a bot from 3.6.0 on). */
  assign: boolean;
  /** Labels read and set (by a bot from 4.14.2 on). */
  labels: boolean;
  /** One conversation's state read (by a bot from 4.14.2 on): labels and assignee after a restart. */
  readsConversation: boolean;
  /** Messages read with notes and `source_id`, for read-backs without doubt. Needs a user token. */
  readsMessages: boolean;
  /** Delivery ticks and reasons of failures (4.2.0). Needs a user token. */
  ticks: boolean;
  /** The agent's Retry on a failed message reaches us (3.4.0); the page offers it in its new view from 4.6.0 on only. */
  retryButton: boolean;
  /** A bot can be the assignee (4.8.0). Below, its id would be taken for a person's. */
  agentBotAssignee: boolean;
  /** The inbox's webhooks are signed (4.13.0), the account's (4.11.2). */
  signedInboxWebhook: boolean;
  signedAccountWebhook: boolean;
  /** Webhooks name their delivery (4.11.2): copies are known by it. */
  deliveryHeader: boolean;
  /** Webhooks about a conversation name their account (4.14.2). */
  accountInEvents: boolean;
  /** Greetings and surveys come by webhook (2.18.0). */
  templatesByWebhook: boolean;
  /** One conversation can be read and resolved by the public API (3.7.0). */
  publicConversation: boolean;
  /** 300 requests a minute and address only (below 3.1.0), not 3,000. */
  slowLimit: boolean;
  /** Webhooks to private addresses: refused (4.14.0), allowed where Chatwoot is told so (from 4.14.1), or always. */
  privateAddresses: 'always' | 'if_told' | 'never';
}

/** Which of the three settings are there. */
export interface Tokens {
  /** `CHATWOOT_ACCOUNT_ID`: without it no token is of use. */
  accountId: boolean;
  botToken: boolean;
  userToken: boolean;
}

/**
 * What can be done.
 *
 * @param version as `GET /api` tells it; null where it hides it. The least is assumed then: only what 3.7.0 can do.
 */
export function abilitiesOf(version: string | null, tokens: Tokens): Abilities {
  const known = version ?? '3.7.0';
  const from = (release: string) => compareVersions(known, release) >= 0;
  const bot = tokens.accountId && tokens.botToken;
  const user = tokens.accountId && tokens.userToken;
  return {
    botSender: bot && from('3.4.0'),
    status: bot || user,
    assign: user || (bot && from('3.6.0')),
    labels: user || (bot && from('4.14.2')),
    readsConversation: user || (bot && from('4.14.2')),
    readsMessages: user,
    ticks: user && from('4.2.0'),
    retryButton: from('3.4.0'),
    agentBotAssignee: bot && from('4.8.0'),
    signedInboxWebhook: from('4.13.0'),
    signedAccountWebhook: from('4.11.2'),
    deliveryHeader: from('4.11.2'),
    accountInEvents: from('4.14.2'),
    templatesByWebhook: from('2.18.0'),
    publicConversation: from('3.7.0'),
    slowLimit: !from('3.1.0'),
    privateAddresses: from('4.14.1') ? 'if_told' : from('4.14.0') ? 'never' : 'always',
  };
}
