import { channelBeside } from './channel-beside.ts';
import { sql } from './sql.ts';
import type { Db } from './tables.ts';

/** More than any pace lets go within its longest time. */
const MOST = 5_000;

/**
 * What went to WhatsApp from a number since then, whichever run sent it: to whom, and when at the latest; what is perhaps still on its way
 * counts as gone now. The oldest first.
 */
export async function recentSends(
  db: Db,
  channelId: string,
  { since, now }: { since: number; now: number },
): Promise<{ to: number; at: number }[]> {
  const sends = db.selectFrom('jobs').where('kind', '=', sql.lit('send'));
  const gone = await sends
    .select(['contact_id', 'finished_at'])
    .where('finished_at', '>', since)
    .where(channelBeside, '=', channelId)
    .orderBy('finished_at')
    .limit(MOST)
    .execute();
  const onTheirWay = await sends
    .select('contact_id')
    .where('channel_id', '=', channelId)
    .where(sql<boolean>`state in ('ready', 'waiting')`)
    .where('effect', '!=', sql.lit('not begun'))
    .limit(MOST)
    .execute();
  return [
    ...gone.map((row) => ({ to: row.contact_id, at: row.finished_at ?? since })),
    ...onTheirWay.map((row) => ({ to: row.contact_id, at: now })),
  ];
}
