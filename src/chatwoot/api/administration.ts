import { z } from 'zod';
import { baseUrl } from '../address.ts';
import {
  accountBot,
  accountInbox,
  accountLabel,
  accountTeam,
  accountWebhook,
  agent,
  inboxBot,
  type AccountBot,
  type AccountInbox,
  type AccountLabel,
  type AccountTeam,
  type AccountWebhook,
  type Agent,
} from './administration-shapes.ts';
import { openCaller, type CallerOptions } from './caller.ts';

export type AdministrationRoute =
  | `/${'inboxes' | 'agent_bots' | 'webhooks' | 'labels' | 'teams' | 'agents' | 'inbox_members'}`
  | `/inboxes/:inbox${'' | '/reset_secret' | '/set_agent_bot' | '/agent_bot'}`
  | '/inbox_members/:inbox'
  | `/agent_bots/:bot${'' | '/reset_access_token'}`
  | '/webhooks/:webhook';

export interface AdministrationOptions extends Omit<CallerOptions<AdministrationRoute>, 'root' | 'headers'> {
  /** As in `CHATWOOT_URL`; see `baseUrl`. */
  url: string;
  accountId: number;
  /** An administrator's. An agent's gets 401 `You are not authorized to do this action` for nearly all of it. */
  token: string;
}

/** What an API inbox is made with or changed to; what is absent stays as it is. */
export interface InboxChange {
  name?: string;
  /** Chatwoot takes any text here: check it before. */
  webhookUrl?: string;
  /** Hours after which the page closes the composer; posts by token pass all the same. */
  replyWindowHours?: number;
  replyWindowMessage?: string;
  lockToSingleConversation?: boolean;
  /** Whether Chatwoot assigns by itself. */
  autoAssignment?: boolean;
}

/** What an administrator's token sets up. Every call is made once; see `applicationVerdict` for the failures. */
export interface Administration {
  inboxes(): Promise<AccountInbox[]>;
  /** The number in the page's address, not the identifier. */
  inbox(id: number): Promise<AccountInbox>;
  createInbox(change: InboxChange & { name: string }): Promise<AccountInbox>;
  /**
   * Attributes of the channel (the reply window) are replaced as a whole.
   *
   * @param kept the channel's attributes as they are, to be sent along with the new ones
   */
  updateInbox(id: number, change: InboxChange, kept?: Record<string, unknown>): Promise<AccountInbox>;
  /** A new webhook secret (4.13.0). */
  resetInboxSecret(id: number): Promise<AccountInbox>;
  /** Who answers in an inbox. */
  members(inboxId: number): Promise<Agent[]>;
  /** The whole list of members: who is not in it is taken out. */
  setMembers(inboxId: number, userIds: readonly number[]): Promise<Agent[]>;
  agents(): Promise<Agent[]>;
  bots(): Promise<AccountBot[]>;
  createBot(bot: { name: string; description?: string; outgoingUrl?: string }): Promise<AccountBot>;
  /** A new access token for a bot (4.3.0): the one before is of no use any more. */
  resetBotToken(id: number): Promise<AccountBot>;
  /** Null where the inbox has none. */
  botOfInbox(inboxId: number): Promise<AccountBot | null>;
  /** Null takes it away. */
  setBotOfInbox(inboxId: number, botId: number | null): Promise<void>;
  webhooks(): Promise<AccountWebhook[]>;
  /** 422 `Url has already been taken` where there is one for this address. */
  createWebhook(webhook: { url: string; subscriptions: readonly string[] }): Promise<AccountWebhook>;
  updateWebhook(id: number, webhook: { url: string; subscriptions: readonly string[] }): Promise<AccountWebhook>;
  deleteWebhook(id: number): Promise<void>;
  labels(): Promise<AccountLabel[]>;
  /** 422 `Title has already been taken` where there is one. */
  createLabel(label: { title: string; description?: string; color?: string }): Promise<AccountLabel>;
  teams(): Promise<AccountTeam[]>;
  createTeam(team: { name: string; description?: string }): Promise<AccountTeam>;
}

const listOf = <T>(shape: z.ZodType<T>) =>
  z.looseObject({ payload: z.array(shape) }).transform(({ payload }) => payload);
const webhookList = z
  .looseObject({ payload: z.looseObject({ webhooks: z.array(accountWebhook) }) })
  .transform(({ payload }) => payload.webhooks);
const oneWebhook = z
  .looseObject({ payload: z.looseObject({ webhook: accountWebhook }) })
  .transform(({ payload }) => payload.webhook);

