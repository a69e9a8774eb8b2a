import { expect, test } from 'vitest';
import { endRun, freeDeadLeases, leaseToken } from '../../src/queue/leases.ts';
import { type Outcome } from '../../src/queue/worker.ts';
import type { Store } from '../../src/store/open.ts';
import { eventually } from '../stack.ts';
import { store, clock, lines, worker, add, job, ended, done, failed, gate, withWorkers } from './worker-setup.ts';

withWorkers();

const post = () => Promise.resolve('posted');

test('a fault of ours after a call was begun is tried five times as unclear, then a problem', async () => {
  const one = worker(async (_, _signal, effect) => {
    await effect.call(post);
    throw new Error('bug');
  });
  await add(1, 'a');
  one.start();
  for (let attempt = 1; attempt < 5; attempt++) {
    await eventually(async () => (await job('a')).attempts === attempt && (await job('a')).lease_token === null);
    expect(await job('a')).toMatchObject({
      effect: `unclear ${clock.at} 1 answered`,
      last_error: 'unexpected: bug',
    });
    clock.at += 300_000;
    one.wake();
  }
  await eventually(() => ended('a', 'problem'));
  expect((await job('a')).fix).toContain('problems retry');
});

test('a fault of ours before any call leaves nothing unclear', async () => {
  const one = worker(() => Promise.reject(new Error('bug')));
  await add(1, 'a');
  one.start();
  await eventually(async () => (await job('a')).last_error !== null);
  expect(await job('a')).toMatchObject({ effect: 'not begun' });
});

test('a busy database is no fault of the job: tried again without counting, and what was called is unclear', async () => {
  let busy = 7;
  const one = worker(async (_, _signal, effect) => {
    if (busy-- <= 0) return done;
    await effect.call(post);
    throw Object.assign(new Error('database is locked'), { errcode: 5 });
  });
  await add(1, 'a');
  one.start();
  await eventually(async () => (await job('a')).last_error !== null);
  expect(await job('a')).toMatchObject({ attempts: 0, effect: 'unclear 1000000 1 answered' });
  for (let n = 0; n < 8; n++) {
    await eventually(() => one.running === 0);
    clock.at += 1_000;
    one.wake();
    await eventually(async () => (await job('a')).due_at > clock.at || (await ended('a')));
  }
  await eventually(() => ended('a'));
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
  const one = worker((it, signal, effect) =>
    it.key === 'stuck' ? effect.call(() => new Promise(() => undefined)) : quick.handler(it, signal, effect),
  );
  await add(1, 'quick');
  await add(2, 'stuck');
  await add(1, 'next');
  one.start();
  await eventually(async () => one.running === 2 && (await job('stuck')).effect !== 'not begun');
  const stopping = one.stop(60);
  quick.open();
  await stopping;
  expect(await ended('quick')).toBe(true);
  expect(await job('next')).toMatchObject({ state: 'ready', attempts: 0, lease_token: null });
  expect(await job('stuck')).toMatchObject({
    state: 'ready',
    attempts: 0,
    lease_token: null,
    effect: 'unclear 1000000 1',
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
    effect: 'not begun',
    due_at: clock.at,
    last_error: 'stopping',
  });
});

test('what a stop finds just claimed is given back untouched, whatever it was', async () => {
  const started: string[] = [];
  let letGo: (() => void) | null = null;
  const slow: Store = {
    ...store,
    write: async (work) => {
      const value = await store.write(work);
      // Not of the look at the clock, which comes first.
      if ((await job('a')).attempts > 0 || letGo) await new Promise<void>((resolve) => (letGo = resolve));
      return value;
    },
  };
  const one = worker((it) => Promise.resolve(void started.push(it.key)).then(() => done), { store: slow });
  await add(1, 'a');
  one.start();
  await eventually(() => letGo !== null);
  expect(await job('a')).toMatchObject({ attempts: 1 });
  let isStopped = false;
  const stopping = one.stop(1_000).then(() => (isStopped = true));
  // The claim, then what gives it back.
  await eventually(() => {
    letGo?.();
    return isStopped;
  });
  await stopping;
  expect(started).toEqual([]);
  expect(await job('a')).toMatchObject({ state: 'ready', attempts: 0, effect: 'not begun' });
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

test('a run that was not sure to live when a call was to begin makes none, and does the job once it is sure again', async () => {
  // Sure when it claims, not when it is about to call.
  const sure = [true, false];
  let calls = 0;
  let madeWhenLost: number | null = null;
  const one = worker(
    async (_, _signal, effect) => {
      const lost = (error: unknown) => {
        madeWhenLost ??= calls;
        throw error;
      };
      await effect.call(() => Promise.resolve((calls += 1))).catch(lost);
      return done;
    },
    { isSure: () => sure.shift() ?? true },
  );
  await add(1, 'a');
  one.start();
  await eventually(() => lines.includes('the lease was lost, another process goes on'));
  expect(madeWhenLost).toBe(0);
  await eventually(async () => (one.wake(), await ended('a')));
  expect(calls).toBe(1);
});
