import { QUARTER } from './count.ts';
import type { Tx } from '../tables.ts';

/** Forgets what reports no longer reach back to. Rows of hand-overs go a few at a time. */
export async function dropOld(tx: Tx, channelId: string, before: number): Promise<void> {
  await tx
    .deleteFrom('report_slices')
    .where('channel_id', '=', channelId)
    .where('quarter', '<', Math.floor(before / QUARTER))
    .execute();
  await tx
    .deleteFrom('handoffs')
    .where('id', 'in', (from) =>
      from
        .selectFrom('handoffs')
        .select('id')
        .where('channel_id', '=', channelId)
        .where('began_at', '<', before)
        .where('ended_at', 'is not', null)
        .orderBy('began_at')
        .limit(200),
    )
    .execute();
}
