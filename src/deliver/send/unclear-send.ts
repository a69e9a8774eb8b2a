import { MOST_UNCLEAR_CALLS } from '../../effect.ts';
import type { TrackedEffect } from '../../queue/tracked-effect.ts';
import type { Outcome } from '../../queue/worker.ts';
import type { Send, Tx } from '../../store/tables.ts';
import { failSend } from './fail-send.ts';
import type { SendOptions } from './send-options.ts';

/** After a longer time than this the statuses of an unclear send are not waited for as long again. */
const LONGEST_DOWN_MS = 10 * 60_000;

/** Waits for the status of a call of which it is not known whether it arrived, and makes no third one; null where it may be made now. */
export function stillUnclear({ now: known }: TrackedEffect, send: Send, options: SendOptions): Outcome | null {
  if (known.is !== 'unclear' || send.state !== 'sending') return null;
  // A webhook that found us down comes again after pauses that double: by then at the latest, when we were up as long as we were not.
  const down = Math.min(Math.max(0, options.listeningSince - known.since), LONGEST_DOWN_MS);
  const settled = Math.max(known.since, options.listeningSince) + Math.max(options.unclearWaitMs, down);
  if (options.clock.now() < settled) return { do: 'later', dueAt: settled };
  if (known.calls < MOST_UNCLEAR_CALLS) return null;
  const reason = 'it is not known whether WhatsApp took it: sent twice, without an answer and without a status';
  const fix = 'Ask the person whether it arrived. Retrying the problem sends it once more.';
  const commit = (tx: Tx) => failSend(tx, send, reason, options);
  return { do: 'failed', verdict: { do: 'give_up', reason, fix }, reason, commit };
}
