import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { textsOf } from '../../src/sandbox/llm/chat.ts';
import { lastWords } from '../../src/sandbox/llm/from-passages.ts';
import { startSandboxLlm } from '../../src/sandbox/llm/server.ts';
import { openDesk, type Desk } from './run.ts';

let desk: Desk;
beforeEach(() => void (desk = openDesk()));
afterEach(() => desk.close());

const file = (name: string, content: string) => {
  writeFileSync(join(desk.folder, name), content);
  return join(desk.folder, name);
};
const shop = '# Bar (es)\n## ¿A qué hora abren?\n> horario\n\nDe 8 a 20.\n\n## ¿Venden cerveza?\n\nSí, tirada.';
const lines = (...cases: object[]) => cases.map((one) => JSON.stringify(one)).join('\n');

test('eval shows each case, the score, and ends by it', async () => {
  const faq = file('faq.md', shop);
  const good = file(
    'good.jsonl',
    `// two talks\n${lines(
      {
        ask: 'que horario tienen',
        must: { contains: 'De 8 a 20', source: '¿A qué hora abren?', not: 'cerveza', language: 'es' },
      },
      {
        before: ['hola'],
        ask: { choose: '¿Venden cerveza?' },
        must: { contains: 'tirada', hands_off: false, menu: false },
      },
      { ask: ['quiero', 'hablar con una persona'], must: { hands_off: true, tool: null } },
    )}`,
  );
  const bad = file(
    'bad.jsonl',
    lines(
      { ask: 'horario', must: { contains: 'De 9 a 20' } },
      { ask: 'cerveza', must: { source: '¿Venden cerveza?' } },
    ),
  );
  const [right, wrong, lenient, json] = await Promise.all([
    desk.run(['bot', 'eval', good], { BOT_FAQ: faq }),
    desk.run(['bot', 'eval', bad], { BOT_FAQ: faq, UI_LANGUAGE: 'es' }),
    desk.run(['bot', 'eval', bad, '--min', '0.5', '--wrong', '1'], { BOT_FAQ: faq }),
    desk.run(['bot', 'eval', bad, '--json'], { BOT_FAQ: faq }),
  ]);
  expect(right.err).toBe('');
  expect(right.code).toBe(0);
  expect(right.out).toMatch(/^3 +\(\+1\) \[¿Venden cerveza\?\] +right$/m);
  expect(right.out).toContain('Right: 3 of 3 (100 %)');
  expect(wrong.code).toBe(1);
  expect(wrong.out).toMatch(/^1 +horario +MAL +"De 9 a 20" is not in it$/m);
  expect(wrong.out).toContain('Bien: 1 de 2 (50 %) · MAL 1 (50 %)');
  expect(lenient.code).toBe(0);
  expect(JSON.parse(json.out)).toMatchObject({
    right: 1,
    of: 2,
    results: [{ line: 1, outcome: 'wrong' }, { outcome: 'right' }],
  });
});

test('eval asks a bot of the operator’s own, and says what it cannot know of it', async () => {
  const cases = file(
    'cases.jsonl',
    lines({ ask: 'eco', must: { contains: 'Dijiste: eco' } }, { ask: 'a', must: { source: 'x' } }),
  );
  const echo = fileURLToPath(new URL('../../examples/echo-bot.ts', import.meta.url));
  const { code, out } = await desk.run(['bot', 'eval', cases, '--bot', 'module'], { BOT_MODULE: echo });
  expect(code).toBe(1);
  expect(out).toMatch(/eco +right/);
  expect(out).toContain('this bot does not tell what its answers are made of');
});

test.each([
  ['no-such.jsonl', null, /no-such\.jsonl cannot be read \(ENOENT\)/],
  ['empty.jsonl', '// nothing\n', /empty\.jsonl: holds no cases/],
  ['broken.jsonl', '{"ask": "a"', /broken\.jsonl:1: no JSON/],
  [
    'odd.jsonl',
    lines({ ask: 'a', must: { contains: 'b' } }, { ask: 'a', must: {} }),
    /odd\.jsonl:2: must: says nothing that must hold/,
  ],
])('of a wrong file of cases, %s, the line is told', async (name, content, message) => {
  if (content !== null) file(name, content);
  const { code, err } = await desk.run(['bot', 'eval', join(desk.folder, name)]);
  expect(code).toBe(2);
  expect(err).toMatch(message);
});

test('try is a talk: a number takes an option, a hand-off is told', async () => {
  const typed = `printf 'hola\n2\nhorario\nson unos ladrones\n' | "$0" "$@"`;
  const running = desk.start(['bot', 'try'], { BOT_FAQ: file('faq.md', shop) }, ['sh', '-c', typed]);
  expect(await running.ended).toBe(0);
  expect(running.out()).toContain('  2  ¿Venden cerveza?');
  expect(running.out()).toMatch(/> Sí, tirada\.\n> De 8 a 20\.\n/);
  expect(running.out()).toContain('🔔 A person answers now: ');
});

test('try tells how a language model came to its answer, and what was kept back', async () => {
  const llm = await startSandboxLlm();
  const own = llm.model;
  llm.model = (request) => (lastWords(request).endsWith('la mesa?') ? { text: 'La mesa sale $ 9.999.' } : own(request));
  try {
    const typed = `printf '¿a qué hora abren?\\n¿cuánto sale la mesa?\\nuna persona\\n' | "$0" "$@"`;
    const settings = { BOT: 'llm', ...llm.settings, BOT_FAQ: file('faq.md', shop), UI_LANGUAGE: 'en' };
    const running = desk.start(['bot', 'try'], settings, ['sh', '-c', typed]);
    expect(await running.ended).toBe(0);
    expect(running.out()).toMatch(
      /De 8 a 20\.\n📎 faq\.md › ¿A qué hora abren\? · 1 call, \d+ \+ \d+ tokens · \d+ ms\n/,
    );
    expect(running.out()).toContain('✋ Not sent: “La mesa sale $ 9.999.”');
    expect(running.out()).toMatch(/🔔 A person answers now: .*\n.*🔧 hand_off/);
    const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full' }).format(new Date()).split(' ').at(-1);
    expect(textsOf(llm.requests[0]!, 'system')).toContain(date);
  } finally {
    await llm.close();
  }
});
