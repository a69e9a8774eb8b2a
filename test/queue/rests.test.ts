import { expect, test } from 'vitest';
import type { Outcome } from '../../src/queue/worker.ts';
import { failedAlone, refusedAlone } from '../../src/verdict.ts';
import { eventually } from '../stack.ts';
import {
  store,
  clock,
  lines,
  says,
  target,
  worker,
  add,
  job,
  ended,
  done,
  doubt,
  failed,
  withWorkers,
} from './worker-setup.ts';

withWorkers();

const pause = (afterMs: number): Outcome =>
  failed({ verdict: { do: 'pause', afterMs, reason: 'too many', fix: 'wait' } });
const states = async () =>
  (await store.db.selectFrom('jobs').select('state').orderBy('id').execute()).map((it) => it.state);

test('a rest that was asked for holds every kind of job on the target, costs no try, and then all go on', async () => {
  const shared = target();
  const started: string[] = [];
  let down = true;
  const one = worker(
    (it) => {
      started.push(it.key);
      return Promise.resolve(down ? pause(5_000) : done);
    },
    { target: shared, limit: () => 1 },
  );
  const other = worker(() => Promise.resolve(done), { target: shared, kind: 'look' });
  for (const lane of [1, 2, 3]) await add(lane, `j${lane}`);
  one.start();
  await eventually(() => shared.rest !== null);
  expect(shared.rest).toEqual({ until: clock.at + 5_000, reason: 'too many', fix: 'wait', asked: true });
  await eventually(async () => (await job('j1')).attempts === 0);
  await add(1, 'look', 'look');
  other.start();
  one.wake();
  clock.at += 4_999;
  other.wake();
  expect(started).toEqual(['j1']);
  expect(await job('look')).toMatchObject({ state: 'ready', attempts: 0 });
  down = false;
  clock.at += 1;
  one.wake();
  other.wake();
  await eventually(() => ended('j3'));
  await eventually(() => ended('look'));
  // Nobody was asked for it: the time was told.
  expect(says.asks).toBe(0);
});

test('no call that was under way ends a rest that was asked for, nor does a shorter one; an hour is the longest', async () => {
  const shared = target();
  shared.restFor(900_000, '131048', 'send less');
  shared.restFor(1_000, '130429', 'wait');
  shared.answered();
  clock.at += 899_000;
  expect(shared.rest).toMatchObject({ reason: '131048', asked: true });
  clock.at += 1_000;
  expect(shared.rest).toBeNull();
  shared.restFor(400 * 3_600_000, 'a wrong header', '');
  clock.at += 3_600_000;
  expect(shared.rest).toBeNull();
  expect(lines.filter((line) => line.startsWith('rests'))).toHaveLength(2);
});

test('when a rest ends is told in whole milliseconds', () => {
  const shared = target();
  shared.restFor(1_234.5, 'x', 'y');
  expect(shared.rest?.until).toBe(clock.at + 1_235);
});

test('a clock that is set back makes a rest no longer', () => {
  const shared = target();
  shared.restFor(10_000, 'x', 'y');
  clock.at -= 3_600_000;
  expect(shared.rest).toMatchObject({ until: clock.at + 10_000 });
  clock.at += 10_000;
  expect(shared.rest).toBeNull();
});

test('what may be everybody’s is settled by the harmless call: it fails, so all rest, no try counts, and no job asks', async () => {
  const shared = target();
  let runs = 0;
  let down = true;
  const one = worker(() => Promise.resolve((runs += 1) > 0 && down ? doubt() : done), { target: shared });
  says.heard = 'fails';
  for (let lane = 1; lane <= 5; lane++) await add(lane, `j${lane}`);
  one.start();
  await eventually(() => one.running === 0 && runs === 5);
  expect(shared.rest).toMatchObject({ asked: false, reason: 'down?', fix: 'wait' });
  for (let n = 0; n < 60; n++) {
    clock.at += 1_000;
    const before = says.asks;
    one.wake();
    await eventually(() => says.asks > before);
  }
  expect(runs).toBe(5);
  expect(await job('j1')).toMatchObject({ attempts: 0, failing_since: null });
  // Back: asked a second later at most two, and then all at once.
  down = false;
  says.heard = 'works';
  clock.at += 2_000;
  one.wake();
  await eventually(async () => (await states()).every((state) => state === 'done'));
  expect(lines).toContain('works again');
});

