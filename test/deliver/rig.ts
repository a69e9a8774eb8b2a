import { silentLog } from '../../src/observe/log.ts';
import { nextDue } from '../../src/store/jobs.ts';
import { Target, type Heard } from '../../src/targets/target.ts';
import { leaseToken } from '../../src/queue/leases.ts';
import { Worker, type Handler } from '../../src/queue/worker.ts';
import type { Store } from '../../src/store/open.ts';
import type { JobKind } from '../../src/store/tables.ts';
import { emptyStore, type TestStore } from '../store/databases.ts';

/** A ledger and a worker on a clock that is wound by hand: waits and backoffs cost no time. */
export interface Rig extends TestStore {
  clock: { at: number; now: () => number };
  worker: Worker;
  target: Target;
  /** Winds the clock from one due job to the next until `end` holds. */
  windUntil: (end: () => Promise<boolean> | boolean) => Promise<void>;
  /** Until nothing is ready or waiting any more. */
  drain: () => Promise<void>;
  jobs: () => Promise<
    { key: string; state: string; last_error: string | null; fix: string | null; attempts: number }[]
  >;
}

export async function openRig(
  kind: JobKind,
  handler: (rig: Pick<Rig, 'store' | 'clock'>) => Handler,
  options: {
    limit?: number;
    /** Stands between everything under test and the ledger. */
    between?: (store: Store) => Store;
    /** The target's harmless call; it works where absent. */
    ask?: () => Promise<Heard>;
    onProblem?: ConstructorParameters<typeof Worker>[0]['onProblem'];
  } = {},
): Promise<Rig> {
  const opened = await emptyStore();
  // What the rig itself and its test read and write does not go through what stands between.
  const own = opened.store;
  const store = options.between?.(own) ?? own;
  const clock = { at: Date.now(), now: () => clock.at };
  const target = new Target({
    name: kind === 'send' || kind === 'fetch' ? 'whatsapp' : 'chatwoot',
    clock,
    random: () => 0,
    log: silentLog(),
    ask: options.ask ?? (() => Promise.resolve('works')),
    most: () => 8,
  });
  const worker = new Worker({
    channelId: 'main',
    target,
    kind,
    store,
    clock,
    random: () => 0,
    token: leaseToken(),
    limit: () => options.limit ?? 4,
    handler: handler({ store, clock }),
    log: silentLog(),
    ...(options.onProblem ? { onProblem: options.onProblem } : {}),
  });

  async function windUntil(end: () => Promise<boolean> | boolean): Promise<void> {
    const giveUpAt = Date.now() + 60_000;
    while (!(await end())) {
      if (Date.now() > giveUpAt) throw new Error(`not within 60 s: ${end.toString()}`);
      if (worker.running === 0) {
        const due = (await nextDue(own.db, 'main', kind)) ?? 0;
        if (worker.running === 0) clock.at = Math.max(clock.at + 1, due, target.rest?.until ?? 0);
      }
      worker.wake();
      await new Promise((resolve) => setTimeout(resolve, 3));
    }
  }

  const open = () =>
    own.db
      .selectFrom('jobs')
      .select('id')
      .where('kind', '=', kind)
      .where('state', 'in', ['ready', 'waiting'])
      .execute();
  return {
    ...opened,
    clock,
    worker,
    target,
    windUntil,
    drain: () => windUntil(async () => (await open()).length === 0 && worker.running === 0),
    jobs: () =>
      own.db
        .selectFrom('jobs')
        .select(['key', 'state', 'last_error', 'fix', 'attempts'])
        .where('kind', '=', kind)
        .orderBy('id')
        .execute(),
    close: async () => {
      await worker.stop(0);
      await opened.close();
    },
  };
}
