import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { expect, onTestFinished, test } from 'vitest';
import { csvPassages } from '../../../src/bots/llm/knowledge/csv.ts';
import { openKnowledge, type Knowledge } from '../../../src/bots/llm/knowledge/knowledge.ts';
import { markdownPassages } from '../../../src/bots/llm/knowledge/markdown.ts';
import { PASSAGE_MOST } from '../../../src/bots/llm/knowledge/passage.ts';
import { silentLog } from '../../../src/observe/log.ts';
import { exampleFaq } from '../../../src/bots/open.ts';
import { folderWith, SHOP } from './rig.ts';

async function knowledgeOf(folder: string | null, faqFile: string | null = null): Promise<Knowledge> {
  // Looked at by hand alone.
  const knowledge = await openKnowledge({ folder, faqFile, language: 'es', log: silentLog(), lookMs: 3_600_000 });
  onTestFinished(() => knowledge.close());
  await knowledge.ready;
  return knowledge;
}

test('Markdown is divided at its headings, outside of fences, and long parts at blank lines', () => {
  const long = `${'palabra '.repeat(150)}\n\n${'otra '.repeat(150)}`;
  const text = `antes\n# Uno\nuno\n## Dos ##\ndos\n\`\`\`\n# no\n\`\`\`\n### Tres\n${long}\n#### cuatro\n# Cinco\ncinco`;
  const found = [...markdownPassages(text, 'a.md')];
  expect(found.map(({ head, path }) => [path, head])).toEqual([
    ['', ''],
    ['', 'Uno'],
    ['Uno', 'Dos'],
    ['Uno › Dos', 'Tres'],
    ['Uno › Dos', 'Tres'],
    ['', 'Cinco'],
  ]);
  expect(found[2]!.text).toContain('# no');
  for (const { text: piece } of found) expect(piece.length).toBeLessThanOrEqual(PASSAGE_MOST);
});

test('a table is divided into rows, whatever divides its cells', () => {
  for (const sign of [',', ';', '\t']) {
    const rows = [`name${sign}price`, `"a ""big""${sign} one"${sign}10`, '', `b${sign}`].join('\n');
    expect([...csvPassages(rows, 'p.csv')].map(({ head, text }) => [head, text])).toEqual([
      [`a "big"${sign === '\t' ? '' : sign} one`.replace('\t', ' '), expect.stringContaining('price: 10')],
      ['b', 'name: b'],
    ]);
  }
});

test('what people ask finds its passage, with other words, slips and without accents', async () => {
  const knowledge = await knowledgeOf(await folderWith(SHOP));
  const first = (query: string) => knowledge.find(query)[0]?.head;
  expect(first('cuanto sale el embío a Córdoba?')).toBe('Envíos');
  expect(first('puedo devolver una silla')).toBe('Devoluciones');
  expect(first('precio del sillon nuve')).toBe('Sillón Nube');
  expect(knowledge.find('zzz qqq')).toEqual([]);
  const faq = await knowledgeOf(null, exampleFaq);
  expect(faq.find('¿tienen delivery? reparten a casa')[0]?.head).toBe('¿Hacen envíos?');
});

test('what is changed, added or deleted counts; what cannot be read is as it was', async () => {
  const folder = await folderWith({ 'a.md': '# Perros\nladran', 'b.md': '# Gatos\nmaullan', 'c.png': 'x' });
  const knowledge = await knowledgeOf(folder);
  await writeFile(join(folder, 'a.md'), '# Pájaros\nvuelan alto');
  await writeFile(join(folder, 'd.txt'), 'las tortugas caminan');
  await rm(join(folder, 'b.md'));
  await knowledge.look();
  const found = ['perros', 'pajaros', 'gatos', 'tortugas'].map((word) => knowledge.find(word).length);
  expect(found).toEqual([0, 1, 0, 1]);
  await rm(folder, { recursive: true });
  await knowledge.look();
  expect(knowledge.find('tortugas')).toHaveLength(1);
});

test('a folder that is not there is told, with what to do', async () => {
  await expect(knowledgeOf('/nowhere/at-all')).rejects.toThrow('BOT_KNOWLEDGE: /nowhere/at-all does not exist');
});

test('two megabytes are read without holding anybody up', async () => {
  const words = Array.from({ length: 5_000 }, (_, at) => `palabra${at.toString(36)}`);
  const text = Array.from({ length: 1_500 }, (_, at) => {
    const part = Array.from({ length: 120 }, (_, to) => words[(at * 131 + to * to * 7) % words.length]);
    return `## Parte ${at}\n\n${part.join(' ')}\n`;
  }).join('\n');
  const folder = await folderWith({ 'large.md': text, 'small.md': '# Horario\nabrimos a las nueve' });
  let turns = 0;
  const counting = setInterval(() => turns++, 1);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const knowledge = await knowledgeOf(folder);
  delay.disable();
  clearInterval(counting);
  // Whoever has to wait elsewhere has many turns meanwhile, and half of them come soon, on however busy a machine.
  expect(turns).toBeGreaterThan(10);
  expect(delay.percentile(50) / 1e6).toBeLessThan(70);
  expect(knowledge.find('horario')[0]?.source).toBe('small.md');
});
