import type { Db } from '../tables.ts';
import { keptBytes } from './pieces.ts';

/** What files waiting for room say. */
export const NO_ROOM = 'no room is left for files (FILES_MAX): they wait at WhatsApp, which keeps them for 7 days';

/** The room that customers' files take until they are in Chatwoot; for `/health/ready`, `status` and `check`. */
export interface FileRoom {
  bytes: number;
  /** `FILES_MAX`. */
  mostBytes: number;
  /** Files wait at WhatsApp because there is no room for them here. */
  full: boolean;
}

export async function fileRoom(db: Db, mostBytes: number): Promise<FileRoom> {
  const waiting = await db
    .selectFrom('jobs')
    .select('id')
    .where('kind', '=', 'fetch')
    .where('state', '=', 'ready')
    .where('last_error', '=', NO_ROOM)
    .limit(1)
    .executeTakeFirst();
  return { bytes: await keptBytes(db), mostBytes, full: waiting !== undefined };
}
