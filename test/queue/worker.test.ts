import { afterEach, beforeEach, expect, test } from 'vitest';
import { addJob } from '../../src/queue/jobs.ts';
import { endRun, freeDeadLeases, leaseToken } from '../../src/queue/leases.ts';
import { Worker, type Handler, type Outcome, type WorkerOptions } from '../../src/queue/worker.ts';
import type { Store } from '../../src/store/open.ts';
import type { Job } from '../../src/store/tables.ts';
import { emptyStore, type TestStore } from '../store/databases.ts';
import { eventually } from '../stack.ts';

let opened: TestStore;
let store: Store;
let clock: { at: number; now: () => number };
let lines: string[];
const workers: Worker[] = [];
beforeEach(async () => {
  opened = await emptyStore();
  ({ store } = opened);
  clock = { at: 1_000_000, now: () => clock.at };
  lines = [];
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop(0)));
  await opened.close();
});

function worker(handler: Handler, given: Partial<WorkerOptions> = {}): Worker {
  const log = (_: object, text: string) => void lines.push(text);
  const one = new Worker({
    kind: 'send',
    store,
    clock,
    random: () => 0,
    token: leaseToken(),
    limit: () => 8,
    handler,
    log: { info: log, warn: log, error: log },
    ...given,
  });
  workers.push(one);
  return one;
}
const add = (contactId: number, key: string) =>
  store.write((tx) => addJob(tx, { kind: 'send', contactId, key, payload: {}, dueAt: clock.at }));
const job = (key: string) => store.db.selectFrom('jobs').selectAll().where('key', '=', key).executeTakeFirstOrThrow();
const ended = async (key: string, state = 'done') => (await job(key)).state === state;
const done: Outcome = { do: 'done' };
const failed = (given: Partial<Extract<Outcome, { do: 'failed' }>> = {}): Outcome => ({
  do: 'failed',
  verdict: { do: 'retry' },
  reason: 'no luck',
  unclear: false,
  ...given,
});
/** A handler that waits until it is let go. */
function gate(): { handler: Handler; started: Job[]; open: (outcome?: Outcome) => void } {
  const waiting: ((outcome: Outcome) => void)[] = [];
  const started: Job[] = [];
  return {
    started,
    handler: (one) => {
      started.push(one);
      return new Promise((resolve) => waiting.push(resolve));
    },
    open: (outcome = done) => waiting.splice(0).forEach((go) => go(outcome)),
  };
}

test('lanes side by side, one at a time within a lane, and never more than the limit', async () => {
  const held = gate();
  const one = worker(held.handler, { limit: () => 2 });
  for (const [lane, key] of [
    [1, 'a1'],
    [1, 'a2'],
    [2, 'b1'],
    [3, 'c1'],
  ] as const)
    await add(lane, key);
  one.start();
  await eventually(() => held.started.length === 2);
  expect(held.started.map(({ key }) => key)).toEqual(['a1', 'b1']);
  held.open();
  await eventually(() => held.started.length === 4);
  expect(new Set(held.started.slice(2).map(({ key }) => key))).toEqual(new Set(['a2', 'c1']));
  held.open();
  await eventually(() => ended('a2'));
});

test('what is written with the end of a job is there with it, and not without its lease', async () => {
  const held = gate();
  worker(held.handler).start();
  await add(1, 'a');
  workers[0]?.wake();
  await eventually(() => held.started.length === 1);
  // Another machine took it, since this one seemed dead.
  await store.write((tx) => tx.updateTable('jobs').set({ lease_token: 'other' }).execute());
  held.open({
    do: 'done',
    commit: async (tx) => void (await tx.insertInto('meta').values({ key: 'effect', value: '1' }).execute()),
  });
  await eventually(() => lines.includes('the lease was lost, another process goes on'));
  expect(await store.db.selectFrom('meta').selectAll().execute()).toEqual([]);
  expect(await job('a')).toMatchObject({ state: 'ready', lease_token: 'other' });
});

