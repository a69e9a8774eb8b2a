import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FromPdfThread, PdfTrouble, PdfWork } from './protocol.ts';

export interface PdfPage {
  /** From 1. */
  number: number;
  text: string;
}

/** What could be read of a PDF, and what was in the way of more. */
export interface PdfText {
  pages: PdfPage[];
  trouble: PdfTrouble | null;
}

export interface PdfLimits {
  mostBytes: number;
  mostPages: number;
  /** UTF-16 units of all pages. */
  mostText: number;
  ms: number;
  /** What the process may grow by meanwhile. Bytes. */
  memory: number;
}

const LIMITS: PdfLimits = {
  mostBytes: 50_000_000,
  mostPages: 2_000,
  mostText: 10_000_000,
  ms: 30_000,
  memory: 400_000_000,
};
/** The engine's own limit; what lies outside of its heap is looked at besides. */
const HEAP_MB = 256;
const LOOK_MS = 50;

/**
 * Reads the text of a PDF in a thread of its own, which is ended where the file turns out to be hostile: without an end, or of a size that it
 * does not look like. Never throws for what is in the file.
 */
export async function readPdf(
  bytes: Uint8Array,
  given: Partial<PdfLimits> = {},
  closing?: AbortSignal,
): Promise<PdfText> {
  const limits = { ...LIMITS, ...given };
  if (bytes.length > limits.mostBytes) return { pages: [], trouble: 'too large' };
  const work: PdfWork = { bytes: new Uint8Array(bytes), mostPages: limits.mostPages };
  // In src/ as in dist/.
  const worker = new Worker(new URL(`./pdf-thread${extname(import.meta.url)}`, import.meta.url), {
    workerData: work,
    transferList: [work.bytes.buffer as ArrayBuffer],
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    stdout: true,
    stderr: true,
  });
  const pages: PdfPage[] = [];
  let size = 0;
  const before = process.memoryUsage.rss();
  const trouble = await new Promise<PdfTrouble | null>((resolve) => {
    const timer = setTimeout(() => resolve('too slow'), limits.ms);
    const watch = setInterval(() => {
      if (process.memoryUsage.rss() - before > limits.memory) resolve('too much memory');
    }, LOOK_MS);
    worker.on('message', (news: FromPdfThread) => {
      if ('end' in news) return resolve(news.end);
      const text = tidied(news.text ?? '');
      size += text.length;
      if (size > limits.mostText) return resolve('too much text');
      if (text !== '') pages.push({ number: news.page, text });
    });
    worker.on('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'too much memory' : 'broken'),
    );
    worker.on('exit', () => resolve('broken'));
    closing?.addEventListener('abort', () => resolve('broken'), { once: true });
    worker.once('exit', () => {
      clearTimeout(timer);
      clearInterval(watch);
    });
  });
  await worker.terminate();
  return { pages, trouble: trouble ?? (pages.length === 0 ? 'no text' : null) };
}

/** Words that a line divides are joined again. */
const tidied = (text: string): string =>
  text
    .replace(/(\p{L})[-\u00ad]\n(\p{Ll})/gu, '$1$2')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
