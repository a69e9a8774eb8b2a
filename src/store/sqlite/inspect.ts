import { existsSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Advice } from '../advice.ts';
import { sqliteCode } from '../fault.ts';
import { advice } from './faults.ts';

/** Looked through at once: 20 ms. A gigabyte takes a second and more, in a thread. Bytes. */
const SMALL = 16 * 1024 * 1024;

/** Gives one row: `ok`, or the first fault. */
const CHECK = 'pragma quick_check(1)';

/** The same as `check`; as text, for the reason given in `checkpoint-thread.ts`. */
const PROGRAM = `
  const { DatabaseSync } = require('node:sqlite');
  const { parentPort, workerData } = require('node:worker_threads');
  const codeOf = (place) => {
    let database;
    try {
      database = new DatabaseSync(place, { readOnly: true, timeout: 2500 });
      return Object.values(database.prepare('${CHECK}').get())[0] === 'ok' ? 0 : 11;
    } catch (error) {
      return error.errcode ?? 1;
    } finally {
      database?.close();
    }
  };
  const whole = codeOf(workerData.path);
  parentPort.postMessage({ whole, alone: whole === 0 ? 0 : codeOf(workerData.alone) });
`;

/** What is wrong with a file; null where nothing is. */
export interface Inspection {
  /** Never rejects. */
  found: Promise<Advice | null>;
  end(): void;
}

/**
 * Looks through a file that is not open yet, and changes nothing in it: SQLite itself notices a damaged page only when it comes to it, and
 * would carry a log that belongs to another file into this one.
 *
 * @returns what is wrong with it; `large` where that takes a thread (`inspectAside`).
 */
export function inspect(path: string): Advice | null | 'large' {
  const [size, log] = [sizeOf(path), sizeOf(`${path}-wal`)];
  // SQLite would remove the log and begin anew.
  if (size === 0) return log > 0 ? advice.lostFile : null;
  if (size + log > SMALL) return 'large';
  const whole = check(path);
  return verdict(whole, whole === 0 ? 0 : check(alone(path)), path);
}

/** The same of a large one, while everything else goes on. */
export function inspectAside(path: string): Inspection {
  const worker = new Worker(PROGRAM, { eval: true, workerData: { path, alone: alone(path) } });
  worker.unref();
  const found = new Promise<Advice | null>((resolve) => {
    worker.once('message', (seen: { whole: number; alone: number }) => resolve(verdict(seen.whole, seen.alone, path)));
    // Without a thread nothing is known of it.
    worker.once('error', () => resolve(null));
    worker.once('exit', () => resolve(null));
  });
  return { found, end: () => void worker.terminate() };
}

/** The file without its log, as a URL. */
const alone = (path: string): string => `${pathToFileURL(path).href}?immutable=1`;

function check(place: string): number {
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(place, { readOnly: true, timeout: 2_500 });
    return Object.values(database.prepare(CHECK).get() ?? {})[0] === 'ok' ? 0 : 11;
  } catch (error) {
    return sqliteCode(error) ?? 1;
  } finally {
    database?.close();
  }
}

/** Other faults (a lock, rights) are told by whoever opens it. */
function verdict(whole: number, fileAlone: number, path: string): Advice | null {
  if ((whole & 0xff) === 26) return advice.noDatabase;
  if ((whole & 0xff) !== 11) return null;
  return fileAlone === 0 && sizeOf(`${path}-wal`) > 0 ? advice.strayLog : advice.damaged;
}

const sizeOf = (path: string): number => (existsSync(path) ? statSync(path).size : 0);
