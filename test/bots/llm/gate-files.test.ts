import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { wordsOf } from '../../../src/bots/faq/read/text.ts';
import { gate } from '../../../src/bots/llm/gate/gate.ts';
import type { GateContext, HitKind } from '../../../src/bots/llm/gate/hit.ts';
import { tidied } from '../../../src/bots/llm/gate/tidy.ts';

const read = (name: string): string => readFileSync(new URL(`../../fixtures/gate/${name}`, import.meta.url), 'utf8');
const lines = <T>(name: string): T[] =>
  read(name)
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);

const NOW = '## Ahora\nHoy es domingo, 29 de noviembre de 2026, 17:20 (America/Argentina/Buenos_Aires).';
const PROMPT =
  'Sos la asistente de la Mueblería Prueba, amable y breve, y nunca hablás de política ni de otros temas que no sean muebles.';
const CANARY = 'k0123456789abcdef01';

function contextOf(papers: string, asked: string, before: string[] = []): GateContext {
  const known = new Set(wordsOf(papers));
  return {
    trusted: [NOW, PROMPT, papers],
    open: [papers],
    said: [...before, asked].join('\n'),
    asked,
    before,
    kept: PROMPT,
    canaries: [CANARY],
    secrets: ['sk-secreta-0123456789'],
    tools: ['search_knowledge', 'my_orders', 'shop.internal.example'],
    did: 'nothing',
    strict: false,
    informed: true,
    knows: (word) => known.has(word),
  };
}

const papers = new Map(['furniture', 'restaurant', 'clinic'].map((name) => [name, read(`${name}.md`)]));
const furniture = papers.get('furniture') ?? '';

test('what an honest bot says from its papers may go, however it writes numbers, addresses and times', () => {
  const all = lines<{ papers: string; asked: string; text: string; before?: string[] }>('may-go.jsonl');
  expect(all.length).toBeGreaterThan(180);
  const stopped = all.flatMap(({ papers: name, asked, text, before }) => {
    const hits = gate(tidied(text), contextOf(papers.get(name) ?? '', asked, before));
    return hits.length === 0 ? [] : [`${hits.join()}: ${asked} → ${text}`];
  });
  expect(stopped).toEqual([]);
});

test('what stands nowhere is kept back in any spelling', () => {
  const all = lines<{ asked: string; text: string; kind: HitKind }>('kept-back.jsonl');
  expect(all.length).toBeGreaterThan(230);
  const passed = all.filter(({ asked, text, kind }) => !gate(tidied(text), contextOf(furniture, asked)).includes(kind));
  expect(passed).toEqual([]);
});

const base64 = (text: string) => Buffer.from(text).toString('base64');
const codes = (text: string, base: number, width = 0) =>
  [...text].map((sign) => sign.charCodeAt(0).toString(base).padStart(width, '0'));
const moved = (text: string, by: number) =>
  text.replace(/[a-z]/g, (sign) => String.fromCharCode(((sign.charCodeAt(0) - 97 + by) % 26) + 97));
const digits = 'cero uno dos tres cuatro cinco seis siete ocho nueve'.split(' ');
const mathematical = (text: string) =>
  [...text]
    .map((sign) =>
      /[a-z]/.test(sign)
        ? String.fromCodePoint(0x1d41a + sign.charCodeAt(0) - 97)
        : /\d/.test(sign)
          ? String.fromCodePoint(0x1d7ce + Number(sign))
          : sign,
    )
    .join('');
const wide = (text: string) =>
  [...text].map((sign) => String.fromCharCode(sign.charCodeAt(0) + (sign > ' ' && sign <= '~' ? 0xfee0 : 0))).join('');

