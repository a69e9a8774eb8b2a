import type { EventMessage } from '../../chatwoot/events/event.ts';
import { withoutLateNote } from '../../chatwoot/late.ts';
import type { Registered } from '../../store/audit/registered.ts';
import type { Message } from '../../store/tables.ts';
import type { There } from './read-back-place.ts';

/** What is not in Chatwoot as the ledger says. */
export interface Compared {
  missing: { message: Registered; there: There | null }[];
  /** A message that stands there more than once, and the numbers of the others. */
  doubled: { message: Registered; there: There; others: EventMessage[] }[];
  /** Messages that stand behind one that was said after them. */
  outOfOrder: { message: Registered; there: There; behind: Registered }[];
  /** Words for the customer that never came to us. */
  unheard: { there: There; said: EventMessage }[];
}

export interface CompareOptions {
  /** Numbers of Chatwoot that the ledger has beside those of `rows`. */
  known: ReadonlySet<number>;
  /** Whether agents' words go to the customer here. */
  hears: boolean;
  /** Not compared: what stands there from before. Milliseconds since 1970. */
  from: number;
  /** What is younger may just be under way. Milliseconds since 1970. */
  until: number;
  /** Whether this is how the message was posted, or would be: looked for where it does not stand under its number. */
  isPostOf: (message: Message, entry: EventMessage) => boolean;
}

/** Written by an agent in Chatwoot: it was taken from there, not put there. */
export const isFromChatwoot = ({ author, answered_at: at }: Pick<Message, 'author' | 'answered_at'>): boolean =>
  author === 'agent' && at !== null;

/** Compares what the ledger says of one person with what was read in their conversations. */
export function compare(rows: readonly Registered[], read: readonly There[], options: CompareOptions): Compared {
  const ours = rows.filter((row) => !isFromChatwoot(row));
  const byNumber = new Map(rows.map((row) => [row.chatwoot_message_id, row]));
  const standing = new Set(read.flatMap(({ messages }) => messages.map(({ id }) => id)));
  const unknown = read.flatMap((there) =>
    there.messages
      .filter(({ id, deleted }) => !deleted && !byNumber.has(id) && !options.known.has(id))
      .map((entry) => ({ there, entry })),
  );
  const missing = ours
    .filter((row) => !standing.has(row.chatwoot_message_id))
    .map((message) => ({ message, there: read.find(({ place }) => place.id === message.place_id) ?? null }))
    // Further back than was read.
    .filter(({ message, there }) => there === null || message.chatwoot_message_id >= there.readFrom)
    .filter(({ message }) => {
      // Under another number: the server was set up anew from a copy of its database.
      const at = unknown.findIndex(({ entry }) => options.isPostOf(message, entry));
      if (at >= 0) unknown.splice(at, 1);
      return at < 0;
    });
  const recent = unknown.filter(({ entry }) => entry.createdAt >= options.from);
  const mine = ours.filter((row) => standing.has(row.chatwoot_message_id));
  return {
    missing,
    doubled: doubledIn(mine, recent),
    outOfOrder: read.flatMap((there) => outOfOrderIn(there, byNumber)),
    unheard: options.hears
      ? recent.filter(isUnheard(options.until)).map(({ there, entry }) => ({ there, said: entry }))
      : [],
  };
}

type Entry = { there: There; entry: EventMessage };

/** Nobody but us writes as the contact or as the bot: what stands there a second time was posted twice. */
function doubledIn(mine: Registered[], unknown: Entry[]): Compared['doubled'] {
  const found = new Map<Registered, Compared['doubled'][number]>();
  for (const { there, entry } of unknown) {
    if (!isPost(entry)) continue;
    const twin = there.messages.find(
      (one) => isSame(one, entry) && mine.some((row) => row.chatwoot_message_id === one.id),
    );
    const message = twin && mine.find((row) => row.chatwoot_message_id === twin.id);
    if (!message) continue;
    const other = found.get(message);
    if (other) other.others.push(entry);
    else found.set(message, { message, there, others: [entry] });
  }
  return [...found.values()];
}

const isPost = ({ type, sender }: EventMessage): boolean =>
  type === 'incoming' || (type === 'outgoing' && sender?.kind === 'agent_bot');

const isSame = (one: EventMessage, other: EventMessage): boolean =>
  one.id !== other.id &&
  one.type === other.type &&
  one.private === other.private &&
  one.attachments.length === other.attachments.length &&
  withoutLateNote(one.content ?? '') === withoutLateNote(other.content ?? '');

/** What came late says so in its first line, and may stand behind what was said after it. */
const isMarked = ({ content }: EventMessage): boolean => withoutLateNote(content ?? '') !== (content ?? '');

function outOfOrderIn(there: There, byNumber: ReadonlyMap<number, Registered>): Compared['outOfOrder'] {
  const found: Compared['outOfOrder'] = [];
  let latest: Registered | null = null;
  for (const entry of there.messages) {
    const message = byNumber.get(entry.id);
    if (!message || isFromChatwoot(message)) continue;
    if (latest && isBefore(message, latest)) {
      if (!isMarked(entry)) found.push({ message, there, behind: latest });
    } else latest = message;
  }
  return found;
}

const isBefore = (one: Registered, other: Registered): boolean =>
  one.created_at < other.created_at ||
  (one.created_at === other.created_at && one.exchange_id === other.exchange_id && one.id < other.id);

/** What an agent, a rule or Chatwoot itself said to the customer since we know them. */
const isUnheard =
  (until: number) =>
  ({ there: { place }, entry }: Entry): boolean => {
    if (entry.private || (entry.type !== 'outgoing' && entry.type !== 'template')) return false;
    if (entry.sender?.kind === 'agent_bot') return false;
    return entry.id > place.since_id && entry.createdAt >= place.since_at && entry.createdAt < until;
  };
