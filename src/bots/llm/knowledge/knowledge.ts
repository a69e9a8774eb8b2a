import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { reasonOf } from '../../../errors.ts';
import type { Log } from '../../../observe/log.ts';
import { loadFaq } from '../../faq/file/load.ts';
import type { Language } from '../../faq/say/words.ts';
import { CompactIndex } from './compact/compact-index.ts';
import { csvPassages } from './csv.ts';
import { faqPassages } from './faq.ts';
import { isPdf, listFolder, readText, textBytes, type Listed } from './folder.ts';
import { KnowledgeIndex } from './index.ts';
import { markdownPassages } from './markdown.ts';
import type { Passage } from './passage.ts';
import type { Found, PassageIndex } from './passage-index.ts';
import { pdfPassages } from './pdf/pdf-passages.ts';
import { readPdf } from './pdf/read-pdf.ts';
import { pdfTrouble } from './pdf/trouble-words.ts';
import { slices } from './slices.ts';

export interface KnowledgeOptions {
  /** `BOT_KNOWLEDGE`. */
  folder: string | null;
  /** `BOT_FAQ`. */
  faqFile: string | null;
  language: Language;
  log: Log;
  /** Milliseconds between two looks at the files; 5,000 where absent. */
  lookMs?: number;
}

/** What the business wrote, to be searched. Looked at again now and then: what was changed is found a moment later. */
export interface Knowledge {
  /** Resolves once all of it can be found. */
  ready: Promise<void>;
  /** Passages, as they are found now. */
  readonly size: number;
  find(query: string, most?: number): Found[];
  /** Whether a word, or one like it, stands anywhere in it. */
  knows(word: string): boolean;
  /** Looks at the files now. */
  look(): Promise<void>;
  close(): void;
}

/** Up to here two keys for each word cost little, and find more. Bytes. */
const SMALL = 2_000_000;
const LOOK_MS = 5_000;
/** Passages given for one search. */
const GIVEN = 4;

/** @throws Misconfigured where a file or the folder cannot be read. */
export async function openKnowledge(options: KnowledgeOptions): Promise<Knowledge> {
  const { folder, faqFile, log } = options;
  const first = await list(options);
  if (faqFile !== null) await loadFaq(faqFile, options.language);
  if (first.passed.length > 0) {
    const files = first.passed.slice(0, 5);
    log.warn(
      { folder, files, count: first.passed.length },
      'files of other kinds are not read: Markdown, text, CSV and PDF are',
    );
  }
  let isSmall = textBytes(first.files) < SMALL;
  let index: PassageIndex = indexFor(isSmall);
  let marks = new Map<string, string>();
  const closing = new AbortController();
  /** Files that could not be read: told once. */
  const told = new Set<string>();

  const passagesOf = async (file: Listed): Promise<Iterable<Passage>> => {
    if (file.path === faqFile) return faqPassages(await loadFaq(faqFile, options.language), file.name);
    if (isPdf(file)) {
      const { pages, trouble } = await readPdf(await readFile(file.path), {}, closing.signal);
      if (trouble !== null && !closing.signal.aborted)
        log.warn({ file: file.name }, `a PDF of the knowledge ${pdfTrouble.en[trouble]}`);
      return pdfPassages(pages, file.name);
    }
    const text = await readText(file);
    return /\.[ct]sv$/i.test(file.name) ? csvPassages(text, file.name) : markdownPassages(text, file.name);
  };
  const read = async (into: PassageIndex, file: Listed) => {
    const rest = slices();
    const ids: number[] = [];
    for (const passage of await passagesOf(file)) {
      into.add(passage, ids);
      await rest();
      if (closing.signal.aborted) return;
    }
    for (const id of into.replace(file.name, ids)) {
      into.remove(id);
      await rest();
    }
  };
  const apply = async (files: Listed[]) => {
    const isNowSmall = textBytes(files) < SMALL;
    const isAnew = isNowSmall !== isSmall || index.size === 0 || index.isWorn;
    const into = isAnew ? indexFor(isNowSmall) : index;
    const before = isAnew ? new Map<string, string>() : marks;
    const after = new Map(files.map(({ name, mark }) => [name, mark]));
    const rest = slices();
    for (const file of files) {
      if (before.get(file.name) === file.mark) continue;
      await read(into, file).catch((error: unknown) => {
        // As it was, until it can be read again.
        after.set(file.name, before.get(file.name) ?? '');
        if (told.has(file.name)) return;
        told.add(file.name);
        log.warn(
          { file: file.name, reason: reasonOf(error) },
          'a file of the knowledge could not be read, the earlier one counts',
        );
      });
      if (after.get(file.name) === file.mark) told.delete(file.name);
      if (closing.signal.aborted) return;
    }
    for (const name of before.keys()) {
      if (after.has(name)) continue;
      for (const id of into.replace(name, [])) {
        into.remove(id);
        await rest();
      }
    }
    index = into;
    isSmall = isNowSmall;
    marks = after;
    log.info({ files: files.length, passages: into.size }, 'the knowledge is read');
  };
  /** One at a time. */
  let running = apply(first.files);
  const look = () => {
    running = running.then(async () => {
      const listing = await list(options).catch((error: unknown) => {
        log.warn({ reason: reasonOf(error) }, 'the knowledge cannot be looked at, the earlier one counts');
        return null;
      });
      if (listing && !closing.signal.aborted && isOther(listing.files, marks)) await apply(listing.files);
    });
    return running;
  };
  const timer = setInterval(() => void look(), options.lookMs ?? LOOK_MS);
  timer.unref();
  return {
    ready: running,
    get size() {
      return index.size;
    },
    find: (query, most = GIVEN) => index.find(query, most),
    knows: (word) => index.knows(word),
    look,
    close() {
      closing.abort();
      clearInterval(timer);
    },
  };
}

async function list({ folder, faqFile }: KnowledgeOptions): Promise<{ files: Listed[]; passed: string[] }> {
  const { files, passed } = folder === null ? { files: [], passed: [] } : await listFolder(folder);
  if (faqFile === null) return { files, passed };
  const { stat } = await import('node:fs/promises');
  const facts = await stat(faqFile).catch(() => null);
  const mark = facts ? `${facts.size} ${facts.mtimeMs}` : '';
  const own = { name: basename(faqFile), path: faqFile, mark, bytes: facts?.size ?? 0 };
  return { files: [own, ...files.filter(({ name }) => name !== own.name)], passed };
}

const indexFor = (isSmall: boolean): PassageIndex => (isSmall ? new KnowledgeIndex() : new CompactIndex());

const isOther = (files: Listed[], marks: ReadonlyMap<string, string>): boolean =>
  files.length !== marks.size || files.some(({ name, mark }) => marks.get(name) !== mark);
