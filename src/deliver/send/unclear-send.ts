import { countedFrom } from '../../clock.ts';
import { MOST_UNCLEAR_CALLS } from '../../effect.ts';
import type { TrackedEffect } from '../../queue/tracked-effect.ts';
import type { Outcome } from '../../queue/worker.ts';
import { hurry } from '../../store/jobs.ts';
import { oldestUnread } from '../../store/events.ts';
import { sendById } from '../../store/sends.ts';
import type { Send, Tx } from '../../store/tables.ts';
import { personOf } from './begin-send.ts';
import { failSend } from './fail-send.ts';
import type { SendOptions } from './send-options.ts';

const WHATSAPP = 'whatsapp';
const LOOK_AGAIN_MS = 500;
/** After a longer absence than this the statuses of an unclear send are not waited for as long again. */
const LONGEST_AWAY_MS = 10 * 60_000;

/** Waits for the status of a call of which it is not known whether it arrived, and makes no third one; null where it may be made now. */
export async function stillUnclear(
  { now: known }: TrackedEffect,
  send: Send,
  options: SendOptions,
): Promise<Outcome | null> {
  if (known.is !== 'unclear' || send.state !== 'sending') return null;
  // A webhook that found nobody comes again after pauses that double: by then at the latest, when somebody was there as long as nobody was.
  const since = countedFrom(known.since, options.clock);
  const away = options.awaySince(since);
  const settled = since + away + Math.max(options.unclearWaitMs, Math.min(away, LONGEST_AWAY_MS));
  if (options.clock.now() < settled) {
    return { do: 'later', dueAt: settled, commit: (tx) => unlessTold(tx, send, options.clock.now()) };
  }
  // Its status may be among what came and was not read yet: who reads may just have died, and somebody else takes over.
  const { store, clock } = options;
  const [unread] = await oldestUnread(store.db, send.channel_id, {
    limit: 1,
    upTo: Number.MAX_SAFE_INTEGER,
    source: WHATSAPP,
  });
  if (unread)
    return { do: 'later', dueAt: clock.now() + LOOK_AGAIN_MS, commit: (tx) => unlessTold(tx, send, clock.now()) };
  if (known.calls < MOST_UNCLEAR_CALLS) return null;
  const reason = 'it is not known whether WhatsApp took it: sent twice, without an answer and without a status';
  const fix = 'Ask the person whether it arrived. Retrying the problem sends it once more.';
  const commit = (tx: Tx) => failSend(tx, send, reason, options);
  return { do: 'failed', verdict: { do: 'give_up', reason, fix }, reason, commit };
}

/** Its status may have come since it was looked at, and have found nothing waiting to be made due. */
async function unlessTold(tx: Tx, { id, message_id }: Send, now: number): Promise<void> {
  const person = (await sendById(tx, id))?.state === 'sending' ? undefined : await personOf(tx, message_id);
  if (person) await hurry(tx, 'send', person.id, now);
}
