import { wordsOf } from '../../faq/read/text.ts';
import type { GateContext } from './hit.ts';

const QUOTED = /["“”«»„]([^"“”«»„]{1,400})["“”«»„]|(?<![\p{L}\p{N}])['‘’]([^'‘’\n]{2,200})['‘’](?![\p{L}\p{N}])/gu;
const ORDERED =
  /(?:respond[eé]|responde|contest[aá]|dec[ií]|di|escrib[ií]|escribe|pon[eé]|pon|repet[ií]|repite|say|reply|answer|write|repeat|respond|output|print)(?:me|le|nos)?(?:\s+(?:solamente|s[oó]lo|[uú]nicamente|exactamente|only|just|exactly|with|con|after me|despu[eé]s de m[ií]|que|that))*\s*:?\s+([^.!?\n]{2,200})/giu;

/** What the customer wants said word for word. */
function wantedWords(asked: string): { words: string[]; shout: boolean }[] {
  const found = [
    ...[...asked.matchAll(QUOTED)].map(([, a, b]) => a ?? b ?? ''),
    ...[...asked.matchAll(ORDERED)].map(([, rest = '']) => rest),
  ];
  return found.map((text) => ({
    words: wordsOf(text),
    shout: /^[^\p{Ll}]*\p{Lu}{3,}[^\p{Ll}]*$/u.test(text.trim()),
  }));
}

/** Longer quotations of the customer are no accident. */
const LONG = 4;

/** Whether an answer says what the customer dictated, which nobody of the business ever said. */
export function isDictated(text: string, context: GateContext): boolean {
  const wanted = wantedWords(context.asked);
  if (wanted.length === 0) return false;
  const own = ` ${wordsOf(text).join(' ')} `;
  const papers = context.trusted.map((one) => ` ${wordsOf(one).join(' ')} `);
  const count = own.trim().split(' ').length;
  return wanted.some(({ words, shout }) => {
    if (words.length === 0) return false;
    const run = ` ${words.join(' ')} `;
    if (!own.includes(run) || papers.some((paper) => paper.includes(run))) return false;
    return words.length >= LONG || shout || count <= words.length + 3;
  });
}
