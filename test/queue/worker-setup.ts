import { afterEach, beforeEach } from 'vitest';
import { addJob } from '../../src/queue/jobs.ts';
import { leaseToken } from '../../src/queue/leases.ts';
import { Worker, type Handler, type Outcome, type WorkerOptions } from '../../src/queue/worker.ts';
import type { Store } from '../../src/store/open.ts';
import type { Job } from '../../src/store/tables.ts';
import { emptyStore, type TestStore } from '../store/databases.ts';

export let opened: TestStore;
export let store: Store;
export let clock: { at: number; now: () => number };
export let lines: string[];
export const workers: Worker[] = [];
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

export function worker(handler: Handler, given: Partial<WorkerOptions> = {}): Worker {
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
export const add = (contactId: number, key: string) =>
  store.write((tx) => addJob(tx, { kind: 'send', contactId, key, payload: {}, dueAt: clock.at }));
export const job = (key: string) =>
  store.db.selectFrom('jobs').selectAll().where('key', '=', key).executeTakeFirstOrThrow();
export const ended = async (key: string, state = 'done') => (await job(key)).state === state;
export const done: Outcome = { do: 'done' };
export const failed = (given: Partial<Extract<Outcome, { do: 'failed' }>> = {}): Outcome => ({
  do: 'failed',
  verdict: { do: 'retry' },
  reason: 'no luck',
  unclear: false,
  ...given,
});
/** A handler that waits until it is let go. */
export function gate(): { handler: Handler; started: Job[]; open: (outcome?: Outcome) => void } {
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
