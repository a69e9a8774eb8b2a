import { statSync } from 'node:fs';
import { filePath, isPostgresUrl } from './address.ts';
import { sql } from './sql.ts';
import type { Db } from './tables.ts';

/** What the ledger takes of its disk, the log beside a file included. Bytes; 0 for one in memory. */
export async function storeBytes(db: Db, url: string): Promise<number> {
  if (isPostgresUrl(url)) {
    const { rows } = await sql<{ size: number }>`select pg_database_size(current_database()) as size`.execute(db);
    return Number(rows[0]?.size ?? 0);
  }
  const path = filePath(url);
  return [path, `${path}-wal`].reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0);
}
