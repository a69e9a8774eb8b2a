import { isUnquotedMark } from './entry-marks.ts';
import type { Row } from './rows.ts';
import type { Warning } from './warnings.ts';

const isQuote = (text: string): boolean => /^\s{0,3}>/u.test(text);
const isDash = (text: string): boolean => /^\s{0,3}(?:[-*+]\s|[•·»›＞]|&gt;)/u.test(text);
/** An item of a price list or the like, and no way to ask. */
const isItem = (text: string): boolean => /[\p{N}:*.$]/u.test(text.replace(/^\s*[-*+]\s/u, ''));
const isBlank = (text: string): boolean => text.trim() === '';
/** As it reads, without the marks of a heading or of bold. */
const bareOf = (text: string): string => text.replace(/^[\s#*_>]+|[\s#*_]+$/gu, '');
const isQuestion = (text: string): boolean =>
  /^¿.{3,}\?$|^[^.!:]{6,}\?$/u.test(bareOf(text)) && bareOf(text).length <= 120;
/** Short, and with no end: what a heading looks like that lost its `##`. */
const isTitle = (text: string): boolean => !isDash(text) && /^[^.!:;]{3,70}$/u.test(bareOf(text));

/**
 * What in an answer looks as if it were meant otherwise: a question that lost its `##`, other ways to ask below the answer or with `-`.
 *
 * @param rows everything below the question, up to the next.
 */
export function suspiciousIn(rows: readonly Row[], question: string): Warning[] {
  const warnings: Warning[] = [];
  const own = rows.filter(({ fenced }) => !fenced);
  const body = own.slice(
    Math.max(
      0,
      own.findIndex(({ text }) => !isBlank(text) && !isQuote(text)),
    ),
  );
  const above = own.slice(0, own.length - body.length);
  const first = body[0];
  if (first === undefined || isQuote(first.text)) return [];
  const end = body.findIndex(({ text }) => !isDash(text));
  const dashed = isDash(first.text) && (end < 0 ? [] : body.slice(end)).some(({ text }) => !isBlank(text));
  // Directly below the question or among its other ways to ask; a list after an empty line is the answer.
  const items = body.slice(0, Math.max(0, end));
  const isPhrased = items.length <= 3 && !items.some(({ text }) => isItem(text)) && isBlank(body[end]?.text ?? '');
  const isAmong = above.length === 0 || isQuote(above.at(-1)?.text ?? '') || isQuote(body[end]?.text ?? '');
  if (dashed && (isAmong || isPhrased)) warnings.push({ line: first.line, kind: 'dashes', about: question });

  let told = dashed && warnings.length > 0;
  for (const [at, { line, text }] of body.entries()) {
    if (isUnquotedMark(text)) warnings.push({ line, kind: 'unquotedMark', about: text.trim() });
    if (text.includes('-->')) warnings.push({ line, kind: 'strayEnd', about: '' });
    const before = body[at - 1]?.text ?? '';
    const next = body.slice(at + 1).find((row) => !isBlank(row.text))?.text;
    const isAlone = at > 0 && isBlank(before) && isBlank(body[at + 1]?.text ?? '');
    const leads = next !== undefined && isQuote(next);
    if (
      at > 0 &&
      next !== undefined &&
      (isQuestion(text)
        ? isAlone || leads || (isBlank(before) && !isDash(text))
        : leads && isBlank(before) && isTitle(text) && !isQuote(text))
    ) {
      warnings.push({ line, kind: 'noHeading', about: bareOf(text) });
      told = true;
    } else if (isQuote(text) && !told) {
      warnings.push({ line, kind: 'quoteBelow', about: question });
      told = true;
    }
    if (isBlank(text) && next !== undefined && !isQuote(next)) told = false;
  }
  return warnings;
}
