import { CompiledQuery, sql, type KyselyPlugin } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addJob, claim, finish, hurry, hurryAll, nextDue, retryLater, unclaim } from '../../src/queue/jobs.ts';
import { keepLeases } from '../../src/queue/leases.ts';
import type { Store } from '../../src/store/open.ts';
import { moveLane, oneHead, promote } from '../../src/store/lanes.ts';
import type { Job, Tx } from '../../src/store/tables.ts';
import { emptyStore, type TestStore } from '../store/databases.ts';

let opened: TestStore;
let store: Store;
beforeEach(async () => {
  opened = await emptyStore();
  ({ store } = opened);
});
afterEach(() => opened.close());

const add = (contactId: number, key: string, dueAt = 0) =>
  store.write((tx) => addJob(tx, { kind: 'send', contactId, key, payload: {}, dueAt }));
const take = (token = 'a', now = 10, limit = 10) =>
  store.write((tx) => claim(tx, { kind: 'send', limit, now, leaseMs: 1_000, token }));
const job = (key: string) => store.db.selectFrom('jobs').selectAll().where('key', '=', key).executeTakeFirstOrThrow();
const again = (one: Job, given: Partial<Parameters<typeof retryLater>[2]> = {}) =>
  store.write((tx) => retryLater(tx, one, { reason: 'x', dueAt: 5_000, unclear: false, triedAt: null, ...given }));

test('the same work twice is there once', async () => {
  await add(1, 'k');
  await add(2, 'k');
  expect(await store.db.selectFrom('jobs').select(['lane']).execute()).toEqual([{ lane: 'send:1' }]);
});

test('a claim tells how the last try ended, and marks this one unclear until it is settled', async () => {
  await add(1, 'k');
  const [first] = await take();
  expect(first).toMatchObject({ attempts: 1, unclear: 1, unclear_before: 0, tried_at: 10, tried_before: null });
  await again(first!, { unclear: true, triedAt: 7 });
  const [second] = await take('a', 5_000);
  expect(second).toMatchObject({ attempts: 2, unclear: 1, unclear_before: 1, tried_at: 5_000, tried_before: 7 });
  await again(second!, { dueAt: 6_000 });
  expect(await take('a', 6_000)).toMatchObject([{ attempts: 3, unclear_before: 0, tried_before: null }]);
});

test('what was claimed and not begun is as before', async () => {
  await add(1, 'k');
  const [first] = await take();
  await again(first!, { unclear: true, triedAt: 7 });
  const before = await job('k');
  const [second] = await take('a', 5_000);
  await store.write((tx) => unclaim(tx, second!));
  const { unclear_before, tried_before, ...rest } = before;
  expect(await job('k')).toMatchObject(rest);
  expect(await take('a', 5_000)).toMatchObject([{ attempts: 2, unclear_before: 1, tried_before: 7 }]);
  expect([unclear_before, tried_before]).toEqual([0, null]);
});

test('a lease that ended is free for others, never for the run that holds it: there it may still be running', async () => {
  await add(1, 'k');
  await take('a');
  expect(await take('b', 500)).toEqual([]);
  expect(await take('a', 99_000)).toEqual([]);
  expect(await take('b', 99_000)).toMatchObject([{ key: 'k', unclear_before: 1 }]);
});

test('the longest due goes first', async () => {
  await add(1, 'late', 9);
  await add(2, 'early', 3);
  await add(3, 'future', 50);
  expect((await take('a', 10, 1)).map(({ key }) => key)).toEqual(['early']);
  expect((await take('a', 10)).map(({ key }) => key)).toEqual(['late']);
});

test('news makes a head due now; after an outage all of a kind are, spread, but not what must wait for its read-back', async () => {
  for (const [n, key] of ['a', 'b', 'c'].entries()) await add(n + 1, key);
  const jobs = await take();
  for (const one of jobs) await again(one, { dueAt: 300_000, unclear: one.key === 'c', triedAt: 10 });
  expect(await nextDue(store.db, 'send')).toBe(300_000);
  await store.write((tx) => hurry(tx, 'send', 1, 20));
  expect((await job('a')).due_at).toBe(20);
  await store.write((tx) => hurryAll(tx, 'send', 20, 2_000));
  expect((await job('b')).due_at).toBeGreaterThanOrEqual(20);
  expect((await job('b')).due_at).toBeLessThan(2_020);
  expect((await job('c')).due_at).toBe(300_000);
  expect(await nextDue(store.db, 'turn')).toBeNull();
});

test('when the next is due counts the lease of what runs', async () => {
  await add(1, 'k');
  await take();
  expect(await nextDue(store.db, 'send')).toBe(1_010);
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

  test.each<[string, string, (tx: Tx) => Promise<unknown>]>([
    ['claiming', 'jobs_due', (tx) => claim(tx, { kind: 'send', limit: 5, now: 10, leaseMs: 1_000, token: 'a' })],
    ['adding', 'jobs_lane', (tx) => addJob(tx, { kind: 'send', contactId: 1, key: 'new', payload: {}, dueAt: 0 })],
    ['going on', 'jobs_lane', (tx) => promote(tx, 'send:1')],
    ['going on after a failure', 'jobs_lane', (tx) => oneHead(tx, 'send:1')],
    ['hurrying', 'jobs_lane', (tx) => hurry(tx, 'send', 1, 10)],
    ['joining', 'jobs_lane', (tx) => moveLane(tx, 'send', 1, 2)],
    ['keeping leases', 'jobs_due', (tx) => keepLeases(tx, 'a', 10)],
  ])('%s reads by index %s, never all jobs', async (_, index, work) => {
    const lines = await plans(work);
    expect(lines.join('\n')).toContain(index);
    for (const line of lines) {
      expect(line).not.toMatch(/^SCAN (?!jobs USING INDEX jobs_(?:due|problem)$|CONSTANT ROW)|^SEARCH jobs$/);
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
