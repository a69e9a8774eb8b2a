import type { Clock } from '../../clock.ts';
import { token, uuid, type Random } from '../chance.ts';
import type { Changes } from '../changes.ts';
import type { Attachment, Contact, ContactInbox, Conversation, Inbox, InboxSetup, Message } from './records.ts';

/** One account with everything in it, in memory. Tests may read it; they change it only through HTTP. */
export interface ChatwootState {
  readonly clock: Clock;
  readonly random: Random;
  readonly inboxes: Map<string, Inbox>;
  readonly contacts: Map<number, Contact>;
  readonly conversations: Map<number, Conversation>;
  /** Of all conversations, by id, activity lines and private notes included. */
  readonly messages: Message[];
  /** By the key in their address. */
  readonly files: Map<string, Attachment>;
  readonly byPhone: Map<string, Contact>;
  readonly byEmail: Map<string, Contact>;
  readonly byIdentifier: Map<string, Contact>;
  /** A number never used before, per table, as PostgreSQL's sequences give them. */
  nextId(table: 'contact' | 'conversation' | 'message' | 'attachment'): number;
  newToken(length: number): string;
  newUuid(): string;
  changed(): void;
}

export function createState(facts: {
  clock: Clock;
  random: Random;
  changes: Changes;
  inboxes: readonly InboxSetup[];
}): ChatwootState {
  const last = { contact: 0, conversation: 0, message: 0, attachment: 0 };
  const { clock, random } = facts;
  const inboxes = facts.inboxes.map((setup, index): Inbox => ({
    ...setup,
    id: index + 1,
    name: setup.name ?? setup.identifier,
    hmacToken: setup.hmacToken ?? token(random, 24),
    sources: new Map(),
  }));
  return {
    clock,
    random,
    inboxes: new Map(inboxes.map((inbox) => [inbox.identifier, inbox])),
    contacts: new Map(),
    conversations: new Map(),
    messages: [],
    files: new Map(),
    byPhone: new Map(),
    byEmail: new Map(),
    byIdentifier: new Map(),
    nextId: (table) => (last[table] += 1),
    newToken: (length) => token(random, length),
    newUuid: () => uuid(random),
    changed: facts.changes.changed,
  };
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
