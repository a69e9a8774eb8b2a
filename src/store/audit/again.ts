import { effectOf, effectText, notBegun, retried } from '../../effect.ts';
import { addJob, type NewJob } from '../jobs.ts';
import { laneOf, oneHead } from '../lanes.ts';
import { lockContact } from '../lock.ts';
import type { Tx } from '../tables.ts';

/**
 * Has work done that has ended: in its old place, under the same key, so that however often it is asked for it is there once. Where nobody
 * knows what its last try left on the other side, that stays known, and is looked for first.
 */
export async function addAgain(tx: Tx, channelId: string, job: NewJob): Promise<void> {
  await lockContact(tx, job.contactId);
  const ended = await tx
    .selectFrom('jobs')
    .select(['id', 'state', 'effect'])
    .where('channel_id', '=', channelId)
    .where('key', '=', job.key)
    .executeTakeFirst();
  if (!ended) return await addAnew(tx, channelId, job);
  if (ended.state !== 'done') return;
  const effect = effectOf(ended.effect);
  const lane = job.alone ? job.key : laneOf(job.kind, job.contactId);
  await tx
    .updateTable('jobs')
    .set({
      state: 'waiting',
      lane,
      contact_id: job.contactId,
      payload: JSON.stringify(job.payload),
      attempts: 0,
      due_at: job.dueAt,
      due_set_at: job.dueAt,
      failing_since: null,
      last_error: null,
      fix: null,
      finished_at: null,
      effect: effectText(effect.is === 'done' ? notBegun : retried(effect)),
    })
    .where('id', '=', ended.id)
    .execute();
  await oneHead(tx, lane);
}

/** Of work that is not there any more nobody knows how far it came. */
async function addAnew(tx: Tx, channelId: string, job: NewJob): Promise<void> {
  await addJob(tx, job);
  if (job.kind !== 'register') return;
  const effect = effectText({ is: 'unclear', since: 0, calls: 1, answered: true });
  await tx.updateTable('jobs').set({ effect }).where('channel_id', '=', channelId).where('key', '=', job.key).execute();
}