test('passing failures back off, a told time wins, too early counts no attempt', async () => {
  const outcomes: Outcome[] = [
    failed(),
    failed({ verdict: { do: 'retry', afterMs: 77_000 } }),
    { do: 'later', dueAt: 1_500_000, unclear: false },
    done,
  ];
  const one = worker(() => Promise.resolve(outcomes.shift() ?? done));
  await add(1, 'a');
  one.start();
  const next = async (dueAt: number, attempts: number) => {
    await eventually(async () => (await job('a')).due_at === dueAt);
    expect(await job('a')).toMatchObject({ attempts, state: 'ready', last_error: 'no luck' });
    clock.at = dueAt;
    one.wake();
  };
  await next(1_001_000, 1);
  await next(1_001_000 + 77_000, 2);
  await next(1_500_000, 2);
  await eventually(() => ended('a'));
});

test('a refusal is a problem with reason and fix, is told to the message, and the lane goes on', async () => {
  const told: string[] = [];
  const verdict = { do: 'give_up', reason: 'never', fix: 'do this' } as const;
  const one = worker((it) => Promise.resolve(it.key === 'a1' ? failed({ verdict }) : done), {
    onProblem: (_, it, reason) => Promise.resolve(void told.push(`${it.key}: ${reason}`)),
  });
  await add(1, 'a1');
  await add(1, 'a2');
  one.start();
  await eventually(() => ended('a2'));
  expect(await job('a1')).toMatchObject({ state: 'problem', last_error: 'never', fix: 'do this' });
  expect(told).toEqual(['a1: never']);
});

test('a pause holds the whole target, costs no attempt, and one job knocks before the rest', async () => {
  let down = true;
  const started: string[] = [];
  const one = worker(
    (it) => {
      started.push(it.key);
      return Promise.resolve(
        down ? failed({ verdict: { do: 'pause', afterMs: 5_000, reason: 'key', fix: 'set it' } }) : done,
      );
    },
    { limit: () => 1 },
  );
  for (const lane of [1, 2, 3]) await add(lane, `j${lane}`);
  one.start();
  await eventually(() => one.paused !== null);
  expect(one.paused).toEqual({ until: clock.at + 5_000, reason: 'key', fix: 'set it' });
  await eventually(async () => (await job('j1')).attempts === 0);
  one.wake();
  expect(started).toEqual(['j1']);
  down = false;
  clock.at += 5_000;
  one.wake();
  await eventually(() => ended('j3'));
  expect(one.paused).toBeNull();
  expect(lines).toContain('works again');
});

test('eight failures in a row, over all lanes, count as an outage; the first success hurries who backs off', async () => {
  let down = true;
  const one = worker(() => Promise.resolve(down ? failed({ verdict: { do: 'retry', afterMs: 200_000 } }) : done));
  for (let lane = 1; lane <= 8; lane++) await add(lane, `j${lane}`);
  one.start();
  await eventually(() => one.paused !== null);
  down = false;
  await add(9, 'fresh');
  clock.at += 2_000;
  one.wake();
  await eventually(() => ended('fresh'));
  await eventually(async () => (await job('j8')).due_at < 1_010_000);
  clock.at += 3_000;
  one.wake();
  await eventually(
    async () => (await store.db.selectFrom('jobs').select('id').where('state', '=', 'ready').execute()).length === 0,
  );
});

test('a fault of ours is tried five times as unclear, then a problem', async () => {
  const one = worker(() => Promise.reject(new Error('bug')));
  await add(1, 'a');
  one.start();
  for (let attempt = 1; attempt < 5; attempt++) {
    await eventually(async () => (await job('a')).attempts === attempt && (await job('a')).lease_token === null);
    expect(await job('a')).toMatchObject({ unclear: 1, last_error: 'unexpected: bug' });
    clock.at += 300_000;
    one.wake();
  }
  await eventually(() => ended('a', 'problem'));
  expect((await job('a')).fix).toContain('problems retry');
});

