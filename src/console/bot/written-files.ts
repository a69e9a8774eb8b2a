import { createHash } from 'node:crypto';
import { open, readdir, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import type { Settings } from '../../config.ts';
import { NotPossible } from '../not-possible.ts';

/** A file that the settings name, or that lies in a folder they name: nothing else is read or written here. */
export interface WrittenFile {
  /** `faq`, `prompt` or `knowledge:NAME`. */
  id: string;
  name: string;
  /** Where it really lies. */
  path: string;
}

/** Bytes: more than anybody types, and less than a body may have. */
export const MOST_BYTES = 400_000;
/** Files of a folder that are listed. */
const MOST_FILES = 500;
const EDITED = new Set(['.md', '.markdown', '.txt', '.csv']);

/** What of a bot is written in files, as the settings name them. */
export async function writtenFiles({ bot }: Pick<Settings, 'bot'>): Promise<WrittenFile[]> {
  const files: WrittenFile[] = [];
  const named = [
    ['faq', bot.faqFile],
    ['prompt', bot.chain.includes('llm') ? bot.llm.promptFile : null],
  ] as const;
  for (const [id, given] of named) {
    const path = given === null ? null : await realFile(given);
    if (path !== null) files.push({ id, name: basename(path), path });
  }
  const folder = bot.chain.includes('llm') ? bot.llm.knowledge : null;
  if (folder !== null) files.push(...(await filesIn(folder)));
  return files;
}

/**
 * Those directly in the folder that are text. A link is none of them, wherever it leads: what lies outside is not the folder's. Listed
 * from the disk each time, so that a name can only be one that is there.
 */
async function filesIn(folder: string): Promise<WrittenFile[]> {
  const root = await realpath(folder).catch(() => null);
  if (root === null) return [];
  const entries = await readdir(root, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && EDITED.has(extname(entry.name).toLowerCase()))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .slice(0, MOST_FILES)
    .map(({ name }) => ({ id: `knowledge:${name}`, name, path: join(root, name) }));
}

/** Null where it is no file. */
async function realFile(path: string): Promise<string | null> {
  const real = await realpath(path).catch(() => null);
  const isFile =
    real !== null &&
    (await stat(real).then(
      (it) => it.isFile(),
      () => false,
    ));
  return isFile ? real : null;
}

/** @throws NotPossible where the settings name no such file. */
export async function writtenFile(settings: Pick<Settings, 'bot'>, id: string): Promise<WrittenFile> {
  const file = (await writtenFiles(settings)).find((one) => one.id === id);
  if (!file) throw new NotPossible(404, 'unknown', 'the settings name no such file');
  return file;
}

export const digestOf = (content: string): string => createHash('sha256').update(content).digest('hex').slice(0, 32);

/** @throws NotPossible where it is too large, or no text in UTF-8. */
export async function readWritten({ path }: WrittenFile): Promise<string> {
  const { size } = await stat(path).catch(() => gone());
  if (size > MOST_BYTES) throw tooLarge();
  const bytes = await readFile(path).catch(() => gone());
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new NotPossible(422, 'encoding', 'the file is not UTF-8: save it as UTF-8 in a program of texts first');
  }
}

/**
 * Writes all of a file, or nothing: beside it first, then in its place. Whoever reads it sees the old words or the new ones.
 *
 * @param base what its writer had before them; where something else is on the disk by now, nothing is written
 */
export async function writeWritten(file: WrittenFile, content: string, base: string): Promise<void> {
  checkContent(content);
  if (digestOf(await readWritten(file)) !== base)
    throw new NotPossible(409, 'changed', 'the file was changed meanwhile');
  const { mode } = await stat(file.path);
  const beside = join(dirname(file.path), `.${basename(file.path)}.${process.pid}.new`);
  try {
    const handle = await open(beside, 'w', mode & 0o777);
    try {
      await handle.writeFile(content, 'utf8');
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file.path);
  } catch (error) {
    await rm(beside, { force: true });
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw new NotPossible(503, 'unwritable', `the file could not be written (${code})`);
  }
}

/** @throws NotPossible where nobody could have meant it. */
export function checkContent(content: string): void {
  if (Buffer.byteLength(content) > MOST_BYTES) throw tooLarge();
  if (content.includes('\0')) throw new NotPossible(422, 'no_text', 'this is no text');
  if (!content.isWellFormed()) throw new NotPossible(422, 'no_text', 'this is no text in UTF-8');
}

const tooLarge = () => new NotPossible(422, 'large', `at most ${MOST_BYTES / 1_000} kB are edited here`);

function gone(): never {
  throw new NotPossible(404, 'unknown', 'the file is not there any more');
}
