import { pause } from '../../../clock.ts';
import { lockContacts } from '../../lock.ts';
import type { Store } from '../../open.ts';
import { noOpenJob } from '../../prune.ts';
import { sql } from '../../sql.ts';
import type { Contact, Tx } from '../../tables.ts';
import { applyRules, type Id } from './apply-rules.ts';
import { idsOf, type Unindexed } from './erase.ts';

/** Messages, jobs or turns in one write: a few hundredths of a second. */
const AT_ONCE = 100;
/** Pieces of files, of 256 kB each. */
const PIECES = 16;
/** Between two writes everybody else goes first. Milliseconds. */
const REST_MS = 2;

/** What was erased before the last write, which need not look at it again. */
export interface Ended {
  /** Messages that the last write must look at: work of theirs is left, or they came since. */
  rest: Id[];
  /** So young that the last write looks for more of them. Milliseconds since 1970. */
  since: number;
  messages: ReadonlySet<Id>;
  files: number;
  turns: ReadonlySet<Id>;
  jobs: ReadonlySet<Id>;
  keys: ReadonlySet<Id>;
}

/** Whatever is being read while this goes on came later than this long before it. Milliseconds. */
const LATE_MS = 3_600_000;

/**
 * Erases what nobody will do anything with any more, some in each write: one for all that somebody wrote in years would hold up everybody
 * else for minutes. What work is left for, and the person themselves, is for the last write.
 */
export async function eraseEnded(
  store: Store,
  contactIds: readonly Contact['id'][],
  { jobs, keys }: Unindexed,
  now: number,
): Promise<Ended> {
  const ended = { rest: [] as Id[], messages: new Set<Id>(), turns: new Set<Id>(), jobs: new Set<Id>() };
  let files = 0;
  for (const contactId of contactIds) {
    for (let after: Mark | null = null; ;) {
      const from: Mark | null = after;
      const piece: Piece = await store.write((tx) => someMessages(tx, contactIds, contactId, from));
      for (const file of piece.files) await erasePieces(store, file);
      files += piece.files.length;
      piece.erased.forEach((id) => ended.messages.add(id));
      ended.rest.push(...piece.rest);
      after = piece.next;
      if (after === null) break;
      await pause(REST_MS);
    }
  }
  for (const some of few(jobs)) {
    const done = await store.write(async (tx) => {
      const found = await sql<{
        id: Id;
      }>`select id from jobs where id in (${sql.join(some)}) and state = 'done'`.execute(tx);
      const ids = found.rows.map(({ id }) => id);
      await applyRules(tx, 'jobs', 'id', ids);
      return ids;
    });
    done.forEach((id) => ended.jobs.add(id));
    await pause(REST_MS);
  }
  for (const some of few(keys)) await store.write((tx) => applyRules(tx, 'idempotency', 'id', some));
  const { rows } = await sql<{ id: Id }>`select id from turns
    where contact_id in (${sql.join(contactIds)}) and ended_at is not null`.execute(store.db);
  for (const some of few(rows.map(({ id }) => id))) {
    await store.write(async (tx) => {
      await applyRules(tx, 'turn_steps', 'turn_id', some);
      await applyRules(tx, 'tool_calls', 'turn_id', some);
      await applyRules(tx, 'turns', 'id', some);
    });
    some.forEach((id) => ended.turns.add(id));
    await pause(REST_MS);
  }
  return { ...ended, files, keys: new Set(keys), since: now - LATE_MS };
}

interface Mark {
  at: number;
  id: Id;
}

interface Piece {
  erased: Id[];
  rest: Id[];
  /** Files whose bytes are to go yet. */
  files: Id[];
  next: Mark | null;
}

async function someMessages(
  tx: Tx,
  contactIds: readonly Contact['id'][],
  contactId: Contact['id'],
  after: Mark | null,
): Promise<Piece> {
  await lockContacts(tx, contactIds);
  const behind = after === null ? sql`` : sql`and (created_at, id) > (${after.at}, ${after.id})`;
  const { rows } = await sql<{ id: Id; at: number; ended: number | boolean }>`select id, created_at as at,
      (chatwoot_state <> 'queued' and coalesce(whatsapp_state, '') <> 'queued' and ${noOpenJob}
        and (author <> 'customer' or answered_at is not null)
        and not exists (select 1 from files f where f.message_id = messages.id and f.state = 'wanted')) as ended
    from messages where contact_id = ${contactId} ${behind} order by created_at, id limit ${AT_ONCE}`.execute(tx);
  const erased = rows.filter(({ ended }) => Boolean(ended)).map(({ id }) => id);
  const rest = rows.filter(({ ended }) => !ended).map(({ id }) => id);
  const files = await idsOf(tx, 'files', 'message_id', erased);
  await applyRules(tx, 'files', 'id', files);
  await applyRules(tx, 'sends', 'id', await idsOf(tx, 'sends', 'message_id', erased));
  await applyRules(tx, 'messages', 'id', erased);
  const last = rows.at(-1);
  return { erased, rest, files, next: rows.length < AT_ONCE || !last ? null : { at: Number(last.at), id: last.id } };
}

async function erasePieces(store: Store, file: Id): Promise<void> {
  for (;;) {
    const { numAffectedRows } = await store.write((tx) =>
      sql`delete from pieces where file_id = ${file} and number in
        (select number from pieces where file_id = ${file} order by number limit ${PIECES})`.execute(tx),
    );
    if (Number(numAffectedRows ?? 0) < PIECES) return;
    await pause(REST_MS);
  }
}

function* few<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += AT_ONCE) yield all.slice(at, at + AT_ONCE);
}
