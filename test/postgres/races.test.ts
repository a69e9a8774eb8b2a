import { describe, expect, test } from 'vitest';
import { addLook } from '../../src/listen/add-look.ts';
import { addJob, claim, finish } from '../../src/store/jobs.ts';
import type { Store } from '../../src/store/open.ts';
import { keptBytes, pieceSink } from '../../src/store/files/pieces.ts';
import { sql } from '../../src/store/sql.ts';
import type { Tx } from '../../src/store/tables.ts';
import { contact, people } from '../store/rows.ts';
import { eachWithTwoStores, one, two } from './two-stores.ts';

eachWithTwoStores();

/** A write that has done `work` and commits only when it is told to. */
async function holding(store: Store, work: (tx: Tx) => Promise<unknown>): Promise<{ end: () => Promise<void> }> {
  let go!: () => void;
  const told = new Promise<void>((resolve) => (go = resolve));
  let done!: () => void;
  const worked = new Promise<void>((resolve) => (done = resolve));
  const ended = store.write(async (tx) => {
    await work(tx);
    done();
    await told;
  });
  await Promise.race([worked, ended]);
  return {
    async end() {
      go();
      await ended;
    },
  };
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 60));
const ids = (rows: { id: number }[]) => rows.map(({ id }) => id);
const job = (tx: Tx, key: string, contactId = 1) =>
  addJob(tx, { kind: 'register', contactId, key, payload: {}, dueAt: 0 });
const take = (store: Store, limit = 10, token = 'a', kind: 'register' | 'look' = 'register') =>
  store.write((tx) => claim(tx, { channelId: 'main', kind, limit, now: 10, leaseMs: 1_000, token }));

describe('two processes at the same moment', () => {
  test('hear of somebody new: one contact, whichever spelling each has', async () => {
    const first = await holding(one, (tx) => contact(tx, { waId: '5493415550123', name: 'Ana' }));
    const second = two.write((tx) => contact(tx, { waId: '543415550123' }));
    await soon();
    await first.end();
    await second;
    const all = await one.db.selectFrom('contacts').selectAll().execute();
    expect(all.map(({ name }) => name)).toEqual(['Ana']);
    expect(await one.db.selectFrom('places').select('id').execute()).toHaveLength(1);
  });

  test('one finds that two are one person, the other adds work for the one that goes: it stands behind the other’s', async () => {
    await one.write(async (tx) => {
      await contact(tx, { bsuid: 'US.1' });
      const { id } = await contact(tx, { waId: '5493415550123' });
      await job(tx, 'first', id);
    });
    const joining = await holding(one, (tx) => contact(tx, { waId: '5493415550123', bsuid: 'US.1' }));
    const adding = two.write(async (tx) => {
      const { id } = await contact(tx, { waId: '5493415550123' });
      await job(tx, 'second', id);
    });
    await soon();
    await joining.end();
    await adding;
    const jobs = await one.db.selectFrom('jobs').select(['key', 'lane', 'state']).orderBy('id').execute();
    expect(jobs).toEqual([
      { key: 'first', lane: 'register:1', state: 'ready' },
      { key: 'second', lane: 'register:1', state: 'waiting' },
    ]);
  });

  test('add work for one person: one head, and ids in the order of the commits', async () => {
    await people(one, 1);
    const first = await holding(one, (tx) => job(tx, 'first'));
    const second = two.write((tx) => job(tx, 'second'));
    await soon();
    expect(await two.db.selectFrom('jobs').select('id').execute()).toEqual([]);
    await first.end();
    await second;
    const jobs = await one.db.selectFrom('jobs').select(['key', 'state']).orderBy('id').execute();
    expect(jobs).toEqual([
      { key: 'first', state: 'ready' },
      { key: 'second', state: 'waiting' },
    ]);
  });

  test('end a job and add the next: the next one is not left without a head before it', async () => {
    await people(one, 1);
    await one.write((tx) => job(tx, 'first'));
    const [first] = await take(one);
    const ending = await holding(one, (tx) => finish(tx, first!, 10));
    const adding = two.write((tx) => job(tx, 'second'));
    await soon();
    await ending.end();
    await adding;
    expect(await take(two)).toMatchObject([{ key: 'second' }]);
  });

  test('claim: each head once, and nobody waits for the other', async () => {
    await people(one, 6);
    await one.write(async (tx) => {
      for (let n = 1; n <= 6; n++) await job(tx, `k${n}`, n);
    });
    let first: { id: number }[] = [];
    const holder = await holding(one, async (tx) => {
      first = await claim(tx, { channelId: 'main', kind: 'register', limit: 4, now: 10, leaseMs: 1_000, token: 'a' });
    });
    const second = await take(two, 4, 'b');
    await holder.end();
    expect(ids(first)).toHaveLength(4);
    expect([...ids(first), ...ids(second)].sort()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('one takes a look that waits, the other has heard something more: it is looked at anew', async () => {
    await people(one, 1);
    await one.write((tx) => addLook(tx, 1, 0));
    const claiming = await holding(one, (tx) =>
      claim(tx, { channelId: 'main', kind: 'look', limit: 1, now: 10, leaseMs: 1_000, token: 'a' }),
    );
    const hearing = two.write((tx) => addLook(tx, 1, 5, { failed: true }));
    await soon();
    await claiming.end();
    await hearing;
    const looks = await one.db.selectFrom('jobs').select(['lease_token', 'payload']).orderBy('id').execute();
    expect(looks).toEqual([
      { lease_token: 'a', payload: '{}' },
      { lease_token: null, payload: '{"failed":true}' },
    ]);
  });

  test('take the last room for files: one of them gets it', async () => {
    await sql`insert into files (message_id, position, state, source) values ('a', 0, 'wanted', '{}'), ('b', 0, 'wanted', '{}')`.execute(
      one.db,
    );
    const begun = await Promise.allSettled([pieceSink(one, 1, 1_000).begin(800), pieceSink(two, 2, 1_000).begin(800)]);
    expect(begun.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await keptBytes(one.db)).toBe(800);
  });
});
