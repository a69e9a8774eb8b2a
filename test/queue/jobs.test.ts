import { CompiledQuery, sql, type KyselyPlugin } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  addJob,
  afterClockSetBack,
  claim,
  finish,
  hurry,
  hurryFailed,
  LeaseLost,
  markBegun,
  nextDue,
  putBack,
  unclaim,
  type PutBack,
} from '../../src/store/jobs.ts';
import { moveLane, oneHead, promote } from '../../src/store/lanes.ts';
import { prolongLeases } from '../../src/queue/leases.ts';
import type { Store } from '../../src/store/open.ts';
import type { Job, Tx } from '../../src/store/tables.ts';
import { emptyStore, ledger, type TestStore } from '../store/databases.ts';
import { people } from '../store/rows.ts';

let opened: TestStore;
let store: Store;
beforeEach(async () => {
  opened = await emptyStore();
  ({ store } = opened);
  await people(store);
});
afterEach(() => opened.close());

const add = (contactId: number, key: string, dueAt = 0) =>
  store.write((tx) => addJob(tx, { kind: 'send', contactId, key, payload: {}, dueAt }));
const take = (token = 'a', now = 10, limit = 10) =>
  store.write((tx) => claim(tx, { channelId: 'main', kind: 'send', limit, now, leaseMs: 1_000, token }));
const job = (key: string) => store.db.selectFrom('jobs').selectAll().where('key', '=', key).executeTakeFirstOrThrow();
const again = (one: Job, given: Partial<PutBack> = {}) =>
  store.write((tx) =>
    putBack(tx, one, { reason: 'x', now: 10, dueAt: 5_000, effect: 'not begun', counts: true, ...given }),
  );

test('the same work twice is there once', async () => {
  await add(1, 'k');
  await add(2, 'k');
  expect(await store.db.selectFrom('jobs').select(['lane']).execute()).toEqual([{ lane: 'send:1' }]);
});

test('a claim changes nothing of what is known of the effect; a try that does not count is not counted', async () => {
  await add(1, 'k');
  const [first] = await take();
  expect(first).toMatchObject({ attempts: 1, effect: 'not begun', failing_since: null });
  await store.write((tx) => markBegun(tx, first!, 'begun 10 1'));
  await again(first!, { effect: 'unclear 10 1' });
  const [second] = await take('a', 5_000);
  expect(second).toMatchObject({ attempts: 2, effect: 'unclear 10 1', failing_since: 10 });
  await again(second!, { now: 5_000, dueAt: 6_000, effect: 'unclear 10 1', counts: false, reason: null });
  expect(await take('a', 6_000)).toMatchObject([{ attempts: 2, effect: 'unclear 10 1', last_error: 'x' }]);
});

test('no call is begun without the lease: another process may have made it', async () => {
  await add(1, 'k');
  const [first] = await take('a', 10);
  await take('b', 99_000);
  await expect(store.write((tx) => markBegun(tx, first!, 'begun 10 1'))).rejects.toThrow(LeaseLost);
  expect(await job('k')).toMatchObject({ effect: 'not begun' });
});

test('what was claimed and not begun is as before', async () => {
  await add(1, 'k');
  const [first] = await take();
  await again(first!, { effect: 'unclear 7 1' });
  const before = await job('k');
  const [second] = await take('a', 5_000);
  await store.write((tx) => unclaim(tx, second!));
  expect(await job('k')).toEqual({ ...before, claims: before.claims + 1 });
});

test('a lease that ended is free for others, never for the run that holds it: there it may still be running', async () => {
  await add(1, 'k');
  await take('a');
  expect(await take('b', 500)).toEqual([]);
  expect(await take('a', 99_000)).toEqual([]);
  expect(await take('b', 99_000)).toMatchObject([{ key: 'k', attempts: 2 }]);
});

test('the longest due goes first', async () => {
  await add(1, 'late', 9);
  await add(2, 'early', 3);
  await add(3, 'future', 50);
  expect((await take('a', 10, 1)).map(({ key }) => key)).toEqual(['early']);
  expect((await take('a', 10)).map(({ key }) => key)).toEqual(['late']);
});

test('news makes a head due now; after an outage all that failed are, and not what was only too early', async () => {
  for (const [n, key] of ['a', 'b', 'c'].entries()) await add(n + 1, key);
  for (const one of await take()) await again(one, { dueAt: 300_000, counts: one.key !== 'c' });
  expect(await nextDue(store.db, 'main', 'send')).toBe(300_000);
  await store.write((tx) => hurry(tx, 'send', 1, 20));
  expect((await job('a')).due_at).toBe(20);
  await store.write((tx) => hurryFailed(tx, 'main', 'send', 20));
  expect((await job('b')).due_at).toBe(20);
  expect((await job('c')).due_at).toBe(300_000);
  expect(await nextDue(store.db, 'main', 'turn')).toBeNull();
});

