import { accessSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from '../../clock.ts';
import { reasonOf } from '../../errors.ts';
import type { ProcessSettings } from '../../config.ts';
import { keptSecrets } from '../../store/webhook-secrets.ts';
import { backlog, troubleOf } from '../../store/backlog.ts';
import { fileRoom } from '../../store/files/file-room.ts';
import { isPostgresUrl, placeOf } from '../../store/address.ts';
import { hasLedger, openStore, type Store } from '../../store/open.ts';
import { LedgerUnusable } from '../../store/unusable.ts';
import type { CheckWords } from '../words/words.ts';
import type { Line } from './line.ts';

/**
 * The database, and the webhook secrets kept in it, by channel. Where there is none yet none is made: a check leaves nothing behind.
 *
 * @param opened where it is open already
 */
export async function checkDatabase(
  { databaseUrl: url, filesMaxBytes }: Pick<ProcessSettings, 'databaseUrl' | 'filesMaxBytes'>,
  clock: Clock,
  words: CheckWords,
  opened?: Store,
): Promise<{ line: Line; secrets: ReadonlyMap<string, string> }> {
  const name = 'database';
  const file = placeOf(url);
  const isServer = isPostgresUrl(url);
  const unusable = (error: unknown): Line =>
    error instanceof LedgerUnusable
      ? {
          name,
          state: 'wrong',
          detail: words.databaseUnusable(error.place, words.translated(error.reason)),
          fix: words.translated(error.fix),
        }
      : { name, state: 'wrong', detail: reasonOf(error), fix: words.databaseFix };
  let isThere: boolean;
  try {
    isThere = opened !== undefined || (await hasLedger(url));
  } catch (error) {
    return { line: unusable(error), secrets: none };
  }
  if (!isThere && isServer) return { line: { name, state: 'ok', detail: words.databaseNew(file) }, secrets: none };
  if (!isThere) {
    const folder = nearestFolder(file);
    const may = mayWrite(folder);
    const line: Line = may
      ? { name, state: 'ok', detail: words.databaseNew(file) }
      : { name, state: 'wrong', detail: words.folderClosed(folder), fix: words.folderFix };
    return { line, secrets: none };
  }
  let store: Store;
  try {
    store = opened ?? (await openStore(url, 'to work on'));
  } catch (error) {
    return { line: unusable(error), secrets: none };
  }
  try {
    const secrets = await keptSecrets(store.db);
    const trouble = await troubleOf(store);
    if (trouble) return { line: unusable(new LedgerUnusable(file, trouble)), secrets };
    const { waiting, problems, unread } = await backlog(store, clock.now());
    const work = Object.values(waiting).reduce((sum, count) => sum + count, unread);
    const files = await fileRoom(store.db, filesMaxBytes);
    const detail = words.databaseOk({ file, work, problems, files });
    if (files.full) return { line: { name, state: 'warning', detail, fix: words.filesFix }, secrets };
    if (problems === 0) return { line: { name, state: 'ok', detail }, secrets };
    return { line: { name, state: 'warning', detail, fix: words.problemsFix }, secrets };
  } finally {
    if (!opened) await store.close();
  }
}

/** Nobody has one yet, or nobody can be asked. */
const none: ReadonlyMap<string, string> = new Map();

/** The folder in which something would have to be made: the file's own, or the nearest that exists. */
function nearestFolder(file: string): string {
  let folder = dirname(file);
  while (!existsSync(folder) && folder !== dirname(folder)) folder = dirname(folder);
  return folder;
}

function mayWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
