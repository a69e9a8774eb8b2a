import type { Duty } from '../queue/duties.ts';
import type { Worker } from '../queue/worker.ts';

/** Time that running calls are given at a clean stop, and when a duty is given to another run. */
const GRACE_MS = 10_000;

/** What runs while a duty is this run's. */
export interface OnDuty {
  /** `given`: what runs may end first; else it is somebody else's already. */
  stop(given: boolean): Promise<void>;
}

/** A duty whose work is opened anew each time this run has it. */
export function dutyOf(name: string, open: () => Promise<OnDuty>): Duty {
  let onDuty: OnDuty | null = null;
  return {
    name,
    async begin() {
      onDuty = await open();
    },
    async end(given) {
      const ending = onDuty;
      onDuty = null;
      await ending?.stop(given);
    },
  };
}

/** Stops workers: at once where another run may have their jobs already. */
export const stopAll = async (workers: readonly Worker[], given: boolean): Promise<void> =>
  void (await Promise.all(workers.map((worker) => worker.stop(given ? GRACE_MS : 0))));