export function openAdministration(options: AdministrationOptions): Administration {
  const root = `${baseUrl(options.url)}/api/v1/accounts/${options.accountId}`;
  const call = openCaller<AdministrationRoute>({ ...options, root, headers: { api_access_token: options.token } });

  const get = <T>(route: AdministrationRoute, shape: z.ZodType<T>, path: string = route) =>
    call({ method: 'GET', route, path, shape });
  const post = <T>(route: AdministrationRoute, shape: z.ZodType<T>, body: unknown, path: string = route) =>
    call({ method: 'POST', route, path, shape, body });
  const patch = <T>(route: AdministrationRoute, shape: z.ZodType<T>, body: unknown, path: string = route) =>
    call({ method: 'PATCH', route, path, shape, body });

  return {
    inboxes: () => get('/inboxes', listOf(accountInbox)),
    inbox: (id) => get('/inboxes/:inbox', accountInbox, `/inboxes/${id}`),
    createInbox: (change) => post('/inboxes', accountInbox, inboxBody(change, { type: 'api' })),
    updateInbox: (id, change, kept) =>
      patch('/inboxes/:inbox', accountInbox, inboxBody(change, {}, kept), `/inboxes/${id}`),
    resetInboxSecret: (id) => post('/inboxes/:inbox/reset_secret', accountInbox, {}, `/inboxes/${id}/reset_secret`),
    members: (inboxId) => get('/inbox_members/:inbox', listOf(agent), `/inbox_members/${inboxId}`),
    setMembers: (inboxId, userIds) =>
      patch('/inbox_members', listOf(agent), { inbox_id: inboxId, user_ids: [...userIds] }),
    agents: () => get('/agents', z.array(agent)),
    bots: () => get('/agent_bots', z.array(accountBot)),
    createBot: ({ name, description, outgoingUrl }) =>
      post('/agent_bots', accountBot, {
        name,
        ...(description === undefined ? {} : { description }),
        ...(outgoingUrl === undefined ? {} : { outgoing_url: outgoingUrl }),
      }),
    resetBotToken: (id) =>
      post('/agent_bots/:bot/reset_access_token', accountBot, {}, `/agent_bots/${id}/reset_access_token`),
    botOfInbox: (id) => get('/inboxes/:inbox/agent_bot', inboxBot, `/inboxes/${id}/agent_bot`),
    setBotOfInbox: (id, botId) =>
      call({
        method: 'POST',
        route: '/inboxes/:inbox/set_agent_bot',
        path: `/inboxes/${id}/set_agent_bot`,
        body: { agent_bot: botId },
      }),
    webhooks: () => get('/webhooks', webhookList),
    createWebhook: (webhook) => post('/webhooks', oneWebhook, { webhook }),
    updateWebhook: (id, webhook) => patch('/webhooks/:webhook', oneWebhook, { webhook }, `/webhooks/${id}`),
    deleteWebhook: (id) => call({ method: 'DELETE', route: '/webhooks/:webhook', path: `/webhooks/${id}` }),
    labels: () => get('/labels', listOf(accountLabel)),
    createLabel: (label) => post('/labels', accountLabel, { ...label, show_on_sidebar: true }),
    teams: () => get('/teams', z.array(accountTeam)),
    createTeam: (team) => post('/teams', accountTeam, { ...team, allow_auto_assign: true }),
  };
}

function inboxBody(change: InboxChange, channel: object, kept: Record<string, unknown> = {}): object {
  const { name, webhookUrl, replyWindowHours, replyWindowMessage, lockToSingleConversation, autoAssignment } = change;
  const attributes = {
    ...(replyWindowHours === undefined ? {} : { agent_reply_time_window: String(replyWindowHours) }),
    ...(replyWindowMessage === undefined ? {} : { agent_reply_time_window_message: replyWindowMessage }),
  };
  const changed = Object.keys(attributes).length > 0;
  const inChannel = {
    ...channel,
    ...(webhookUrl === undefined ? {} : { webhook_url: webhookUrl }),
    ...(changed ? { additional_attributes: { ...kept, ...attributes } } : {}),
  };
  return {
    ...(name === undefined ? {} : { name }),
    ...(lockToSingleConversation === undefined ? {} : { lock_to_single_conversation: lockToSingleConversation }),
    ...(autoAssignment === undefined ? {} : { enable_auto_assignment: autoAssignment }),
    ...(Object.keys(inChannel).length === 0 ? {} : { channel: inChannel }),
  };
}
