import type { Handler } from '../queue/outcome.ts';
import { readStraysAgain, whyStray } from '../store/strays.ts';
import type { Tx } from '../store/tables.ts';

/** Has the events of a number read again, once a channel has it: what the operator asks for by a retry. */
export function strayHandler(options: { hasNumber: (numberId: string) => boolean; onEvents: () => void }): Handler {
  return (job) => {
    const { number } = JSON.parse(job.payload) as { number: string };
    if (!options.hasNumber(number)) {
      const why = whyStray(number);
      return Promise.resolve({ do: 'failed', verdict: { do: 'give_up', ...why }, reason: why.reason });
    }
    const commit = (tx: Tx) => readStraysAgain(tx, number);
    return Promise.resolve({ do: 'done', commit, after: options.onEvents });
  };
}
