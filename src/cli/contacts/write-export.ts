import { mkdirSync, openSync, closeSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Misconfigured } from '../../errors.ts';
import type { Store } from '../../store/open.ts';
import { exportEntries } from '../../store/people/export-entries.ts';
import type { Known } from '../../store/people/forget/known.ts';
import { cleanFileName } from '../../wire/file-name.ts';

/** For its owner alone. */
const [FOLDER, FILE] = [0o700, 0o600];

/**
 * Writes `person.json` and the files into a folder that is not there yet.
 *
 * @returns how many files
 * @throws Misconfigured where something of that name is there: nothing is overwritten
 */
export async function writeExport(store: Store, known: readonly Known[], folder: string, at: Date): Promise<number> {
  try {
    mkdirSync(folder, { mode: FOLDER });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST')
      throw new Misconfigured(`--to: ${folder} is there already; nothing is overwritten.`, { cause: error });
    throw new Misconfigured(`--to: the folder ${folder} cannot be made: ${code ?? 'unknown'}.`, { cause: error });
  }
  let files = 0;
  for await (const { path, bytes } of exportEntries(store, known, { at, clean: cleanFileName })) {
    if (path.startsWith('files/')) {
      if (files === 0) mkdirSync(join(folder, 'files'), { mode: FOLDER });
      files += 1;
    }
    await writeBytes(join(folder, path), bytes);
  }
  return files;
}

async function writeBytes(path: string, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  const file = openSync(path, 'wx', FILE);
  try {
    for await (const piece of pieces) writeSync(file, piece);
  } finally {
    closeSync(file);
  }
}
