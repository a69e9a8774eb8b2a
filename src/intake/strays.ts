import type { Handler } from '../queue/outcome.ts';
import { readStraysAgain, whyStray } from '../store/strays.ts';

/** Has the events of a number read again, once a channel has it: what the operator asks for by a retry. */
export function strayHandler(options: { hasNumber: (numberId: string) => boolean; onEvents: () => void }): Handler {
  // eslint-disable-next-line @typescript-eslint/require-await -- A handler is asynchronous.
  return async (job) => {
    const { number } = JSON.parse(job.payload) as { number: string };
    if (!options.hasNumber(number)) {
      const why = whyStray(number);
      return { do: 'failed', verdict: { do: 'give_up', ...why }, reason: why.reason };
    }
    return { do: 'done', commit: (tx) => readStraysAgain(tx, number), after: options.onEvents };
  };
}
