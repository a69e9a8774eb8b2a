import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCases } from '../../src/bots/eval/cases.ts';
import { readMcpFile } from '../../src/bots/llm/mcp/mcp-file.ts';
import { loadTools } from '../../src/bots/llm/tools/tools-file.ts';
import { linesInSpanish } from '../../src/cli/words/spanish.ts';
import { settingsFaults } from '../../src/config.ts';
import { openDesk } from './run.ts';

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'optiatiende-faults-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const english =
  /\b(the|is|are|expected|received|invalid|unrecognized|missing|field|line|folder|neither|at least|at most|has|says)\b/i;

/** What is said of a text that stands in a file. */
async function said(text: string, read: (path: string) => unknown): Promise<string> {
  const path = join(folder, 'x');
  writeFileSync(path, text);
  const error = await Promise.resolve()
    .then(() => read(path))
    .then(
      () => new Error('nothing was wrong'),
      (thrown: unknown) => thrown as Error,
    );
  return linesInSpanish(error.message).replaceAll(`${folder}/`, '');
}
const mcp = (path: string) => readMcpFile(path, new Map());
const tools = (path: string) => loadTools(path, new Map());

test.each([
  ['{"servers":[{"name":"x y","url":5},{"nam":"b"}]}', 'servers[1].nam: no es un campo de acá'],
  ['{"servers":[{"nam":"b"}]}', 'servers[0].url: falta'],
  ['{"servers":[{"name":"b","url":5}]}', 'servers[0].url: tiene que ser un texto'],
  ['{"servers":[]}', 'servers: tiene que tener 1 o más'],
  ['{"servers":[{"name":"b","url":"x","timeout":0}]}', 'servers[0].timeout: tiene que ser 0.1 o más'],
  ['{"servers":[{"name":"b","url":"x","tools":{}}]}', 'servers[0].tools: tiene que ser una lista'],
  ['[]', 'tiene que ser un objeto'],
  ['{"servers": [', 'no es YAML ni JSON: línea 1'],
])('of BOT_MCP: %s', async (text, wanted) => {
  const told = await said(text, mcp);
  expect(told).toContain(wanted);
  expect(told).toMatch(/^BOT_MCP: x: /);
  expect(told).not.toMatch(english);
});

test.each([
  ['{"tools":[{"name":"a b","metod":"GET"}]}', 'tools[0].metod: no es un campo de acá'],
  [
    '{"tools":[{"name":"ab","url":"https://x.example","description":"d","method":"DANCE"}]}',
    'tools[0].method: tiene que ser',
  ],
  ['{"tools":', 'no es YAML ni JSON'],
])('of BOT_TOOLS: %s', async (text, wanted) => {
  const told = await said(text, tools);
  expect(told).toContain(wanted);
  expect(told).not.toMatch(english);
});

test.each([
  ['{"ask": "hola", "must": {"contain": "x"}}', 'must.contain: no es un campo de acá'],
  ['{"ask": "hola", "must": {}}', 'must: no dice nada que se tenga que cumplir'],
  ['{"must": {"hands_off": "si"}}', 'must.hands_off: tiene que ser true o false'],
  ['{"must": {"not": "x"}}', 'ask: falta'],
  ['{"ask": 5, "must": {"contains": "x"}}', 'ask: no tiene ninguna de las formas que van acá'],
  ['{"ask": "x", "must": {"language": "fr"}}', 'must.language: tiene que ser uno de "es", "en"'],
])('of an exam: %s', async (text, wanted) => {
  const told = await said(text, () => readCases('casos.jsonl', text));
  expect(told).toContain(wanted);
  expect(told).toMatch(/^casos\.jsonl:1: /);
  expect(told).not.toMatch(english);
});

