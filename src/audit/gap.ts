import type { Author, Message } from '../store/tables.ts';

/** What may be missing. The first six are told by the ledger alone, the others by comparing it with Chatwoot. */
export const GAP_KINDS = [
  'unread',
  'unanswered',
  'no_words',
  'unsent',
  'undelivered',
  'unregistered',
  'missing',
  'doubled',
  'out_of_order',
  'unheard',
  'conversations',
  'not_read_back',
] as const;

/**
 * `unread`: came and could not be read into the ledger · `unanswered`: a customer's message that nobody took · `no_words`: taken by a bot,
 * and its words are not there · `unsent`, `undelivered`: on WhatsApp · `unregistered`: not in Chatwoot, as the ledger says · `missing`: in
 * Chatwoot as the ledger says, and not there · `doubled`, `out_of_order`: there · `unheard`: an agent's words that never came to us ·
 * `conversations`: several of one person there · `not_read_back`: Chatwoot could not be read, so that nothing is known.
 */
export type GapKind = (typeof GAP_KINDS)[number];

/**
 * What can be done: `waits` it goes on by itself · `retry` the problem `job` · `fix` by `audit --fix` · `write` a person writes to the
 * customer · `phone` WhatsApp keeps it for the customer's phone · `read` have the event read again · `again` the agent sends it once more ·
 * `delete` one of the two there · `order` nothing moves it · `tidy` the conversations by hand · `look` why Chatwoot cannot be read.
 */
export type Next =
  'waits' | 'retry' | 'fix' | 'write' | 'phone' | 'read' | 'again' | 'delete' | 'order' | 'tidy' | 'look';

/** One thing that is not as it should be. */
export interface Gap {
  kind: GapKind;
  /** `2026-11-29`, in BUSINESS_TIMEZONE. */
  day: string;
  /** When it came to us. Milliseconds since 1970. */
  at: number;
  /** The number or business-scoped id in full: mask it before it is shown. Empty where it is not known. */
  person: string;
  author: Author | null;
  /** Our id of the message; null where it is about none of the ledger. */
  message: Message['id'] | null;
  /** The problem to be decided on, or the event. */
  number: number | null;
  /** In Chatwoot. */
  conversation: number | null;
  there: number[];
  /** As far as it is known. */
  reason: string | null;
  next: Next;
}

/** What a gap is known by from one audit to the next. */
export const keyOf = ({ kind, message, number, conversation, there }: Gap): string =>
  [kind, message ?? number ?? conversation ?? '', ...(message === null ? there : [])].join(':');
