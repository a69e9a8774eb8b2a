import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Misconfigured, reasonOf } from '../errors.ts';
import { isUpToDate } from './migrate.ts';
import { assureSound } from './sqlite/open-file.ts';

/** A copy of a ledger. */
interface Backup {
  bytes: number;
  /** The tables are those of this version. */
  isUpToDate: boolean;
}

/**
 * Writes a whole copy of a SQLite ledger as it is at one moment, also while a service works on it: that goes on meanwhile. The file
 * appears under its name only once it is complete, looked through and on the disk. The ledger stays as it is, also one of an older version,
 * so that this version can go on with it or with the copy.
 *
 * @throws Misconfigured where there is such a file already, or it cannot be written
 */
export async function backupFile(ledger: string, to: string): Promise<Backup> {
  const target = resolve(to);
  const part = `${target}.part`;
  if (existsSync(target)) throw new Misconfigured(`${target} is there already. Name another file, or remove it.`);
  await assureSound(ledger);
  rmSync(part, { force: true });
  try {
    const source = new DatabaseSync(ledger, { timeout: 10_000 });
    try {
      source.prepare('vacuum into ?').run(part);
    } finally {
      source.close();
    }
    const copy = new DatabaseSync(part, { readOnly: true });
    const [first] = copy.prepare('pragma quick_check').all();
    const taken = copy.prepare('select name from kysely_migration').all();
    copy.close();
    if (first?.['quick_check'] !== 'ok') throw new Error('the copy is damaged');
    onDisk(part);
    renameSync(part, target);
    onDisk(dirname(target));
    return { bytes: statSync(target).size, isUpToDate: isUpToDate(taken.map(({ name }) => String(name))) };
  } catch (error) {
    rmSync(part, { force: true });
    throw new Misconfigured(`The backup could not be written to ${target}: ${reasonOf(error)}.`, { cause: error });
  }
}

function onDisk(path: string): void {
  const file = openSync(path, 'r');
  fsyncSync(file);
  closeSync(file);
}