test('an outcome that cannot be stored for a moment is stored later; the job is not run again', async () => {
  let broken = 3;
  const failing: Store = {
    ...store,
    write: (work) =>
      store.write(async (tx) => {
        const value = await work(tx);
        const settled = await tx.selectFrom('jobs').select('id').where('state', '=', 'done').executeTakeFirst();
        if (settled && broken-- > 0) throw Object.assign(new Error('disk I/O error'), { errcode: 10 });
        return value;
      }),
  };
  let runs = 0;
  const one = worker(() => Promise.resolve({ ...done, after: () => void (runs += 10) }).finally(() => (runs += 1)), {
    store: failing,
  });
  await add(1, 'a');
  one.start();
  await eventually(() => ended('a'));
  await eventually(() => one.running === 0);
  expect(runs).toBe(11);
});

test('an outcome that can never be stored ends as a problem and does not hold its lane', async () => {
  const one = worker((it) =>
    Promise.resolve<Outcome>(
      it.key === 'a1' ? { do: 'done', commit: () => Promise.reject(new Error('unique')) } : done,
    ),
  );
  await add(1, 'a1');
  await add(1, 'a2');
  one.start();
  for (let attempt = 1; attempt < 5; attempt++) {
    await eventually(async () => (await job('a1')).attempts === attempt && (await job('a1')).lease_token === null);
    clock.at += 300_000;
    one.wake();
  }
  await eventually(() => ended('a2'));
  expect(await job('a1')).toMatchObject({ state: 'problem', last_error: 'unexpected: unique' });
});

test('a stop claims nothing more, waits for what runs, and gives back what does not end', async () => {
  const quick = gate();
  const one = worker((it, signal) => (it.key === 'stuck' ? new Promise(() => undefined) : quick.handler(it, signal)));
  await add(1, 'quick');
  await add(2, 'stuck');
  await add(1, 'next');
  one.start();
  await eventually(() => one.running === 2);
  const stopping = one.stop(60);
  quick.open();
  await stopping;
  expect(await ended('quick')).toBe(true);
  expect(await job('next')).toMatchObject({ state: 'ready', attempts: 0, lease_token: null });
  expect(await job('stuck')).toMatchObject({
    state: 'ready',
    attempts: 0,
    lease_token: null,
    unclear: 1,
    tried_at: 1_000_000,
  });
});

test('what heeds the signal is given back as it says', async () => {
  const one = worker(
    (_, signal) =>
      new Promise((resolve) => signal.addEventListener('abort', () => resolve(failed({ reason: 'stopping' })))),
  );
  await add(1, 'a');
  one.start();
  await eventually(() => one.running === 1);
  await one.stop(10);
  expect(await job('a')).toMatchObject({
    state: 'ready',
    attempts: 0,
    unclear: 0,
    due_at: clock.at,
    last_error: 'stopping',
  });
});

test('what a stop finds just claimed is given back untouched, whatever it was', async () => {
  const started: string[] = [];
  let letGo!: () => void;
  const slow: Store = {
    ...store,
    write: async (work) => {
      const value = await store.write(work);
      await new Promise<void>((resolve) => (letGo = resolve));
      return value;
    },
  };
  const one = worker((it) => Promise.resolve(void started.push(it.key)).then(() => done), { store: slow });
  await add(1, 'a');
  one.start();
  await eventually(async () => (await job('a')).lease_token !== null);
  const stopping = one.stop(1_000);
  letGo();
  await eventually(async () => (await job('a')).lease_token === null);
  letGo();
  await stopping;
  expect(started).toEqual([]);
  expect(await job('a')).toMatchObject({ state: 'ready', attempts: 0, unclear: 0, tried_at: null });
});

test('leases of a run that ended are freed, those of one that lives are not', async () => {
  const mine = leaseToken();
  await add(1, 'a');
  await store.write((tx) =>
    tx
      .updateTable('jobs')
      .set({ lease_token: mine, lease_until: clock.at + 60_000 })
      .execute(),
  );
  expect(await store.write((tx) => freeDeadLeases(tx))).toBe(0);
  endRun(mine);
  expect(await store.write((tx) => freeDeadLeases(tx))).toBe(1);
  expect(await job('a')).toMatchObject({ lease_token: null, lease_until: 0 });
});
