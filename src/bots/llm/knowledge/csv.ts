import { PASSAGE_MOST, type Passage } from './passage.ts';

/** A table in passages, one for each row: `column: value` lines, its first cell as the heading. Commas, semicolons or tabs divide. */
export function* csvPassages(text: string, source: string): Generator<Passage> {
  const first = text.slice(0, text.indexOf('\n') < 0 ? text.length : text.indexOf('\n'));
  const sign = [';', '\t', ','].reduce((best, one) => (count(first, one) > count(first, best) ? one : best), ',');
  let names: string[] | null = null;
  for (const row of rows(text, sign)) {
    if (names === null) {
      names = row;
      continue;
    }
    if (row.every((cell) => cell === '')) continue;
    const lines = row.flatMap((cell, at) => (cell === '' ? [] : [`${names?.[at] || at + 1}: ${cell}`]));
    yield { source, head: row[0] ?? '', path: source, text: lines.join('\n').slice(0, PASSAGE_MOST) };
  }
}

const count = (text: string, sign: string): number => text.split(sign).length;

/** By the rules of RFC 4180: quotes hold signs and lines together, two of them are one. */
function* rows(text: string, sign: string): Generator<string[]> {
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      let end = at + 1;
      while (end < text.length && (text[end] !== '"' || text[end + 1] === '"')) end += text[end] === '"' ? 2 : 1;
      cell = text.slice(at + 1, end).replaceAll('""', '"');
      at = end + 1;
    }
    let end = at;
    while (end < text.length && text[end] !== sign && text[end] !== '\n') end++;
    row.push((cell + text.slice(at, end)).replace(/\s+/g, ' ').trim());
    at = end + 1;
    if (end >= text.length || text[end] === '\n') {
      yield row;
      row = [];
    }
  }
  if (row.length > 0) yield row;
}
