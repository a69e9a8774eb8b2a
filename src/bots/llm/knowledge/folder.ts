import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Misconfigured } from '../../../errors.ts';

/** A file that is read, as it was when the folder was looked at. */
export interface Listed {
  /** From the folder, with `/`. */
  name: string;
  path: string;
  /** Another one: it was changed. */
  mark: string;
  bytes: number;
}

export interface Listing {
  files: Listed[];
  /** Files of other kinds, which are not read. */
  passed: string[];
}

/** Larger collections were named by mistake. */
const MOST_BYTES = 50_000_000;
const READ = /\.(md|markdown|txt|csv|tsv|pdf)$/i;

export const isPdf = ({ name }: Pick<Listed, 'name'>): boolean => /\.pdf$/i.test(name);

/** How much text is in these files; of a PDF most is something else. Bytes. */
export const textBytes = (files: readonly Listed[]): number =>
  files.reduce((sum, file) => sum + (isPdf(file) ? file.bytes / 10 : file.bytes), 0);

/** @throws Misconfigured where it is no folder, or holds too much. */
export async function listFolder(folder: string): Promise<Listing> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'does not exist' : code === 'ENOTDIR' ? 'is no folder' : `cannot be read (${code})`;
    throw new Misconfigured(`BOT_KNOWLEDGE: ${folder} ${why}. Name a folder with Markdown, text, CSV or PDF files.`);
  });
  const files: Listed[] = [];
  const passed: string[] = [];
  // What only points elsewhere is not followed; hidden files are of editors and of version control.
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path).replaceAll('\\', '/');
    if (/(^|\/)\./.test(name)) continue;
    if (!READ.test(name)) {
      passed.push(name);
      continue;
    }
    const facts = await stat(path).catch(() => null);
    if (facts) files.push({ name, path, bytes: facts.size, mark: `${facts.size} ${facts.mtimeMs}` });
  }
  const bytes = textBytes(files);
  if (bytes > MOST_BYTES)
    throw new Misconfigured(
      `BOT_KNOWLEDGE: ${folder} holds ${Math.ceil(bytes / 1e6)} MB of text, at most ${MOST_BYTES / 1e6} MB are read.`,
    );
  return { files: files.sort((a, b) => (a.name < b.name ? -1 : 1)), passed };
}

/** The text of a file; what is not UTF-8 is read as Windows writes it. */
export async function readText({ path }: Pick<Listed, 'path'>): Promise<string> {
  const bytes = await readFile(path);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
