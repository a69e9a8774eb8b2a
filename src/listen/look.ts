import type { EventMessage } from '../chatwoot/events/event.ts';
import { tell } from '../observe/tell.ts';
import { registerVerdict } from '../chatwoot/failures/failure.ts';
import { isReadable, type ReadablePlace } from '../deliver/register/conversation.ts';
import { handOver, type Line } from '../deliver/hand-over.ts';
import { reasonOf } from '../errors.ts';
import type { Handler, Outcome } from '../queue/worker.ts';
import { isStoreFault } from '../store/fault.ts';
import { changePlace, placeById, placesOf } from '../store/people/places.ts';
import type { Job, Place, Tx } from '../store/tables.ts';
import type { Patience } from '../verdict.ts';
import { addLook, type LookWish } from './add-look.ts';
import { applyAgentMessage } from './apply-agent-message.ts';
import { applyCommand, looksLikeCommand } from './apply-command.ts';
import { applyConversationState } from './apply-conversation-state.ts';
import { discardDeleted, retryFailed } from './apply-update.ts';
import type { ListenOptions } from './listen-options.ts';
import { readPlace, type Reading, type ReadOptions } from './read-place.ts';

export interface LookOptions extends ListenOptions, ReadOptions {
  /** New jobs are in the ledger. */
  onJobs: () => void;
}

/** A look that fails is tried again at most so often; then the next sweep asks for it anew. */
const TRIES_MOST = 8;
/** The line that tells who assigned is waited for so long, and looked for so often. Milliseconds. */
const LINE_WITHIN_MS = 20_000;
const LINE_AGAIN_MS = 1_000;
const NEVER_OVER: Patience = { tries: Infinity, overMs: Infinity };

/**
 * Looks at the newest pages of a person's conversations, and writes down what agents said there and is not written down yet, in order.
 * People have one; where an agent opened others, agents may write in each.
 */
export function lookHandler(options: LookOptions): Handler {
  const { store, clock, log, onJobs } = options;
  return async (job): Promise<Outcome> => {
    const contact = await store.db
      .selectFrom('contacts')
      .selectAll()
      .where('id', '=', job.contact_id)
      .executeTakeFirstOrThrow();
    const places = (await placesOf(store.db, contact.id)).filter(isReadable);
    const startedAt = clock.now();
    const wish = JSON.parse(job.payload) as LookWish;
    try {
      const readings: Reading[] = [];
      for (const place of places) {
        const reading = await readPlace(contact, place, wish, options);
        if (reading) readings.push(reading);
      }
      return {
        do: 'done',
        // Pages can be read while nothing can be written (Chatwoot without its Redis): that is no proof of life.
        commit: async (tx) => {
          // Not when the look began: Chatwoot may have been slow, or this process asleep.
          tell(log, contact.channel_id, await writeDown(tx, readings, wish, clock.now(), options));
          for (const { id } of places)
            await tx.updateTable('places').set({ looked_at: startedAt }).where('id', '=', id).execute();
        },
        after: onJobs,
      };
    } catch (error) {
      if (isStoreFault(error)) throw error;
      return failed(error, job, places, startedAt);
    }
  };
}

/** In the order in which it was said, whichever conversation it was said in. */
async function writeDown(
  tx: Tx,
  readings: Reading[],
  wish: LookWish,
  now: number,
  options: LookOptions,
): Promise<Line[]> {
  const lines: Line[] = [];
  const said = readings.flatMap(({ place, unknown }) => unknown.map((message) => ({ place, message })));
  for (const { place, message } of said.sort((a, b) => a.message.id - b.message.id))
    lines.push(...(await applyOne(tx, place, message, now, options)));
  for (const { deleted, retried } of readings) {
    for (const message of deleted) lines.push(...(await discardDeleted(tx, message)).lines);
    for (const id of retried) lines.push(...(await retryFailed(tx, id, now)).lines);
  }
  for (const { place, state, assigned, mark, more } of readings) {
    const there = await placeById(tx, place.id);
    // After what was said: an agent may have answered and resolved.
    if (state && there.heard_at === place.heard_at)
      lines.push(...(await applyConversationState(tx, there, state, now, options)).lines);
    if (assigned === 'by a person' && there.current === 1 && there.assignee_id === place.assignee_id)
      lines.push(...(await handOver(tx, place.contact_id, { type: 'assigned_to_person' }, now, options)));
    // The line of an act is written a moment after it, on a busy server some seconds.
    const { assignedAt = 0 } = wish;
    if (assigned === 'unsaid' && now - assignedAt < LINE_WITHIN_MS)
      await addLook(tx, place.contact_id, now + LINE_AGAIN_MS, { assignedAt });
    await changePlace(tx, there, { last_outgoing_id: mark });
    if (more) await addLook(tx, place.contact_id, now);
  }
  return lines;
}

/**
 * What hinders a look hinders everybody's messages too, and they tell the operator: a look is no problem of its own. It is tried again a
 * few times, then it is left to the next sweep.
 */
function failed(error: unknown, job: Job, places: Place[], startedAt: number): Outcome {
  const reason = reasonOf(error);
  if (job.attempts >= TRIES_MOST) {
    const commit = async (tx: Tx) => {
      for (const place of places) await changePlace(tx, place, { looked_at: startedAt });
    };
    return { do: 'done', commit };
  }
  const verdict = registerVerdict(error, job.attempts);
  // Whether everybody suffers from it is still asked.
  if (verdict.do === 'doubt') return { do: 'failed', verdict: { ...verdict, own: NEVER_OVER }, reason };
  return { do: 'failed', verdict: verdict.do === 'give_up' ? { do: 'retry' } : verdict, reason };
}

async function applyOne(
  tx: Tx,
  place: ReadablePlace,
  message: EventMessage,
  now: number,
  options: LookOptions,
): Promise<Line[]> {
  // An event may have been written down while the page was fetched.
  const known = await tx
    .selectFrom('messages')
    .select('id')
    .where('contact_id', '=', place.contact_id)
    .where('chatwoot_message_id', '=', message.id)
    .executeTakeFirst();
  if (known) return [];
  const isCommand = message.private || (message.sender?.kind === 'user' && looksLikeCommand(message.content));
  if (!isCommand) return await applyAgentMessage(tx, place, message, now, options);
  return (await applyCommand(tx, place, message, now, options)).lines;
}
