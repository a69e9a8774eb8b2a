import type { Clock } from '../../clock.ts';
import { token, uuid, type Random } from '../chance.ts';
import type { Changes } from '../changes.ts';
import { createBackground, type Background } from './background.ts';
import { featuresOf, type Features } from './features.ts';
import type { ChatwootEvent } from './events.ts';
import { LINES, type Language, type Lines } from './lines.ts';
import { createPresence, type Presence } from './presence.ts';
import type {
  AccountWebhook,
  AgentBot,
  AutomationRule,
  Attachment,
  Contact,
  ContactInbox,
  Conversation,
  Inbox,
  InboxSetup,
  Label,
  Macro,
  Message,
  Team,
  User,
} from './records.ts';

export type Table =
  | 'contact'
  | 'contactInbox'
  | 'conversation'
  | 'message'
  | 'attachment'
  | 'inbox'
  | 'bot'
  | 'token'
  | 'webhook'
  | 'label'
  | 'team'
  | 'automation'
  | 'macro';

/** One account with everything in it, in memory. Tests may read it; they change it only through HTTP. */
export interface ChatwootState {
  readonly clock: Clock;
  readonly random: Random;
  /** What this release of Chatwoot does. */
  readonly features: Features;
  readonly account: { id: number; name: string };
  readonly users: User[];
  readonly bots: AgentBot[];
  readonly webhooks: AccountWebhook[];
  readonly labels: Label[];
  readonly teams: Team[];
  readonly inboxes: Map<string, Inbox>;
  readonly contacts: Map<number, Contact>;
  readonly conversations: Map<number, Conversation>;
  /** Of all conversations, by id, activity lines and private notes included. */
  readonly messages: Message[];
  /** By the key in their address. */
  readonly files: Map<string, Attachment>;
  readonly byPubsubToken: Map<string, ContactInbox>;
  /** Activity lines and the server's own words, in the account's language. */
  readonly lines: Lines;
  /** What the server does by itself, after the call that led to it. */
  readonly background: Background;
  readonly automation: AutomationRule[];
  readonly macros: Macro[];
  /** Who counts as online. */
  readonly presence: Presence;
  readonly byPhone: Map<string, Contact>;
  readonly byEmail: Map<string, Contact>;
  readonly byIdentifier: Map<string, Contact>;
  /** A number never used before, per table, as PostgreSQL's sequences give them. */
  nextId(table: Table): number;
  newToken(length: number): string;
  newUuid(): string;
  changed(): void;
  /** Tells cable and webhooks what happened; set by whoever delivers. */
  emit(event: ChatwootEvent): void;
}

export interface AccountFacts {
  name: string;
  language: Language;
  admin: { name: string; email: string };
  agent: { name: string; email: string };
}

export const ACCOUNT: AccountFacts = {
  name: 'Panadería Sol',
  language: 'es',
  admin: { name: 'Ana Ruiz', email: 'ana@example.com' },
  agent: { name: 'Luis Vega', email: 'luis@example.com' },
};

export interface StateFacts {
  clock: Clock;
  random: Random;
  changes: Changes;
  inboxes: readonly InboxSetup[];
  version: string;
  account: AccountFacts;
  backgroundMs: number;
  tokens: { admin: string; agent: string; bot: string };
  bot: { name: string; outgoingUrl: string | null; secret: string | null };
  webhooks: readonly { url: string; subscriptions: string[]; secret?: string }[];
}

export function createState(facts: StateFacts): ChatwootState {
  const last = new Map<Table, number>();
  const { clock, random } = facts;
  const nextId = (table: Table) => {
    const next = (last.get(table) ?? 0) + 1;
    last.set(table, next);
    return next;
  };
  const newToken = (length: number) => token(random, length);
  const bot: AgentBot = {
    kind: 'agent_bot',
    id: nextId('bot'),
    name: facts.bot.name,
    description: null,
    outgoingUrl: facts.bot.outgoingUrl,
    token: facts.tokens.bot,
    tokenId: 3,
    secret: facts.bot.secret ?? newToken(24),
    createdAt: clock.now(),
  };
  last.set('token', bot.tokenId);
  const state: ChatwootState = {
    clock,
    random,
    features: featuresOf(facts.version),
    account: { id: 1, name: facts.account.name },
    users: [
      user(1, facts.account.admin, 'administrator', facts.tokens.admin, newToken(24)),
      user(2, facts.account.agent, 'agent', facts.tokens.agent, newToken(24)),
    ],
    bots: [bot],
    webhooks: facts.webhooks.map(({ url, subscriptions, secret }) => ({
      id: nextId('webhook'),
      name: null,
      url,
      subscriptions,
      secret: secret ?? newToken(24),
    })),
    labels: [],
    teams: [],
    inboxes: new Map(),
    contacts: new Map(),
    conversations: new Map(),
    messages: [],
    files: new Map(),
    byPubsubToken: new Map(),
    presence: createPresence(clock),
    lines: LINES[facts.account.language],
    background: createBackground(facts.backgroundMs),
    automation: [],
    macros: [],
    byPhone: new Map(),
    byEmail: new Map(),
    byIdentifier: new Map(),
    nextId,
    newToken,
    newUuid: () => uuid(random),
    changed: facts.changes.changed,
    emit: () => undefined,
  };
  for (const setup of facts.inboxes) addInbox(state, setup, setup.agentBot ? bot : null);
  return state;
}

function user(
  id: number,
  who: { name: string; email: string },
  role: User['role'],
  token: string,
  pubsubToken: string,
): User {
  return { kind: 'user', id, ...who, role, token, pubsubToken };
}

/** A new API inbox; every person of the account is a member. */
export function addInbox(state: ChatwootState, setup: InboxSetup, bot: AgentBot | null): Inbox {
  const { agentBot: _, ...rest } = setup;
  const inbox: Inbox = {
    ...rest,
    id: state.nextId('inbox'),
    name: setup.name ?? setup.identifier,
    hmacToken: setup.hmacToken ?? state.newToken(24),
    secret: setup.secret ?? state.newToken(24),
    webhookUrl: setup.webhookUrl ?? null,
    additionalAttributes: setup.additionalAttributes ?? {},
    autoAssignment: setup.autoAssignment ?? false,
    createdAt: state.clock.now(),
    bot,
    members: new Set(state.users.map(({ id }) => id)),
    sources: new Map(),
  };
  state.inboxes.set(inbox.identifier, inbox);
  return inbox;
}

/** The conversations a contact-inbox shows: its own, or the contact's in every inbox once its hash was proven. */
export function conversationsOf(source: ContactInbox): Conversation[] {
  return source.hmacVerified ? source.contact.sources.flatMap((one) => one.conversations) : source.conversations;
}

/**
 * The row was written: the conversation goes to the end of its list. Chatwoot's list has no order of its own and
 * follows PostgreSQL's heap, where a changed row usually lands last.
 */
export function touch(conversation: Conversation): void {
  const { conversations } = conversation.source;
  if (conversations.at(-1) === conversation) return;
  conversations.splice(conversations.indexOf(conversation), 1);
  conversations.push(conversation);
}
