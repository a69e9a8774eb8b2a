import { expect, test } from 'vitest';
import { type Outcome } from '../../src/queue/worker.ts';
import { eventually } from '../stack.ts';
import { store, clock, lines, workers, worker, add, job, ended, done, failed, gate } from './worker-setup.ts';

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
