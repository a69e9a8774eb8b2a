import type { Generated, Selectable } from 'kysely';
import type { Db, Tx } from './tables.ts';

/** One content that a file had. */
export interface FileVersionTable {
  id: Generated<number>;
  /** Where the file really lies; `eval:CHANNEL` for the cases of an eval run, which are in the ledger alone. */
  path: string;
  digest: string;
  content: string;
  /** Who saved it in the console; null: it was on the disk. */
  author: string | null;
  saved_at: number;
}

export type FileVersion = Selectable<FileVersionTable>;

/** Of one file. */
const KEPT = 100;

/** Keeps a content, unless it is what was kept last. */
export async function keepVersion(
  tx: Tx,
  { path, digest, content, author, now }: Omit<FileVersion, 'id' | 'saved_at'> & { now: number },
): Promise<void> {
  const last = await newest(tx, path);
  if (last?.digest === digest) return;
  await tx.insertInto('file_versions').values({ path, digest, content, author, saved_at: now }).execute();
  const oldest = await tx
    .selectFrom('file_versions')
    .select('id')
    .where('path', '=', path)
    .orderBy('id', 'desc')
    .offset(KEPT)
    .limit(1)
    .executeTakeFirst();
  if (oldest) await tx.deleteFrom('file_versions').where('path', '=', path).where('id', '<=', oldest.id).execute();
}

export async function newest(db: Db | Tx, path: string): Promise<FileVersion | undefined> {
  const of = db.selectFrom('file_versions').selectAll().where('path', '=', path);
  return await of.orderBy('id', 'desc').limit(1).executeTakeFirst();
}

/** Newest first, without what they said. */
export async function versionsOf(db: Db, path: string): Promise<Omit<FileVersion, 'content' | 'path'>[]> {
  return await db
    .selectFrom('file_versions')
    .select(['id', 'digest', 'author', 'saved_at'])
    .where('path', '=', path)
    .orderBy('id', 'desc')
    .execute();
}

export async function versionById(db: Db, path: string, id: number): Promise<FileVersion | undefined> {
  const of = db.selectFrom('file_versions').selectAll().where('path', '=', path);
  return await of.where('id', '=', id).executeTakeFirst();
}