test('who backed off before the outage does not wait on after it', async () => {
  const shared = target();
  let down = true;
  const one = worker(() => Promise.resolve(down ? doubt(failedAlone, 200_000) : done), { target: shared });
  await add(1, 'first');
  one.start();
  await eventually(async () => (await job('first')).due_at > clock.at);
  says.heard = 'fails';
  clock.at += 1_000;
  await add(2, 'second');
  one.wake();
  await eventually(() => shared.rest !== null);
  down = false;
  says.heard = 'works';
  clock.at += 2_000;
  one.wake();
  await eventually(async () => (await states()).every((state) => state === 'done'));
});

test('one that is refused while the harmless call passes is its own problem after two tries, and nobody waits for it', async () => {
  const shared = target();
  const one = worker((it) => Promise.resolve(it.key === 'poison' ? doubt(refusedAlone) : done), { target: shared });
  await add(1, 'poison');
  await add(1, 'behind it');
  await add(2, 'other');
  one.start();
  await eventually(() => ended('other'));
  expect(shared.rest).toBeNull();
  await eventually(async () => (await job('poison')).due_at > clock.at);
  clock.at += 1_000;
  one.wake();
  await eventually(() => ended('poison', 'problem'));
  expect(await job('poison')).toMatchObject({ attempts: 2, last_error: 'down?', fix: 'wait' });
  await eventually(() => ended('behind it'));
});

test('a server that fails at one for an hour and ten tries: its own problem while others pass, never while nobody does', async () => {
  const shared = target();
  const poisoned = new Set(['p1', 'p2']);
  const one = worker((it) => Promise.resolve(poisoned.has(it.key) ? doubt() : done), { target: shared });
  await add(1, 'p1');
  await add(2, 'p2');
  one.start();
  for (let n = 0; n < 30; n++) {
    await eventually(async () => one.running === 0 && (await job('p1')).due_at > clock.at);
    await eventually(async () => (await job('p2')).due_at > clock.at);
    clock.at += 300_000;
    one.wake();
  }
  const { state, attempts } = await job('p1');
  expect(state).toBe('ready');
  expect(attempts).toBeGreaterThanOrEqual(30);
  await add(3, 'passes');
  one.wake();
  await eventually(() => ended('passes'));
  clock.at += 300_000;
  one.wake();
  await eventually(() => ended('p1', 'problem'));
  await eventually(() => ended('p2', 'problem'));
});

test('a target that cannot be asked rests ever longer, and one job at a time tries it then', async () => {
  const shared = target();
  says.heard = 'unknown';
  let down = true;
  let runs = 0;
  const one = worker(() => Promise.resolve((runs += 1) > 0 && down ? doubt() : done), { target: shared });
  for (let lane = 1; lane <= 4; lane++) await add(lane, `j${lane}`);
  one.start();
  await eventually(() => runs === 4 && one.running === 0);
  for (const ms of [1_000, 2_000, 4_000]) {
    clock.at += ms - 1;
    expect(shared.rest).not.toBeNull();
    const before = runs;
    clock.at += 1;
    one.wake();
    await eventually(() => runs === before + 1 && one.running === 0);
  }
  down = false;
  clock.at += 8_000;
  one.wake();
  await eventually(async () => (await states()).every((state) => state === 'done'));
});

test('an answer that hangs does not hide that it is back', async () => {
  const waiting: (() => void)[] = [];
  let hangs = true;
  const shared = target({
    ask: () => (hangs ? new Promise((resolve) => waiting.push(() => resolve('fails'))) : Promise.resolve('works')),
  });
  const down = shared.isDown('x', 'y');
  waiting.shift()?.();
  expect(await down).toBe(true);
  for (let n = 0; n < 10; n++) {
    clock.at += 2_000;
    shared.tend();
  }
  expect(waiting).toHaveLength(5);
  waiting.splice(0, 1).forEach((end) => end());
  await Promise.resolve();
  hangs = false;
  await eventually(() => {
    clock.at += 2_000;
    return shared.tend() === null;
  });
  // Those that hung end later, and tell nothing any more.
  waiting.forEach((end) => end());
  await Promise.resolve();
  expect(shared.rest).toBeNull();
});
