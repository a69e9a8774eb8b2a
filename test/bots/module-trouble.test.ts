import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import type { Bot } from '../../src/bots/bot.ts';
import { failureOf } from '../../src/bots/fault.ts';
import { openModuleBot } from '../../src/bots/module.ts';
import { eventually } from '../stack.ts';
import { turnOf } from './turn.ts';

let bot: Bot;
let lines: string[] = [];
afterEach(async () => await bot.close?.());

/** Does what it is told by its name; everything else is said back. */
const CODE = `
  let turns = 0;
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const deeds = {
    reject: async () => { Promise.reject(new Error('floating words')); await wait(60_000); },
    late: async () => { setTimeout(() => { throw new TypeError('late words'); }, 20); return 'said in time'; },
    exit: async () => process.exit(3),
    loop: () => { for (;;); },
    'loop later': async () => { await wait(50); for (;;); },
    'throw a text': () => { setTimeout(() => { throw 'no error at all'; }, 5); return wait(60_000); },
    memory: () => { const kept = []; for (;;) kept.push(new Array(100_000).fill(1.5)); },
    'large arrays': () => { const kept = []; for (;;) kept.push(new Array(10_000_000).fill(1)); },
    garbage: async () => {
      globalThis.kept = Array.from({ length: 700_000 }, (_, n) => ({ n, text: 'k' + n, list: [n] }));
      const used = [];
      for (let n = 0; n < 100; n++) {
        for (let i = 0; i < 20_000; i++) used.push({ i, list: [i, i], text: String(i) });
        if (used.length > 200_000) used.length = 0;
        await wait(2);
      }
      return 'all used up';
    },
    buffers: () => { const kept = []; for (let n = 0; n < 2_000; n++) kept.push(Buffer.alloc(1e6, 1)); for (;;); },
    'buffers slowly': async () => { const kept = []; for (;;) { kept.push(Buffer.alloc(1e7, 1)); await wait(5); } },
    slow: async () => { await wait(1_500); return 'slow and sure'; },
    forever: (turn, signal) => new Promise((resolve) => signal.addEventListener('abort', () => { globalThis.left = String(signal.reason.message); })),
    left: () => globalThis.left ?? 'nobody',
    turns: () => String(turns),
  };
  export default { answer(turn, signal) { turns += 1; const text = turn.messages.at(-1).text; return deeds[text]?.(turn, signal) ?? 're: ' + text; } };`;

async function open(code = CODE): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bot-trouble-'));
  await writeFile(join(folder, 'bot.mjs'), code);
  lines = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  bot = await openModuleBot('./bot.mjs', folder, log);
}

const never = new AbortController().signal;
const says = async (text: string, person = 'ana', signal = never) => {
  const turn = { ...turnOf([text]), person: { ...turnOf([text]).person, id: person } };
  return (await bot.answer(turn, signal)).map((action) => (action.do === 'reply' ? action.text : action.do));
};

test.each([
  ['reject', /the bot threw: Error, and nothing caught it/, 'floating words'],
  ['throw a text', /the bot threw: .*, and nothing caught it/, 'no error at all'],
  ['exit', /ended its thread \(exit code 3\)/, ''],
  ['loop later', /held its thread without a pause/, ''],
  ['memory', /more than 256 MB/, ''],
  ['large arrays', /more than 256 MB/, ''],
  ['buffers', /more than 256 MB/, ''],
  ['buffers slowly', /more than 256 MB/, ''],
])(
  '%s ends its thread alone: that try fails, it is told with its place, and the next is answered',
  async (deed, why, words) => {
    await open();
    const failure = failureOf(await says(deed).catch((error: unknown) => error));
    expect(failure.reason).toMatch(why);
    const told = lines.filter((line) => line.includes('thread ended'));
    expect(told).toHaveLength(1);
    if (deed === 'reject') {
      expect(failure.stack).toMatch(/^ +at .*bot\.mjs:\d+/);
      expect(JSON.parse(told[0] ?? '{}')).toMatchObject({ at: expect.stringMatching(/bot\.mjs:\d+:\d+$/) });
      expect(lines.find((line) => line.includes('where the bot failed'))).toContain('"level":20');
    }
    expect(lines.filter((line) => words !== '' && line.includes(words) && !line.includes('"level":10'))).toEqual([]);
    // Also the same person: alone, until they were answered.
    expect(await says('hola')).toEqual(['re: hola']);
    expect(await says('hola', 'beto')).toEqual(['re: hola']);
  },
);

