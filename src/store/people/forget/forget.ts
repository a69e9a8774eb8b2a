import { pause, type Clock } from '../../../clock.ts';
import { lockContacts } from '../../lock.ts';
import type { Store } from '../../open.ts';
import type { Db, Tx } from '../../tables.ts';
import { cleanFile, deleteForGood, type Cleaned } from './clean-file.ts';
import { eraseEnded } from './erase-ended.ts';
import { erase, findUnindexed, type Erased } from './erase.ts';
import { whoIs, type Called, type Known } from './known.ts';
import { emptyBodies, lastEvent, unreadAbout } from './raw-bodies.ts';
import { mayForget, openJobs, underWay, type UnderWay } from './under-way.ts';

export interface ForgetOptions {
  called: Called;
  /** Only on this channel; on all where absent. */
  channel?: string;
  /** Each way to write the same line, without `+`. */
  spell: (digits: string) => readonly string[];
  clock: Pick<Clock, 'now'>;
  /** How long work that is under way is waited for. Milliseconds. */
  waitMs: number;
  /** What waits is ended: it is neither sent nor registered. */
  endWaiting?: boolean;
}

/** The person is still known, since this is to be done for them yet; what had ended long ago may be taken out already. */
export interface Refused {
  is: 'under way';
  underWay: UnderWay;
}

export interface Forgotten {
  is: 'forgotten';
  people: (Erased & Pick<Known, 'channelId' | 'there'>)[];
  /** Raw bodies that told of them. */
  bodies: number;
  cleaned: Cleaned;
}

const AGAIN_MS = 200;

/**
 * Takes everything out of the ledger that tells who somebody was; how much was said and what became of it stays. What is under way is waited
 * for, or refused. Broken off it may be asked for again: raw bodies go
 * first, then what has ended, some in each write, then the person with the rest in one, then bodies that came in between.
 * Whoever writes from the number later is somebody new.
 */
export async function forget(store: Store, options: ForgetOptions): Promise<Forgotten | Refused> {
  const { called, channel, spell } = options;
  const known = await whoIs(store.db, called, { spell, ...(channel === undefined ? {} : { channel }) });
  const marks = [...new Set([...known.flatMap((one) => one.marks), ...called.phones.map((phone) => phone.slice(1))])];
  const about = { channelId: channel ?? null, marks };
  const refused = await settled(store, known, options, () => unreadAbout(store.db, about));
  if (refused) return refused;
  await deleteForGood(store);
  const seen = await lastEvent(store.db);
  let bodies = await emptyBodies(store, about);
  const people: Forgotten['people'] = [];
  for (const one of known) {
    const erased = await eraseOne(store, one, options);
    // Two contacts turned out to be one meanwhile, or their number changed.
    if (erased === 'changed') return await forget(store, options);
    if ('is' in erased) return erased;
    people.push({ ...erased, channelId: one.channelId, there: one.there });
  }
  bodies += await emptyBodies(store, about, seen);
  return { is: 'forgotten', people, bodies, cleaned: await cleanFile(store) };
}

/** Null once nothing of them is under way. */
async function settled(
  { db }: Store,
  known: readonly Known[],
  { clock, waitMs, endWaiting = false }: ForgetOptions,
  unread: () => Promise<number>,
): Promise<Refused | null> {
  const ids = known.flatMap((one) => one.contactIds);
  for (const end = performance.now() + waitMs; ;) {
    const now = underWay(ids.length === 0 ? [] : await openJobs(db, ids), await unread(), clock.now());
    if (mayForget(now, endWaiting)) return null;
    if (performance.now() >= end) return { is: 'under way', underWay: now };
    await pause(AGAIN_MS);
  }
}

/** Looked at once more under their lock: something may have come since. */
async function eraseOne(store: Store, one: Known, options: ForgetOptions): Promise<Erased | Refused | 'changed'> {
  const { clock, called, endWaiting = false } = options;
  for (;;) {
    const names = await namesOf(store.db, one);
    const earlier = await findUnindexed(store.db, one.contactIds);
    const ended = await eraseEnded(store, one.contactIds, earlier, clock.now());
    const done = await store.write(async (tx) => {
      await lockContacts(tx, one.contactIds);
      const owners = await tx
        .selectFrom('identifiers')
        .select('contact_id')
        .where('channel_id', '=', one.channelId)
        .where('value', 'in', called.names)
        .execute();
      if (owners.some(({ contact_id: id }) => !one.contactIds.includes(id))) return 'changed';
      // Somebody turned out to be them meanwhile: all that was said with that one is theirs now, however old, and all bodies about that one.
      if ((await namesOf(tx, one)) !== names) return 'changed';
      const now = underWay(await openJobs(tx, one.contactIds, true), 0, clock.now());
      return mayForget(now, endWaiting) ? await erase(tx, one, earlier, ended, clock.now()) : null;
    });
    if (done !== null) return done;
    const refused = await settled(store, [one], options, () => Promise.resolve(0));
    if (refused) return refused;
  }
}

/** Everything that their contacts are called. */
async function namesOf(db: Db | Tx, { contactIds }: Pick<Known, 'contactIds'>): Promise<string> {
  const rows = await db
    .selectFrom('identifiers')
    .select('value')
    .where('contact_id', 'in', contactIds)
    .orderBy('value')
    .execute();
  return rows.map(({ value }) => value).join(' ');
}
