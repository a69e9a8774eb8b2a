import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Misconfigured, reasonOf } from '../errors.ts';

/**
 * Writes a whole copy of a SQLite ledger as it is at one moment, also while a service works on it: that goes on meanwhile. The file
 * appears under its name only once it is complete, looked through and on the disk.
 *
 * @returns its size in bytes
 * @throws Misconfigured where there is such a file already, or it cannot be written
 */
export function backupFile(ledger: string, to: string): number {
  const target = resolve(to);
  const part = `${target}.part`;
  if (existsSync(target)) throw new Misconfigured(`${target} is there already. Name another file, or remove it.`);
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
    copy.close();
    if (first?.['quick_check'] !== 'ok') throw new Error('the copy is damaged');
    onDisk(part);
    renameSync(part, target);
    onDisk(dirname(target));
    return statSync(target).size;
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