/** What else is said of these files, as it comes out of the code. */
const sentences = [
  'BOT_TOOLS: t.json: it cannot be read (EACCES). Name a file with your HTTP calls.',
  'BOT_MCP: m.json: it cannot be read (EACCES). Name a file with your MCP servers.',
  'BOT_TOOLS: t.json: tool ab: its name is taken',
  'BOT_TOOLS: t.json: tool ab: headers: {X} is not in BOT_TOOLS_SECRETS',
  'BOT_TOOLS: t.json: tool ab: url: an http(s) address; its host stands there as it is, without {…} and without a user',
  'BOT_TOOLS: t.json: tool ab: url: {y} is none of its parameters',
  'BOT_TOOLS: t.json: tool ab: known: y is none of its parameters',
  'BOT_TOOLS: t.json: tool ab: parameters: person is added by us',
  'BOT_TOOLS: t.json: tool ab: parameters: no JSON Schema that can be checked: «x»',
  'BOT_MCP: server b: tool x: its name is taken',
  'BOT_MCP: server b: tool x: it has no description: pin what the model is told of it (`optiatiende bot mcp` prints it)',
  'BOT_MCP: m.json: server b: url: an http(s) address without a user and a fragment',
  'BOT_PROMPT: p.md cannot be read (EACCES). Name a Markdown file that tells the bot who it is.',
  'BOT_PROMPT: p.md has 9 bytes, at most 8 are allowed. Put facts into BOT_KNOWLEDGE.',
  'BOT_PROMPT: p.md is empty. Tell the bot in it who it is and what it does.',
  'BOT_KNOWLEDGE: k does not exist. Name a folder with Markdown, text, CSV or PDF files.',
  'BOT_KNOWLEDGE: k is no folder. Name a folder with Markdown, text, CSV or PDF files.',
  'BOT_KNOWLEDGE: k cannot be read (EACCES). Name a folder with Markdown, text, CSV or PDF files.',
  'BOT_KNOWLEDGE: k holds 30 MB of text, at most 20 MB are read.',
  'BOT_SYNONYMS: s.txt does not exist. Name a text file with lines like "mp = mercado pago".',
  'BOT_SYNONYMS: s.txt cannot be read (EACCES). Name a text file with lines like "mp = mercado pago".',
  'BOT_FAQ: f.md does not exist. Name a Markdown file with questions and answers.',
  'BOT_FAQ: f.md is a folder. Name a Markdown file with questions and answers.',
  'BOT_FAQ: f.md cannot be read (EACCES). Name a Markdown file with questions and answers.',
  'casos.jsonl: holds no cases. Write one JSON object a line: docs/FAQ.md.',
];
test.each(sentences)('%s', (sentence) => {
  const told = linesInSpanish(sentence);
  expect(told).not.toBe(sentence);
  expect(told).not.toMatch(
    /\b(the|is|are|it|its|with|which|what|not|does|name a|added|taken|of|holds|tool|server|cannot|read)\b/i,
  );
});

test('a folder of knowledge that is none is told with the other wrong settings', () => {
  const set = { BOT: 'llm', LLM_BASE_URL: 'http://127.0.0.1:9/v1', LLM_MODEL: 'm', BOT_PER_HOUR: 'x' };
  const wrong = (path: string) => settingsFaults({ ...set, BOT_KNOWLEDGE: path }).map(({ variable }) => variable);
  writeFileSync(join(folder, 'papel.md'), 'x');
  expect(wrong(join(folder, 'nope'))).toEqual(['BOT_PER_HOUR', 'BOT_KNOWLEDGE']);
  expect(wrong(join(folder, 'papel.md'))).toEqual(['BOT_PER_HOUR', 'BOT_KNOWLEDGE']);
  expect(wrong(folder)).toEqual(['BOT_PER_HOUR']);
});

test('bot check takes the secret from a file, as serve does', async () => {
  const desk = openDesk({ UI_LANGUAGE: 'es', BOT_SECRET: '' });
  try {
    writeFileSync(join(desk.folder, 'secret.txt'), 'a-secret-of-tests\n');
    const wrong = await desk.run(['bot', 'check', 'http://127.0.0.1:9/'], { BOT_SECRET_FILE: './nope.txt' });
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('BOT_SECRET_FILE')]);
    const right = await desk.run(['bot', 'check', 'http://127.0.0.1:9/', '--timeout', '1', '--port', '0'], {
      BOT_SECRET_FILE: './secret.txt',
    });
    expect(right.err).not.toContain('BOT_SECRET');
    expect(right.out).toContain('Pruebo el bot');
  } finally {
    await desk.close();
  }
});