test('garbage is no memory it holds', async () => {
  await open();
  expect(await says('garbage')).toEqual(['all used up']);
  expect(lines.filter((line) => line.includes('thread ended'))).toEqual([]);
});

test('a throw after the answer costs nobody a try', async () => {
  await open();
  expect(await says('late')).toEqual(['said in time']);
  await eventually(() => lines.some((line) => line.includes('thread ended')));
  expect(await says('hola')).toEqual(['re: hola']);
});

test('who comes while it hangs is answered by the next thread, without having failed', async () => {
  await open();
  const hung = says('loop').catch((error: unknown) => failureOf(error).reason);
  const others = ['b', 'c', 'd'].map((person) => says('hola', person));
  expect(await hung).toMatch(/held its thread/);
  expect(await Promise.all(others)).toEqual([['re: hola'], ['re: hola'], ['re: hola']]);
});

test('one person’s message that it cannot stand costs another no more than one try, however often it is tried', async () => {
  await open();
  const slow = says('slow', 'beto').catch((error: unknown) => failureOf(error).reason);
  const reason = (error: unknown) => failureOf(error).reason;
  expect(await says('exit').catch(reason)).toMatch(/exit code 3/);
  expect(await slow).toMatch(/exit code 3/);
  const again = says('slow', 'beto');
  expect(await says('exit').catch(reason)).toMatch(/exit code 3/);
  expect(await says('exit').catch(reason)).toMatch(/exit code 3/);
  expect(await again).toEqual(['slow and sure']);
});

test('turns run side by side in one thread, and a signal reaches the one it is for', async () => {
  await open();
  const controller = new AbortController();
  const left = says('forever', 'ana', controller.signal).catch((error: unknown) => String(error));
  const slow = Promise.all(['b', 'c'].map((person) => says('slow', person)));
  expect(await says('turns', 'd')).toEqual(['4']);
  controller.abort(new Error('your time is over'));
  expect(await left).toContain('your time is over');
  await eventually(async () => (await says('left', 'd'))[0] === 'your time is over');
  expect(await slow).toEqual([['slow and sure'], ['slow and sure']]);
});

test('a time that is over while it hangs ends it sooner than a thread that merely hangs', async () => {
  await open();
  const patient = bot;
  onTestFinished(() => patient.close?.());
  let hasEnded = false;
  const hanging = Promise.resolve(patient.answer(turnOf(['loop']), never)).catch(() => (hasEnded = true));
  await open();
  const controller = new AbortController();
  const hung = says('loop', 'ana', controller.signal).catch(() => 'over');
  setTimeout(() => controller.abort(new Error('time-out')), 100);
  expect(await hung).toBe('over');
  expect(await says('hola', 'beto')).toEqual(['re: hola']);
  expect(hasEnded).toBe(false);
  await hanging;
});

test('closing does not wait for code that hangs', async () => {
  await open();
  const hung = says('loop').catch(() => 'ended');
  await new Promise((resolve) => setTimeout(resolve, 50));
  await bot.close?.();
  expect(await hung).toBe('ended');
});

test('code that crashes by itself, again and again, still answers in between', async () => {
  await open(`setTimeout(() => { throw new Error('each time'); }, 150); export default () => 'hola';`);
  const ended = () => lines.filter((line) => line.includes('thread ended')).length;
  let answered = 0;
  // As long as it takes on this machine: the test's own limit is for what never comes.
  while (answered <= 5 || ended() <= 2) {
    answered += await says('x', String(answered)).then(
      () => 1,
      () => 0,
    );
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  expect(answered).toBeGreaterThan(5);
});

test.each([
  ['it ends itself while loading', 'process.exit(7)', /failed while loading: .*exit code 7/],
  [
    'it crashes while loading',
    `Promise.reject(new Error('no key')); await new Promise(() => setTimeout(() => {}, 1e6));`,
    /failed while loading: no key/,
  ],
  [
    'it waits for nothing',
    'await new Promise(() => {}); export default () => 1',
    /failed while loading: .*exit code 13/,
  ],
])('refused at the start: %s', async (_, code, why) => {
  await open();
  await expect(open(code)).rejects.toMatchObject({ name: 'Misconfigured', message: expect.stringMatching(why) });
});
