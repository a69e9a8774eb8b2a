import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { reasonOf } from '../../errors.ts';
import type { Advice } from '../advice.ts';
import { sqliteCode, StoreFault } from '../fault.ts';

/** SQLite's codes. https://www.sqlite.org/rescode.html */
const [BUSY, READ_ONLY, IO, CORRUPT, FULL, CANNOT_OPEN, NO_DATABASE] = [5, 8, 10, 11, 13, 14, 26];
/** The disk did not give what is on it; all other failures of this kind are about writing. */
const NOT_READ: ReadonlySet<number> = new Set([266, 522, 8458]);

const MEND =
  'Stop the service and copy the file away, with the -wal beside it. Then mend it with `sqlite3 OLD .recover | sqlite3 NEW`, ' +
  'or put the last backup in its place, without the old -wal and -shm (docs/OPERATIONS.md).';

export const advice = {
  full: {
    reason: 'the disk is full',
    fix: 'Make room on the disk of the database. A service that runs goes on by itself; else start it again.',
  },
  refused: {
    reason: 'the disk does not take what is written',
    fix:
      'Look whether the disk has become read-only or fails (`dmesg`), or whether a quota or a limit of file sizes is reached (`ulimit -f`). ' +
      'A service that runs goes on by itself; else start it again.',
  },
  unread: {
    reason: 'the disk does not give what was written',
    fix: 'Look whether the disk fails (`dmesg`), and copy the database to another one before anything else.',
  },
  readOnly: {
    reason: 'this user may only read the file',
    fix: 'Give this user the right to write the file, mount its disk for writing, or set DATABASE_URL to another place.',
  },
  closedFolder: {
    reason: 'this user may not write in its folder, where SQLite keeps its log',
    fix: 'Give this user the right to write in the folder, mount its disk for writing, or set DATABASE_URL to another place.',
  },
  closed: {
    reason: 'this user may not read the file',
    fix: 'Give this user the right to read and write the file, or set DATABASE_URL to another place.',
  },
  noFolder: {
    reason: 'its folder is not there and cannot be made',
    fix: 'Make the folder and give this user the right to write there, or set DATABASE_URL to another place.',
  },
  folder: { reason: 'it is a folder', fix: 'Name a file in DATABASE_URL.' },
  busy: {
    reason: 'another program has it locked',
    fix: 'End the program that holds it (a shell of sqlite3 with an open transaction, a copy that is being made). A service that runs goes on by itself; else start it again.',
  },
  damaged: { reason: 'the file is damaged', fix: MEND },
  noDatabase: { reason: 'it is no SQLite database, or its beginning is damaged', fix: MEND },
  strayLog: {
    reason: 'the log beside it (-wal) does not fit it',
    fix: 'Where the file was put back from a backup, move the files with -wal and -shm at their end away and start again. Else put the file back that they belong to.',
  },
  lostFile: {
    reason: 'the log beside it (-wal) is there, and the file itself is not, or is empty',
    fix: 'Put the file back that the log belongs to. To begin anew, move the files with -wal and -shm at their end away.',
  },
  moved: {
    reason: 'the file was moved, removed or replaced while the service ran',
    fix: 'Moved: put it back, and the service goes on by itself. Else start the service again; what it wrote is still in /proc until it ends (docs/OPERATIONS.md).',
  },
  lostLog: {
    reason: 'the log beside it (-wal) was removed while the service ran',
    fix: 'Stop the service, which carries what the log holds into the file, and start it again.',
  },
} satisfies Record<string, Advice>;

const OTHER = 'Look into the log of the service, and check DATABASE_URL, the disk and the rights of this user.';

/** Why a SQLite file cannot be used, and what to do. */
export function sqliteAdvice(error: unknown, path: string): Advice {
  if (error instanceof StoreFault) return error.advice ?? sqliteAdvice(error.cause, path);
  const code = sqliteCode(error);
  return (code === null ? ofSystem(error) : ofSqlite(code, path)) ?? { reason: reasonOf(error), fix: OTHER };
}

function ofSqlite(code: number, path: string): Advice | null {
  if (NOT_READ.has(code)) return advice.unread;
  switch (code & 0xff) {
    case BUSY:
      return advice.busy;
    case READ_ONLY:
      return rights(path) ?? advice.readOnly;
    case IO:
      return rights(path) ?? advice.refused;
    case CORRUPT:
      return advice.damaged;
    case FULL:
      return advice.full;
    case CANNOT_OPEN:
      return rights(path);
    case NO_DATABASE:
      return advice.noDatabase;
    default:
      return null;
  }
}

/** What the system says where a folder cannot be made or a file not looked at. */
function ofSystem(error: unknown): Advice | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOSPC' || code === 'EDQUOT') return advice.full;
  return code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR' || code === 'EEXIST'
    ? advice.noFolder
    : null;
}

/** What this user may not do there; null where that is not the trouble. */
function rights(path: string): Advice | null {
  const may = (place: string, how: number): boolean => {
    try {
      accessSync(place, how);
      return true;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'ENOENT';
    }
  };
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return advice.folder;
  if (!may(path, constants.R_OK)) return advice.closed;
  if (!may(path, constants.W_OK)) return advice.readOnly;
  return may(dirname(path), constants.W_OK | constants.X_OK) ? null : advice.closedFolder;
}
