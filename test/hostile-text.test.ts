import { expect, test } from 'vitest';
import { Veil } from '../src/bots/llm/veil.ts';
import { toWhatsApp } from '../src/chatwoot/markdown.ts';
import { linkLength } from '../src/chatwoot/shown/page.ts';
import { wordsSaid } from '../src/deliver/voice/nothing-said.ts';
import { sentencesOf, wordsOf } from '../src/bots/faq/read/text.ts';
import { looksLikeCommand } from '../src/listen/apply-command.ts';
import { cleanText, withoutEnd } from '../src/text.ts';
import { foreignWords } from '../src/wire/foreign-words.ts';
import { maskNumbersIn } from '../src/whatsapp/numbers.ts';
import { readTypedNumber } from '../src/whatsapp/typed-number.ts';
import { parseTemplateCommand } from '../src/whatsapp/write/template.ts';

/** What reads words from outside, however long they are. */
const readers: Record<string, (text: string) => unknown> = {
  wordsSaid,
  looksLikeCommand,
  linkLength: (text) => linkLength(`http://example.com/${text}`),
  toWhatsApp,
  sentencesOf,
  wordsOf,
  cleanText,
  withoutEnd: (text) => withoutEnd(text, /\s/),
  hide: (text) => new Veil(['phone', 'email', 'card', 'id'], 'salt').hide(text),
  foreignWords: (text) => foreignWords(text, {}),
  maskNumbersIn,
  readTypedNumber: (text) => void readTypedNumber(text, null),
  parseTemplateCommand: (text) => parseTemplateCommand(`/template ${text}`),
};

/** One sign, or a few in turn, so often that whoever begins anew at each of them takes a square of the time; then one that fits nothing. */
const units = [
  ' ',
  '\n',
  '0',
  '0 ',
  'a',
  'a ',
  'a.',
  '.',
  '-',
  '_',
  '*',
  '"',
  '(',
  '[',
  '{',
  '<',
  '`',
  '\\',
  '/',
  ':',
  '@',
  ', ',
  '…',
  'é',
  '😀',
];
const SHORT = 1_000;
const TIMES = 8;
/** So little that it need not be compared: a square would take a hundred times as long. Milliseconds. */
const NOTHING = 5;

/** The best of some tries: what else the machine does only adds to it. */
function timeOf(read: (text: string) => unknown, text: string, tries: number): number {
  let best = Infinity;
  for (let n = 0; n < tries && best > 0.01; n++) {
    const from = performance.now();
    read(text);
    best = Math.min(best, performance.now() - from);
  }
  return best;
}

test.each(Object.entries(readers))('%s takes eight times as long for a text that is eight times as long', (_, read) => {
  for (const unit of units) {
    const text = (length: number) => `x${unit.repeat(length / unit.length)}\u0001x`;
    if (timeOf(read, text(SHORT * TIMES), 2) < NOTHING) continue;
    const ratio = timeOf(read, text(SHORT * TIMES), 5) / timeOf(read, text(SHORT), 5);
    expect({ unit, ratio: ratio < TIMES * 4 ? 'linear' : ratio }).toEqual({ unit, ratio: 'linear' });
  }
});

test('many dots before a word are read once, not in every way in which they can be divided', () => {
  const read = (dots: number) => timeOf(wordsSaid, `${'.'.repeat(dots)} hola`, 3);
  // Divided in every way each dot more takes twice as long.
  expect(read(22) < NOTHING || read(22) / read(11) < 100).toBe(true);
  expect(wordsSaid(`${'.'.repeat(250)} hola`)).toContain('hola');
  for (const nothing of ['[Música]', '♪ ♪', '(silence) …', '* suspira *', '…… [ruido]'])
    expect(wordsSaid(nothing)).toBeNull();
});
