import type { Clock } from '../clock.ts';
import type { Handler } from '../queue/worker.ts';
import { hurry } from '../store/jobs.ts';
import type { Tx } from '../store/tables.ts';

/** A turn may wait for words to leave: as soon as a send is over, in whatever way, the person's next turn is looked at. */
export function wakingTurns(handler: Handler, clock: Clock): Handler {
  return async (job, signal, effect) => {
    const outcome = await handler(job, signal, effect);
    const wake = (tx: Tx) => hurry(tx, 'turn', job.contact_id, clock.now());
    if (outcome.do === 'done')
      return {
        ...outcome,
        commit: async (tx: Tx) => {
          await outcome.commit?.(tx);
          await wake(tx);
        },
      };
    if (outcome.do === 'failed')
      return {
        ...outcome,
        commit: async (tx, gaveUp) => {
          await outcome.commit?.(tx, gaveUp);
          if (gaveUp) await wake(tx);
        },
      };
    return outcome;
  };
}
