import { sql } from '../sql.ts';
import type { Db, Job, Tx } from '../tables.ts';

/** By which the operator is told: a POST to NOTIFY_URL, or WhatsApp to NOTIFY_PHONE. */
export type Way = 'url' | 'phone';

/** Of what is told by WhatsApp the id is the callback id too. */
export const keyOfNotice = (way: Way, id: string): string => `notify:${way}:${id}`;

/** Adds one thing to tell. It is no person's work: it has a lane of its own, and its order is kept by who does it. */
export async function addNotice(
  tx: Tx,
  { channel, way, id, payload, now }: { channel: string; way: Way; id: string; payload: object; now: number },
): Promise<void> {
  const key = keyOfNotice(way, id);
  await tx
    .insertInto('jobs')
    .values({
      channel_id: channel,
      kind: 'notify',
      lane: key,
      contact_id: 0,
      key,
      payload: JSON.stringify(payload),
      state: 'ready',
      due_at: now,
      due_set_at: now,
      created_at: now,
    })
    .execute();
}

/** When something that is still to be told the same way, and came before it, is tried next; null where nothing is. */
export async function earlierNotice(db: Db, { id, channel_id: channel }: Job, way: Way): Promise<number | null> {
  const { rows } = await sql<{ due_at: number }>`select due_at from jobs
    where channel_id = ${channel} and kind = 'notify' and state = 'ready' and id < ${id} and key like ${`notify:${way}:%`}
    order by id limit 1`.execute(db);
  return rows[0] ? Number(rows[0].due_at) : null;
}

/** The job of a status that carries our id; undefined where it speaks of something else. */
export async function noticeOfStatus(tx: Tx, channel: string, callbackId: string): Promise<Job | undefined> {
  return await tx
    .selectFrom('jobs')
    .selectAll()
    .where('channel_id', '=', channel)
    .where('key', '=', keyOfNotice('phone', callbackId))
    .executeTakeFirst();
}

/** WhatsApp tells what became of it: `refused` makes a problem of it, null says that it has it. Whoever holds the job writes nothing more. */
export async function settleNotice(
  tx: Tx,
  { id }: Pick<Job, 'id'>,
  refused: { reason: string; fix: string } | null,
  now: number,
): Promise<void> {
  const over = { lease_until: 0, lease_token: null } as const;
  await tx
    .updateTable('jobs')
    .set(
      refused === null
        ? { ...over, state: 'done', effect: 'done', last_error: null, fix: null, finished_at: now }
        : {
            ...over,
            state: 'problem',
            effect: 'not begun',
            last_error: refused.reason,
            fix: refused.fix,
            due_set_at: now,
          },
    )
    .where('id', '=', id)
    .execute();
}
