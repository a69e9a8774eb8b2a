import { existsSync, statSync } from 'node:fs';
import { pause } from '../../../clock.ts';
import { dialectOf } from '../../dialect.ts';
import type { Store } from '../../open.ts';
import { sql } from '../../sql.ts';
import { isServed } from '../../sqlite/served.ts';

/** What is left of what was deleted: nothing in the file; perhaps something in its unused space; the server's own matter. */
export type Cleaned = 'clean' | 'unused space' | 'server';

/** A file is written anew in a second or two up to this size: others wait so long for a write, and longer they must not. Bytes. */
const WHILE_SERVED = 128 * 1024 * 1024;
/** How long a reader of the old log is waited for. Milliseconds. */
const PATIENCE_MS = 10_000;

/** From now on what this connection deletes is overwritten; of a server that is its own matter. */
export async function deleteForGood({ db }: Store): Promise<void> {
  if (dialectOf(db).name === 'sqlite') await sql`pragma secure_delete = on`.execute(db);
}

/**
 * SQLite only marks deleted rows as unused, and its log holds the pages as they were. So the file is written anew, and the log emptied.
 * A large file is not while a service works on it, which could write nothing meanwhile: only what was deleted just now is overwritten then.
 */
export async function cleanFile({ db }: Store, limit = WHILE_SERVED): Promise<Cleaned> {
  if (dialectOf(db).name !== 'sqlite') return 'server';
  const { rows: files } = await sql<{ file: string }>`pragma database_list`.execute(db);
  const path = files[0]?.file ?? '';
  const isLarge = path !== '' && existsSync(path) && statSync(path).size > limit && isServed(path);
  const isWhole = !isLarge && (await written(db));
  for (const end = performance.now() + PATIENCE_MS; ;) {
    const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(db);
    if (rows[0]?.busy !== 1) return isWhole ? 'clean' : 'unused space';
    if (performance.now() > end) return 'unused space';
    await pause(50);
  }
}

/** False where there is no room for a second copy, or another program was in the way all the time. */
async function written(db: Store['db']): Promise<boolean> {
  return await sql`vacuum`.execute(db).then(
    () => true,
    () => false,
  );
}