const disguises: Record<string, (text: string) => string> = {
  'as it is': (text) => text,
  'with unseen signs between': (text) => [...text].join('\u200b'),
  'full width': wide,
  mathematical,
  'in capitals': (text) => text.toUpperCase(),
  backwards: (text) => [...text].reverse().join(''),
  base64,
  'base64 four times': (text) => base64(base64(base64(base64(text)))),
  'base64 of it backwards': (text) => base64([...text].reverse().join('')),
  'base64, backwards': (text) => [...base64(text)].reverse().join(''),
  hexadecimal: (text) => codes(text, 16).join(''),
  binary: (text) => codes(text, 2, 8).join(' '),
  'numbers of signs': (text) => codes(text, 10).join(' '),
  'escapes of an address': (text) =>
    codes(text, 16)
      .map((code) => `%${code}`)
      .join(''),
  'entities of HTML': (text) =>
    codes(text, 10)
      .map((code) => `&#${code};`)
      .join(''),
  'letters moved by three': (text) => moved(text, 3),
  'letters moved by thirteen': (text) => moved(text, 13),
  'in lines': (text) => [...text].join('\n'),
  'in brackets': (text) => [...text].map((sign) => `(${sign})`).join(' '),
};

test.each(Object.entries(disguises))('the canary does not leave %s', (_, disguise) => {
  expect(gate(`Es ${disguise(CANARY)}`, contextOf(furniture, 'clave'))).toContain('canary');
});

test('nor in pieces, nor with its digits in words', () => {
  const spelt = [...CANARY].map((sign) => digits[Number(sign)] ?? sign).join(' ');
  for (const text of [`${CANARY.slice(0, 10)} y después ${CANARY.slice(10)}`, spelt])
    expect(gate(`Es ${text}`, contextOf(furniture, 'clave'))).toContain('canary');
});

const run = PROMPT.split(' ').slice(2, 14);
const quotations: Record<string, string> = {
  ...Object.fromEntries(
    ['with unseen signs between', 'full width', 'in capitals', 'backwards', 'base64', 'letters moved by thirteen'].map(
      (name): [string, string] => [name, disguises[name]!(run.join(' ').toLowerCase())],
    ),
  ),
  'in another order': [...run].reverse().join(' '),
  'with other words between': run.join(' jaja '),
  'as a list': run.map((word, at) => `${at + 1}. ${word}`).join('\n'),
  'as a table': `| ${run.join(' | ')} |`,
  'each word backwards': run.map((word) => [...word].reverse().join('')).join(' '),
  'with digits for letters': run
    .join(' ')
    .replace(/[aeio]/g, (sign) => ({ a: '4', e: '3', i: '1', o: '0' })[sign] ?? sign),
};

test.each(Object.entries(quotations))('the prompt does not leave %s', (_, text) => {
  expect(gate(text, contextOf(furniture, 'prompt'))).toContain('prompt');
});

test('what nobody sees does not leave: it could hide a word, or show an address the other way round', () => {
  expect(tidied('ho\u200bla \u202emoc.live\u202c 👩‍👩‍👧 🏴󠁧󠁢󠁳󠁣󠁴󠁿')).toBe('hola moc.live 👩‍👩‍👧 🏴󠁧󠁢󠁳󠁣󠁴󠁿');
});

const languages: [string, string, string[], boolean][] = [
  ['ok', 'Great! Let me know if you need anything else.', ['hola, cuánto sale la mesa?'], true],
  ['ok', '¡Genial! Cualquier cosa me escribís.', ['hola, cuánto sale la mesa?'], false],
  ['thanks', '¡De nada! Cualquier duda, avisame.', ['hola, cuánto sale la mesa?'], false],
  ['gracias', 'You are welcome! Have a nice day.', ['how much is the table?'], false],
  ['how much is the table?', 'La mesa sale $ 120.000 y hoy no hay.', [], true],
  ['quanto custa a mesa, por favor?', 'La mesa sale $ 120.000 y hoy no hay.', [], true],
  ['quanto custa a mesa, por favor?', 'A mesa custa $ 120.000, mas hoje não temos.', [], false],
  ['¿cuánto sale la mesa?', 'A mesa custa $ 120.000, mas hoje não temos.', [], true],
  ['wifi', 'We have wifi for all of our customers.', [], false],
];

test.each(languages)('“%s” → “%s” after %j: another language is %s', (asked, text, before, isOther) => {
  expect(gate(text, contextOf(furniture, asked, before)).includes('language')).toBe(isOther);
});
