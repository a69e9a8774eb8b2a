/** Adds a part: as typed, as the page cannot take it for a mark, and what is to be seen of it. */
export type Put = (plain: string, safe?: string, seen?: string) => void;

/** A list in a list in a list …: deeper than this the page reads nothing any more. */
const DEEPEST = 12;

/**
 * What stands at the beginning of a line, where the page looks for headings, lists, quotes, rules, tables and code. WhatsApp knows of
 * these only lists: `- ` or `* `, and numbers with a full stop. Gives where the words begin.
 *
 * @param stop where the first of WhatsApp's marks begins: its sign is none of these
 */
export function lineStart(text: string, from: number, stop: number, put: Put): number {
  const newline = text.indexOf('\n', from);
  const end = newline < 0 ? text.length : newline;
  let at = from;
  let deep = 0;
  let width = indent(at, 4);
  let inList = false;
  while (at < Math.min(end, stop) && deep < DEEPEST) {
    deep += 1;
    const rest = text.slice(at, end);
    const sign = rest[0] ?? '';
    const entry = /^(?:[-*]|(\d{1,9})\.)[ \t]+(?=\S)/.exec(rest);
    const number = /^(\d{1,9})([.)])(?=[ \t]|$)/.exec(rest);
    if (entry && !number && !inList && width < 4) {
      put(sign, sign, '•');
      at += 1;
    } else if (isRule(rest) || isTableRule(rest) || sign === '>' || /^#{1,6}(?:[ \t]|$)/.test(rest)) {
      put(sign, `\\${sign}`);
      return at + 1;
    } else if (number) {
      put(number[1] ?? '');
      put(number[2] ?? '', `\\${number[2] ?? ''}`);
      at += number[0].length;
    } else if (/^[-*+](?:[ \t]|$)/.test(rest)) {
      put(sign, `\\${sign}`);
      at += 1;
    } else return at;
    inList = true;
    width = indent(at, 5);
  }
  return at;

  /** Blanks: so many columns of them would be code. Gives how many there are. */
  function indent(start: number, code: number): number {
    blanks.lastIndex = start;
    const found = blanks.exec(text)?.[0] ?? '';
    let columns = 0;
    for (const one of found) columns += one === '\t' ? 4 - (columns % 4) : 1;
    at = start + found.length;
    const isCode = columns >= code && at < end;
    const still = '\u00A0'.repeat(columns).replace(/^./, code === 5 ? ' ' : '\u00A0');
    if (found !== '') put(found, isCode ? still : found);
    return columns;
  }
}

const blanks = /[ \t]*/y;

const isRule = (line: string): boolean =>
  /^[-*_]/.test(line) && line.length < 1_000 && /^([-*_])[ \t]*(?:\1[ \t]*){2,}$/.test(line);

const isTableRule = (line: string): boolean => /^(?:[|:]|-(?![ \t]))[|:\- \t]+$/.test(line) && line.includes('-');
