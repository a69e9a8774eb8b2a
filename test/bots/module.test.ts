import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { openModuleBot } from '../../src/bots/module.ts';
import type { TurnSteps } from '../../src/bots/steps.ts';
import { Misconfigured } from '../../src/errors.ts';
import { turnOf } from './turn.ts';

const examples = fileURLToPath(new URL('../../examples/', import.meta.url));
const signal = new AbortController().signal;

/** A folder with these files in it. */
async function folderWith(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bot-module-'));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

const moduleBot = async (code: string) => await openModuleBot('bot.mjs', await folderWith({ 'bot.mjs': code }));

const answerOf = async (code: string): Promise<unknown> => (await moduleBot(code)).answer(turnOf(['hola']), signal);

test('the echo example says back all messages', async () => {
  const bot = await openModuleBot(join(examples, 'echo-bot.ts'));
  expect(await bot.answer(turnOf(['uno', 'dos']), signal)).toEqual([{ do: 'reply', text: 'Dijiste: uno\ndos' }]);
  expect(await bot.answer(turnOf(['one'], { language: 'en' }), signal)).toEqual([
    { do: 'reply', text: 'You said: one' },
  ]);
});

test('the hours example goes by the time of the message', async () => {
  const bot = await openModuleBot('./hours-bot.mjs', examples);
  // Tuesday 15:00 and Sunday 15:00 UTC: noon in Buenos Aires.
  const [tuesday, sunday] = [Date.UTC(2025, 2, 4, 15), Date.UTC(2025, 2, 9, 15)];
  const at = async (when: number, part: object): Promise<unknown> =>
    bot.answer(turnOf([{ text: 'hola', at: when, ...part }]), signal);
  expect(await at(tuesday, {})).toMatchObject([
    { text: expect.stringContaining('*abierto*'), buttons: [{ id: 'person' }, {}] },
  ]);
  expect(await at(sunday, {})).toMatchObject([{ text: expect.stringContaining('*cerrado*') }]);
  expect(await at(tuesday, { choiceId: 'person' })).toMatchObject([{ do: 'reply' }, { do: 'handoff' }]);
  expect(await at(sunday, { text: 'una persona por favor' })).toMatchObject([{ do: 'reply', quote: 'message-0' }]);
  expect(await at(tuesday, { choiceId: 'bye' })).toMatchObject([{ do: 'reply' }, { do: 'resolve' }]);
});

test('a function may give back a text, texts, one action or a mixed list', async () => {
  expect(await answerOf(`export default () => 'a'`)).toEqual([{ do: 'reply', text: 'a' }]);
  expect(await answerOf(`export default async () => ['a', { do: 'resolve' }]`)).toEqual([
    { do: 'reply', text: 'a' },
    { do: 'resolve' },
  ]);
  expect(await answerOf(`export default () => ({ do: 'handoff', reason: 'r' })`)).toEqual([
    { do: 'handoff', reason: 'r', words: null },
  ]);
  expect(await answerOf(`export default () => ['a', { do: 'handoff', reason: 'r', asked: true }]`)).toEqual([
    { do: 'reply', text: 'a' },
    { do: 'handoff', reason: 'r', words: '', asked: true },
  ]);
  expect(await answerOf(`export default () => []`)).toEqual([]);
  expect(await answerOf(`export default () => ({ do: 'reply', text: 'a', quote: undefined })`)).toEqual([
    { do: 'reply', text: 'a' },
  ]);
});

test('an object keeps its this and is closed once', async () => {
  const code = `import { appendFileSync } from 'node:fs';
    class B { n = 1; answer(turn, signal) { return String(this.n) + signal.aborted; }
      async close() { appendFileSync(new URL('./closed', import.meta.url), String(this.n)); } }
    export default new B();`;
  const folder = await folderWith({ 'bot.mjs': code });
  const bot = await openModuleBot('./bot.mjs', folder);
  expect(await bot.answer(turnOf(['x']), signal)).toEqual([{ do: 'reply', text: '1false' }]);
  await Promise.all([bot.close?.(), bot.close?.()]);
  expect(await readFile(join(folder, 'closed'), 'utf8')).toBe('1');
});

test.each([
  ['undefined', /bot\.mjs gave back undefined\. Give back a text, or \[\]/],
  ['42', /\[0\]/],
  [`''`, /\[0\]\.text: must not be empty/],
  [`[{ do: 'shout', text: 'a' }]`, /\[0\]\.do/],
  [`['a', { do: 'handoff' }]`, /\[1\]\.reason/],
  [`{ do: 'state', value: 'x'.repeat(16384) }`, /\[0\]\.value: must be JSON of at most 16 kB/],
  [`{ do: 'reply', text: 'a', colour: 'red' }`, /colour/],
  [`{ do: 'reply', text: 'a', buttons: [1, 2, 3, 4].map((n) => ({ id: 'b' + n, title: 'B' })) }`, /\[0\]\.buttons/],
  [
    `{ do: 'reply', text: 'a', buttons: [{ id: 'x', title: 'A' }, { id: 'x', title: 'B' }] }`,
    /buttons: has the same id twice/,
  ],
  [`{ do: 'reply', text: 'a', list: { button: 'b', rows: [{ id: 'x' }] } }`, /\[0\]\.list\.rows\.0\.title/],
  [
    `{ do: 'reply', text: 'a', buttons: [{ id: 'x', title: 'A' }], list: { button: 'b', rows: [{ id: 'x', title: 't' }] } }`,
    /both buttons and a list/,
  ],
])('refuses %s and names the field', async (value, message) => {
  await expect(answerOf(`export default () => (${value})`)).rejects.toThrow(message);
});

test('what the bot throws is thrown', async () => {
  await expect(answerOf(`export default () => { throw new Error('no luck'); }`)).rejects.toThrow('no luck');
});

test('loads absolute paths, file URLs, packages and CommonJS', async () => {
  const folder = await folderWith({
    'a b.mjs': `export default () => 'spaced'`,
    'old.cjs': `exports.__esModule = true; exports.default = () => 'old'`,
    'node_modules/shop-bot/package.json': `{ "name": "shop-bot", "main": "main.cjs" }`,
    'node_modules/shop-bot/main.cjs': `module.exports = () => 'package'`,
  });
  const path = join(folder, 'a b.mjs');
  for (const [name, text] of [
    [path, 'spaced'],
    [pathToFileURL(path).href, 'spaced'],
    ['./old.cjs', 'old'],
    ['shop-bot', 'package'],
  ] as const) {
    const bot = await openModuleBot(name, folder);
    expect(await bot.answer(turnOf(['x']), signal)).toEqual([{ do: 'reply', text }]);
  }
});

test.each([
  ['./none.mjs', /none\.mjs does not exist\. Paths start from/],
  ['none.ts', /none\.ts does not exist/],
  ['no-such-package-here', /is neither a file nor an installed package/],
  ['./named.mjs', /has no default export\. Write: export default/],
  ['./number.mjs', /default export that is no bot/],
  ['./throws.mjs', /failed while loading: the key is missing \(.*throws\.mjs:1:7\)/],
  ['./half.mjs', /failed while loading: .* \(.*half\.mjs:3\)/],
  ['./half.ts', /failed while loading: .* \(.*half\.ts:2\)/],
  ['./uses-half.ts', /failed while loading: .* \(.*half\.ts:2\)/],
])('refuses %s', async (name, message) => {
  const folder = await folderWith({
    'named.mjs': 'export const bot = 1',
    'number.mjs': 'export default 7',
    'half.mjs': 'export default () => {\n  const a = 1;\n',
    'half.ts': 'export default () => {\n  const a: number = ;\n};\n',
    'uses-half.ts': `export { default } from './half.ts';`,
    'throws.mjs': `throw new Error('the key is missing')`,
  });
  const fault = await openModuleBot(name, folder).catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(Misconfigured);
  expect((fault as Error).message).toMatch(message);
});

test('its code keeps steps and runs tools once, over the border of its thread', async () => {
  const kept: unknown[] = [];
  const steps: TurnSteps = {
    saved: ['before'],
    save: (step, answer, usage) => Promise.resolve(void kept.push([step, answer, usage])),
    once: async (call, run, how) => {
      kept.push([call, how]);
      if (call.index === 1) return { outcome: 'unfinished' };
      if (call.index === 2) return { outcome: 'done', value: await run('key').catch((error: Error) => error.message) };
      return { outcome: 'done', value: await run(`key ${call.index}`) };
    },
  };
  const code = `export default { async answer({ id, attempt, steps, state }) {
    await steps.save(1, { text: 'now' }, { tokens: 3 });
    const call = (index) => ({ step: 1, index, name: 'order', arguments: { kilos: 2 } });
    const all = [
      await steps.once(call(0), async (key) => 'with ' + key, { idempotent: true }),
      await steps.once(call(1), async () => 'never', { idempotent: false }),
      await steps.once(call(2), async () => { throw new Error('no stock'); }, { idempotent: false }),
    ];
    return JSON.stringify([id, attempt, steps.saved, state, all]);
  } };`;
  const bot = await moduleBot(code);
  const actions = await bot.answer(turnOf(['hola'], { steps, state: { n: 1 }, attempt: 2 }), signal);
  expect(JSON.parse((actions[0] as { text: string }).text)).toEqual([
    'turn-1',
    2,
    ['before'],
    { n: 1 },
    [{ outcome: 'done', value: 'with key 0' }, { outcome: 'unfinished' }, { outcome: 'done', value: 'no stock' }],
  ]);
  expect(kept).toHaveLength(4);
  expect(kept[0]).toEqual([1, { text: 'now' }, { tokens: 3 }]);
});

test('what cannot be kept stops its code', async () => {
  const steps = { ...turnOf([]).steps, save: () => Promise.reject(new Error('the disk is full')) };
  const bot = await moduleBot(
    `export default { async answer({ steps }) { await steps.save(0, 'a'); return 'said'; } };`,
  );
  await expect(async () => await bot.answer(turnOf(['hola'], { steps }), signal)).rejects.toThrow('the disk is full');
});

test('its code reads a file when it wants it, over the border of its thread; what cannot be had is thrown there', async () => {
  const file = { name: 'a.jpg', type: 'image/jpeg', read: () => Promise.resolve(new Uint8Array([1, 2, 255])) };
  const gone = { name: 'b.jpg', type: null, read: () => Promise.reject(new Error('gone')) };
  const code = `export default { async answer({ history, messages }) {
    const bytes = await messages[0].file.read();
    const failed = await history[0].file.read().catch((error) => error.message);
    return [messages[0].file.type, [...bytes].join(), failed, String(messages[1].file)].join(' ');
  } };`;
  const bot = await moduleBot(code);
  const turn = turnOf([{ kind: 'media', file }, 'hola'], {
    history: [{ ...turnOf(['a']).messages[0]!, id: 'old', file: gone }],
  });
  expect(await bot.answer(turn, signal)).toMatchObject([{ text: 'image/jpeg 1,2,255 gone undefined' }]);
});
