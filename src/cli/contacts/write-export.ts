import { mkdirSync, openSync, closeSync, writeSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Misconfigured } from '../../errors.ts';
import type { Store } from '../../store/open.ts';
import { exportPerson, filesOf } from '../../store/people/export-person.ts';
import type { Known } from '../../store/people/forget/known.ts';
import { readPieces } from '../../store/files/pieces.ts';
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
  let count = 0;
  const channels = [];
  for (const one of known) {
    const { channel, tables, events } = await exportPerson(store.db, one);
    const files: object[] = [];
    for (const { id, message_id: message, position, name, mime } of await filesOf(store.db, one.contactIds)) {
      if (count === 0) mkdirSync(join(folder, 'files'), { mode: FOLDER });
      // A name of a stranger's: a name only, and never the same twice.
      const file = join('files', `${id}-${cleanFileName(name) ?? 'file'}`);
      await writeBytes(join(folder, file), readPieces(store.db, id));
      files.push({ file, message, position, mime });
      count += 1;
    }
    channels.push({ channel, kept_files: files, ...tables, events });
  }
  const text = JSON.stringify({ exported_at: at.toISOString(), channels }, null, 2);
  writeFileSync(join(folder, 'person.json'), `${text}\n`, { mode: FILE, flag: 'wx' });
  return count;
}

async function writeBytes(path: string, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  const file = openSync(path, 'wx', FILE);
  try {
    for await (const piece of pieces) writeSync(file, piece);
  } finally {
    closeSync(file);
  }
}
