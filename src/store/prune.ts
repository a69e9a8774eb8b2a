import { sql } from 'kysely';
import type { Store } from './open.ts';

/** Rows deleted in one write, so that nobody waits long behind it. */
const AT_ONCE = 2_000;

/** A problem needs its message for another try; so does work that still waits. */
const noOpenJob = sql<boolean>`not exists (select 1 from jobs j where j.state <> 'done'
    and j.key in ('register:' || messages.id, 'turn:' || messages.id))
  and not exists (select 1 from sends s join jobs j on j.key = 'send:' || s.id
    where s.message_id = messages.id and j.state <> 'done')`;

/** The pieces of a file go before the row that knows them (`letUnneededGo`). */
const noPieces = sql<boolean>`not exists (select 1 from files f where f.message_id = messages.id and f.kept > 0)`;

/**
 * Deletes raw events, finished jobs, used idempotency keys and the messages of finished exchanges that are older than `before`.
 * Contacts stay, and so do problems and everything that still waits.
 *
 * Messages keep their ids' work: a wamid that comes again after this time is taken for new, so keep more days than WhatsApp redelivers (7).
 */
export async function prune(store: Store, before: number): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const deleteFrom = async (name: string, run: () => Promise<bigint>) => {
    let total = 0;
    for (let some = AT_ONCE; some === AT_ONCE; total += some) some = Number(await run());
    counts[name] = total;
  };
  await deleteFrom('events', () =>
    store.write(async (tx) => {
      const old = tx
        .selectFrom('events')
        .select('id')
        .where('received_at', '<', before)
        .where('outcome', 'is not', null)
        .limit(AT_ONCE);
      return (await tx.deleteFrom('events').where('id', 'in', old).executeTakeFirstOrThrow()).numDeletedRows;
    }),
  );
  await deleteFrom('jobs', () =>
    store.write(async (tx) => {
      const old = tx
        .selectFrom('jobs')
        .select('id')
        .where('finished_at', '<', before)
        .where('state', '=', 'done')
        .limit(AT_ONCE);
      return (await tx.deleteFrom('jobs').where('id', 'in', old).executeTakeFirstOrThrow()).numDeletedRows;
    }),
  );
  await deleteFrom('idempotency', () =>
    store.write(async (tx) => {
      const old = tx.selectFrom('idempotency').select('key').where('created_at', '<', before).limit(AT_ONCE);
      return (await tx.deleteFrom('idempotency').where('key', 'in', old).executeTakeFirstOrThrow()).numDeletedRows;
    }),
  );
  await deleteFrom('messages', () =>
    store.write(async (tx) => {
      const old = await tx
        .selectFrom('messages')
        .select('id')
        .where('created_at', '<', before)
        .where('chatwoot_state', '!=', 'queued')
        .where((where) => where.or([where('author', '!=', 'customer'), where('answered_at', 'is not', null)]))
        .where((where) => where.or([where('whatsapp_state', 'is', null), where('whatsapp_state', '!=', 'queued')]))
        .where(noOpenJob)
        .where(noPieces)
        .orderBy('created_at')
        .limit(500)
        .execute();
      const ids = old.map((row) => row.id);
      if (ids.length === 0) return 0n;
      await tx.deleteFrom('sends').where('message_id', 'in', ids).execute();
      await tx.deleteFrom('files').where('message_id', 'in', ids).execute();
      await tx.deleteFrom('messages').where('id', 'in', ids).execute();
      return BigInt(ids.length === 500 ? AT_ONCE : ids.length);
    }),
  );
  return counts;
}