describe('the clock is set back an hour', () => {
  const HOUR = 3_600_000;
  const back = { channelId: 'main', kind: 'send' as const, now: HOUR, leaseMs: 1_000 };

  test('what was due stays due, also behind a head; a backoff lasts as long as before, and so does a lease', async () => {
    await add(1, 'ready', 2 * HOUR);
    await add(1, 'behind it', 2 * HOUR);
    await add(2, 'backs off', 2 * HOUR);
    await add(3, 'runs', 2 * HOUR);
    for (const one of await take('a', 2 * HOUR)) {
      if (one.key === 'backs off') await again(one, { now: 2 * HOUR, dueAt: 2 * HOUR + 4_000 });
      if (one.key === 'ready') await store.write((tx) => unclaim(tx, one));
    }
    await store.write((tx) => afterClockSetBack(tx, back));
    expect(await job('ready')).toMatchObject({ due_at: HOUR, state: 'ready' });
    expect(await job('behind it')).toMatchObject({ due_at: HOUR, state: 'waiting' });
    expect(await job('backs off')).toMatchObject({ due_at: HOUR + 4_000 });
    expect(await job('runs')).toMatchObject({ lease_until: HOUR + 1_000 });
  });

  test('a real long wait is not cut short: its time was set before', async () => {
    await store.write((tx) =>
      addJob(tx, { kind: 'send', contactId: 1, key: 'k', payload: {}, dueAt: 25 * HOUR, addedAt: HOUR / 2 }),
    );
    await store.write((tx) => afterClockSetBack(tx, back));
    expect(await job('k')).toMatchObject({ due_at: 25 * HOUR });
  });
});

test('when the next is due counts the lease of what runs', async () => {
  await add(1, 'k');
  await take();
  expect(await nextDue(store.db, 'main', 'send')).toBe(1_010);
});

describe('behind a lane of 50,000', () => {
  beforeEach(async () => {
    await sql`with recursive n (i) as (select 1 union all select i + 1 from n where i < 50000)
      insert into jobs (kind, lane, contact_id, key, payload, state, due_at, created_at)
      select 'send', 'send:1', 1, 'k' || i, '{}', case when i = 1 then 'ready' else 'waiting' end, 0, 0 from n`.execute(
      store.db,
    );
  });

  /** The plans of every statement the work runs. */
  async function plans(work: (tx: Tx) => Promise<unknown>): Promise<string[]> {
    const ran: CompiledQuery[] = [];
    await store.write((tx) => {
      const noting: KyselyPlugin = {
        transformQuery: ({ node, queryId }) => {
          ran.push(tx.getExecutor().compileQuery(node, queryId));
          return node;
        },
        transformResult: ({ result }) => Promise.resolve(result),
      };
      return work(tx.withPlugin(noting));
    });
    const lines: string[] = [];
    for (const query of ran) {
      const explain = CompiledQuery.raw(`explain query plan ${query.sql}`, [...query.parameters]);
      const { rows } = await store.db.executeQuery<{ detail: string }>(explain);
      lines.push(...rows.map(({ detail }) => detail));
    }
    return lines;
  }

  // What PostgreSQL chooses depends on what is in the table too: `test/postgres/plans.test.ts`.
  test.skipIf(ledger === 'postgres').each<[string, string, (tx: Tx) => Promise<unknown>]>([
    [
      'claiming',
      'jobs_due',
      (tx) => claim(tx, { channelId: 'main', kind: 'send', limit: 5, now: 10, leaseMs: 1_000, token: 'a' }),
    ],
    ['adding', 'jobs_lane', (tx) => addJob(tx, { kind: 'send', contactId: 1, key: 'new', payload: {}, dueAt: 0 })],
    ['going on', 'jobs_lane', (tx) => promote(tx, 'send:1')],
    ['going on after a failure', 'jobs_lane', (tx) => oneHead(tx, 'send:1')],
    ['hurrying', 'jobs_lane', (tx) => hurry(tx, 'send', 1, 10)],
    ['joining', 'jobs_lane', (tx) => moveLane(tx, 'send', 1, 2)],
    ['prolonging leases', 'jobs_held', (tx) => prolongLeases(tx, 'a', 10)],
  ])('%s reads by index %s, never all jobs', async (_, index, work) => {
    const lines = await plans(work);
    expect(lines.join('\n')).toContain(index);
    for (const line of lines) {
      expect(line).not.toMatch(
        /^SCAN (?!jobs USING INDEX jobs_(?:due|problem(?:_of)?)$|CONSTANT ROW|heads$)|^SEARCH jobs$/,
      );
    }
  });

  test('the lane goes on one by one, and others are not behind it', async () => {
    await add(2, 'other');
    const first = await take();
    expect(first.map(({ key }) => key)).toEqual(['k1', 'other']);
    await store.write((tx) => finish(tx, first[0]!, 10));
    expect((await take()).map(({ key }) => key)).toEqual(['k2']);
  });
});
