import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openKnowledge } from '../../../../src/bots/llm/knowledge/knowledge.ts';
import { readPdf } from '../../../../src/bots/llm/knowledge/pdf/read-pdf.ts';
import { checkKnowledge } from '../../../../src/cli/check/knowledge.ts';
import type { Line } from '../../../../src/cli/check/line.ts';
import { wordsIn } from '../../../../src/cli/words/words.ts';
import { silentLog, type Log } from '../../../../src/observe/log.ts';
import { pdfOf } from './pdf-file.ts';

async function folderOf(files: Record<string, string | Buffer>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pdf-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes);
  return folder;
}

const list = pdfOf(
  [
    ['Lista de precios', 'El sill\xf3n Nube cuesta $ 250.000'],
    ['Entre-', 'gas los martes'],
  ],
  { compressed: true },
);
const locked = pdfOf([['secreto']], { encrypted: true });

test('a PDF is read page by page, and what it answers names the page; what cannot be read is told, the rest is known', async () => {
  const folder = await folderOf({
    'precios.pdf': list,
    'clave.pdf': locked,
    'roto.pdf': 'no es',
    'a.md': '# Envío\n\nGratis.',
  });
  const warned: string[] = [];
  const log = {
    ...silentLog(),
    warn: (fields: object, text: string) => void warned.push(`${JSON.stringify(fields)} ${text}`),
  } as Log;
  const knowledge = await openKnowledge({ folder, faqFile: null, language: 'es', log, lookMs: 3_600_000 });
  onTestFinished(() => knowledge.close());
  await knowledge.ready;
  expect(knowledge.find('cuánto sale el sillón nube')[0]).toMatchObject({
    source: 'precios.pdf (p. 1)',
    text: 'Lista de precios\nEl sillón Nube cuesta $ 250.000',
  });
  expect(knowledge.find('entregas')[0]?.source).toBe('precios.pdf (p. 2)');
  expect(knowledge.find('envío')[0]?.source).toBe('a.md');
  expect(warned.map((line) => line.replace(folder, ''))).toEqual([
    '{"file":"clave.pdf"} a PDF of the knowledge is protected by a password: save it without one',
    '{"file":"roto.pdf"} a PDF of the knowledge is damaged, or no PDF: export it anew',
  ]);
  // It is not read again at every look.
  await knowledge.look();
  expect(warned.length).toBe(2);
});

test('check names what the bot will not know, in both languages', async () => {
  const folder = await folderOf({ 'b.pdf': locked, 'c.pdf': pdfOf([[]]), 'd.docx': 'x', 'a.pdf': list });
  const lines: Line[] = [];
  for await (const line of checkKnowledge(folder, wordsIn('es').check)) lines.push(line);
  expect(lines.map(({ state, detail }) => `${state}: ${detail}`)).toEqual([
    'warning: BOT_KNOWLEDGE: d.docx no se lee: solo Markdown, texto, CSV y PDF',
    'warning: BOT_KNOWLEDGE: b.pdf está protegido con contraseña: guardalo sin ella',
    'warning: BOT_KNOWLEDGE: c.pdf no tiene texto, solo imágenes (un escaneo): pasalo por un OCR',
  ]);
});

test('a hostile PDF ends its own thread alone: without an end, larger than it looks, with too many pages, or cut', async () => {
  const pages = pdfOf(Array.from({ length: 30 }, (_, n) => [`Hoja ${n}`]));
  expect(await readPdf(pages, { mostPages: 3 })).toMatchObject({ trouble: 'too many pages', pages: [{}, {}, {}] });
  expect(await readPdf(pages, { mostText: 20 })).toMatchObject({ trouble: 'too much text' });
  expect(await readPdf(pages, { mostBytes: 100 })).toMatchObject({ trouble: 'too large', pages: [] });
  expect(await readPdf(pages, { ms: 1 })).toMatchObject({ trouble: 'too slow' });
  const bomb = pdfOf([['x']], { compressed: true, content: Buffer.alloc(200_000_000) });
  expect(bomb.length).toBeLessThan(300_000);
  expect(await readPdf(bomb, { memory: 40_000_000 })).toMatchObject({ trouble: 'too much memory' });
  for (const bytes of [Buffer.alloc(0), Buffer.from('%PDF-1.7'), list.subarray(0, 400), Buffer.from('MZ and more')])
    expect(await readPdf(bytes)).toEqual({ pages: [], trouble: 'broken' });
});
