import { setValue, valueOf } from '../../store/meta.ts';
import type { Store } from '../../store/open.ts';
import type { Db, Tx } from '../../store/tables.ts';

/** Whose list of conversations is read: a channel's, in the inbox that it has now. */
export interface ListKey {
  channelId: string;
  /** `CHATWOOT_INBOX_ID`. With another inbox all begins anew. */
  inboxIdentifier: string;
}

/** How far the list has been read, over restarts. Times are milliseconds since 1970. */
interface ListMark {
  inbox: string;
  /** When its reading could first have begun: what agents wrote before is never sent. */
  from: number;
  /** The last message of that time; null until the list was read once. Times of messages are told in whole seconds. */
  fromId: number | null;
  /** Of a reading that came to its end, the newest activity that it began with. */
  readTo: number;
}

/** What is older was heard, or is from before our time. */
export interface Unheard {
  at: number;
  /** A message up to it is older, though it was said in the same second. */
  id: number;
}

/** What is unheard, and what nobody has heard of either but is too old to be said. */
export interface UnheardAndOld extends Unheard {
  /** Where that begins; null where there can be none. */
  old: Unheard | null;
}

/**
 * Chatwoot gives a message its time before it is saved, within its own limit of 15 s for a request: what is a little older than the newest
 * that was seen may not have been there to be seen. Milliseconds.
 */
const LATE_SAVE_MS = 60_000;
/** Words to somebody who does not expect them are not said any more after so long. Milliseconds. */
const TOO_OLD_MS = 7 * 24 * 3_600_000;

const keyOf = ({ channelId }: ListKey): string => `conversation_list:${channelId}`;

async function markOf(db: Db | Tx, key: ListKey): Promise<ListMark | null> {
  const value = await valueOf(db, keyOf(key));
  const mark = value === null ? null : (JSON.parse(value) as ListMark);
  return mark?.inbox === key.inboxIdentifier ? mark : null;
}

/** From now on what is new in the list is to be found, if that was not so before. */
export async function beginList(store: Store, key: ListKey, now: number): Promise<void> {
  await store.write(async (tx) => {
    if ((await markOf(tx, key)) !== null) return;
    const mark: ListMark = { inbox: key.inboxIdentifier, from: now, fromId: null, readTo: now };
    await setValue(tx, keyOf(key), JSON.stringify(mark));
  });
}

/** The newest messages as they were when the list was read first: those from before our time are told from the others, once. */
export async function listSeen(
  store: Store,
  key: ListKey,
  newest: readonly { id: number; at: number }[],
): Promise<void> {
  await store.write(async (tx) => {
    const mark = await markOf(tx, key);
    if (mark?.fromId !== null) return;
    const before = newest.filter(({ at }) => at < mark.from).map(({ id }) => id);
    await setValue(tx, keyOf(key), JSON.stringify({ ...mark, fromId: Math.max(0, ...before) }));
  });
}

/** What stands in a conversation that we do not know is new where it was written since then; null where that is not known. */
export async function unheardSince(db: Db | Tx, key: ListKey, now: number): Promise<UnheardAndOld | null> {
  const mark = await markOf(db, key);
  if (mark === null) return null;
  const [first, read] = [mark.from, mark.readTo].map((ms) => Math.floor(ms / 1000) * 1000) as [number, number];
  const since = (at: number): Unheard => ({ at, id: at === first ? (mark.fromId ?? 0) : 0 });
  const at = Math.max(first, mark.readTo - LATE_SAVE_MS, now - TOO_OLD_MS);
  const old = Math.max(first, read);
  return { ...since(at), old: old < at ? since(old) : null };
}

/**
 * A reading that began with this activity has come to its end. A time that is still to come would hide what is written until then. What is
 * too old has been told, and is not told again.
 */
export async function listRead(store: Store, key: ListKey, newest: number, now: number): Promise<void> {
  await store.write(async (tx) => {
    const mark = await markOf(tx, key);
    const readTo = Math.max(Math.min(newest, now), now - TOO_OLD_MS);
    if (mark && readTo > mark.readTo) await setValue(tx, keyOf(key), JSON.stringify({ ...mark, readTo }));
  });
}
