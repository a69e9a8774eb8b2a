import { afterEach, beforeEach } from 'vitest';
import { addJob } from '../../src/store/jobs.ts';
import { leaseToken } from '../../src/queue/leases.ts';
import { Worker, type Handler, type Outcome, type WorkerOptions } from '../../src/queue/worker.ts';
import type { Store } from '../../src/store/open.ts';
import type { Job, JobKind } from '../../src/store/tables.ts';
import { Target, type Heard, type TargetOptions } from '../../src/targets/target.ts';
import { failedAlone, type Patience } from '../../src/verdict.ts';
import { emptyStore, type TestStore } from '../store/databases.ts';
import { people } from '../store/rows.ts';

export let opened: TestStore;
export let store: Store;
export let clock: { at: number; now: () => number };
export let lines: string[];
export const workers: Worker[] = [];
/** Before each test of this file an empty ledger with people in it; its workers end with it. */
export function withWorkers(): void {
  beforeEach(async () => {
    opened = await emptyStore();
    ({ store } = opened);
    await people(store);
    clock = { at: 1_000_000, now: () => clock.at };
    lines = [];
    Object.assign(says, { heard: 'works', asks: 0 });
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.stop(0)));
    await opened.close();
  });
}

export function worker(handler: Handler, given: Partial<WorkerOptions> = {}): Worker {
  const log = (_: object, text: string) => void lines.push(text);
  const one = new Worker({
    channelId: 'main',
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
export const add = (contactId: number, key: string, kind: JobKind = 'send') =>
  store.write((tx) => addJob(tx, { kind, contactId, key, payload: {}, dueAt: clock.at }));
export const job = (key: string) =>
  store.db.selectFrom('jobs').selectAll().where('key', '=', key).executeTakeFirstOrThrow();
export const ended = async (key: string, state = 'done') => (await job(key)).state === state;
/** A target whose harmless call tells what `says` holds. */
export const says = { heard: 'works' as Heard, asks: 0 };
export const target = (given: Partial<TargetOptions> = {}) =>
  new Target({
    name: 'chatwoot',
    clock,
    random: () => 0,
    log: { info: (_, text) => void lines.push(text), warn: (_, text) => void lines.push(text) },
    ask: () => {
      says.asks += 1;
      return Promise.resolve(says.heard);
    },
    most: () => 8,
    ...given,
  });
export const doubt = (own: Patience = failedAlone, afterMs?: number): Outcome =>
  failed({
    verdict: { do: 'doubt', reason: 'down?', fix: 'wait', own, ...(afterMs === undefined ? {} : { afterMs }) },
  });
export const done: Outcome = { do: 'done', answered: true };
export const failed = (given: Partial<Extract<Outcome, { do: 'failed' }>> = {}): Outcome => ({
  do: 'failed',
  verdict: { do: 'retry' },
  reason: 'no luck',
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
