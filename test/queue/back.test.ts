import { expect, test } from 'vitest';
import { failedAlone } from '../../src/verdict.ts';
import { eventually } from '../stack.ts';
import { store, clock, says, target, worker, add, job, ended, done, doubt, withWorkers } from './worker-setup.ts';

withWorkers();

const states = async () =>
  (await store.db.selectFrom('jobs').select('state').orderBy('id').execute()).map((it) => it.state);

test('where all failed although the harmless call passes, the first who gets through makes all due at once', async () => {
  const shared = target();
  let down = true;
  const one = worker(() => Promise.resolve(down ? doubt(failedAlone, 300_000) : done), { target: shared });
  for (const lane of [1, 2, 3]) await add(lane, `j${lane}`);
  one.start();
  await eventually(async () => (await job('j3')).due_at > clock.at && one.running === 0);
  down = false;
  clock.at += 60_000;
  await add(4, 'new');
  one.wake();
  await eventually(async () => (await states()).every((state) => state === 'done'));
});

test('one at which the server fails is not hurried by others who get through', async () => {
  const shared = target();
  let runs = 0;
  const fails = (key: string) => key.startsWith('poison');
  const one = worker((it) => Promise.resolve(fails(it.key) ? ((runs += 1), doubt(failedAlone, 300_000)) : done), {
    target: shared,
  });
  for (const lane of [1, 2]) await add(lane, `poison ${lane}`);
  one.start();
  await eventually(() => runs === 2);
  for (let n = 0; n < 20; n++) {
    clock.at += 1_000;
    await add(3 + n, `good ${n}`);
    one.wake();
    await eventually(() => ended(`good ${n}`));
  }
  // Once, when nobody had got through before.
  expect(runs).toBeLessThanOrEqual(4);
});

test('one that did not know the harmless call is asked all the same: it may have been a page in front of it', async () => {
  const shared = target();
  says.heard = 'unknown';
  for (let n = 0; n < 6; n++) {
    expect(await shared.isDown('404', '')).toBe(true);
    clock.at += 30_000;
    shared.tend();
  }
  expect(await shared.isDown('404', '')).toBe(true);
  says.heard = 'works';
  clock.at += 1_000;
  shared.tend();
  await eventually(() => shared.rest === null);
  // And where one only wants to be sure, it counts as one that works.
  says.heard = 'unknown';
  clock.at += 1_000;
  expect(await shared.isDown('404', '', 'up')).toBe(false);
});

test('one that was away and does not know the harmless call once it is back is tried, and not waited for for ever', async () => {
  const shared = target();
  says.heard = 'fails';
  expect(await shared.isDown('down', '')).toBe(true);
  says.heard = 'unknown';
  for (let n = 0; n < 4 && shared.rest !== null; n++) {
    clock.at += 1_000;
    shared.tend();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(shared.rest).toBeNull();
});
