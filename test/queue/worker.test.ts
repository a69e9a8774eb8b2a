import { expect, test } from 'vitest';
import { leaseToken } from '../../src/queue/leases.ts';
import { type Outcome } from '../../src/queue/worker.ts';
import { addRun, endRunOf } from '../../src/store/runs.ts';
import { eventually } from '../stack.ts';
import {
  store,
  clock,
  lines,
  workers,
  worker,
  add,
  job,
  ended,
  done,
  failed,
  gate,
  withWorkers,
} from './worker-setup.ts';

withWorkers();

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

test('a run that was taken for dead claims a job anew: what the call of its first life gives is not taken for that of the second', async () => {
  const waiting: ((outcome: Outcome) => void)[] = [];
  const token = leaseToken();
  const handler = () => new Promise<Outcome>((resolve) => void waiting.push(resolve));
  const one = worker(handler, { token });
  one.start();
  await add(1, 'a');
  one.wake();
  await eventually(() => waiting.length === 1);
  // Another run has ended this one, and this one begins anew: its name is the same, and so is its worker.
  await store.write(async (tx) => {
    await addRun(tx, token);
    await endRunOf(tx, token, null);
  });
  one.wake();
  await eventually(() => waiting.length === 2);
  const giving = (value: string): Outcome => ({
    do: 'done',
    commit: async (tx) => void (await tx.insertInto('meta').values({ key: 'effect', value }).execute()),
  });
  waiting[0]?.(giving('first'));
  await eventually(() => lines.includes('the lease was lost, another process goes on'));
  expect(await job('a')).toMatchObject({ state: 'ready', lease_token: token, claims: 2 });
  waiting[1]?.(giving('second'));
  await eventually(() => ended('a'));
  expect(await store.db.selectFrom('meta').select('value').execute()).toEqual([{ value: 'second' }]);
});

test.each([86_400_000, Infinity])(
  'no job waits longer than an hour, whatever was asked for: %d ms',
  async (afterMs) => {
    const one = worker(() => Promise.resolve(failed({ verdict: { do: 'retry', afterMs } })));
    one.start();
    await add(1, 'a');
    one.wake();
    await eventually(async () => (await job('a')).last_error !== null && one.running === 0);
    expect((await job('a')).due_at).toBe(clock.now() + 3_600_000);
  },
);

test('passing failures back off, a told time wins, too early counts no attempt', async () => {
  const outcomes: Outcome[] = [
    failed(),
    failed({ verdict: { do: 'retry', afterMs: 77_000 } }),
    { do: 'later', dueAt: 1_500_000 },
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
