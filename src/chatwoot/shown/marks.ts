import { linkLength } from './page.ts';

/** What WhatsApp makes of a part of a text. Positions are UTF-16 units; `end` is the first behind it. */
export type Span =
  | { kind: 'link'; start: number; end: number }
  | { kind: 'code'; start: number; end: number; sign: '`' | '```' }
  | { kind: 'style'; start: number; end: number; sign: StyleSign };

export type StyleSign = '*' | '_' | '~';

/**
 * WhatsApp's marks in a text, in the order of their beginnings: `*bold*`, `_italic_`, `~struck~` and `` `code` `` on one line, and code
 * between three backticks over several. A mark stands at the border of a word, right beside something to be seen; none reaches over the
 * end of another, and in code and addresses there are none.
 *
 * Takes time in proportion to the length, whatever the text.
 */
export function marksIn(text: string): Span[] {
  const spans: Span[] = [];
  const ticks = backticks(text);
  let signs: Sign[] = [];
  /** Where the last code or address ended. */
  let free = 0;
  const endLine = () => {
    spans.push(...pairs(signs));
    signs = [];
  };
  special.lastIndex = 0;
  for (let found = special.exec(text); found; found = special.exec(text)) {
    const [run] = found;
    const at = found.index;
    if (run === '\n') endLine();
    else if (run === '://') {
      const before = text.slice(Math.max(free, at - 'https'.length - 1), at);
      const start = at - (scheme.exec(before)?.[0].length ?? 0);
      const length = start < at ? linkLength(text.slice(start)) : 0;
      if (start + length <= at) continue;
      spans.push({ kind: 'link', start, end: start + length });
      special.lastIndex = free = start + length;
    } else if (run.startsWith('`')) {
      const end = ticks(at, run.length);
      if (end === null) continue;
      const sign = run.length === 1 ? '`' : '```';
      if (text.slice(at, end).includes('\n')) endLine();
      spans.push({ kind: 'code', start: at, end, sign });
      special.lastIndex = free = end;
    } else if (run.length === 1) {
      const sign = signAt(text, at, run as StyleSign);
      if (sign.opens || sign.closes) signs.push(sign);
    }
  }
  endLine();
  return spans.sort((a, b) => a.start - b.start);
}

const special = /\n|:\/\/|`+|\*+|_+|~+/g;
/** Those the page knows. What stands in front is no part of it (`hola..https://`), unless it is one of these letters. */
const scheme = /(?<![a-z\d])(?:https?|ftp)$/i;
const word = /[\p{L}\p{N}]/u;
/** What stands beside a sign in an address, a path or a formula; and what makes an emoji of `*` (`*️⃣`). */
const noBorder = /[\\/=&#%@\uFE0F\u20E3]/;

interface Sign {
  at: number;
  sign: StyleSign;
  opens: boolean;
  closes: boolean;
}

function signAt(text: string, at: number, sign: StyleSign): Sign {
  const { before, after } = beside(text, at, at + 1);
  const border = (char: string) => !word.test(char) && !noBorder.test(char);
  return {
    at,
    sign,
    opens: border(before) && !/\s/.test(after) && !/[\uFE0F\u20E3]/.test(after),
    closes: !/\s/.test(before) && border(after),
  };
}

/** The characters before and behind a part; a blank at the ends of the text. */
function beside(text: string, start: number, end: number): { before: string; after: string } {
  const before = start === 0 ? ' ' : (Array.from(text.slice(Math.max(0, start - 2), start)).at(-1) ?? ' ');
  const code = text.codePointAt(end);
  return { before, after: code === undefined ? ' ' : String.fromCodePoint(code) };
}

/** Puts the signs of one line together: the first that can open with the next that can close, others within them. */
function pairs(signs: readonly Sign[]): Span[] {
  const spans: Span[] = [];
  const open: { sign: StyleSign; at: number }[] = [];
  const closing: Record<StyleSign, number[]> = { '*': [], _: [], '~': [] };
  for (const { at, sign } of signs.filter((one) => one.closes).toReversed()) closing[sign].push(at);
  for (const { at, sign, opens } of signs) {
    if (open.at(-1)?.at === at) {
      open.pop();
      continue;
    }
    if (!opens || open.some((one) => one.sign === sign)) continue;
    const ends = closing[sign];
    while ((ends.at(-1) ?? Infinity) <= at + 1) ends.pop();
    const end = ends.at(-1);
    if (end === undefined || end > (open.at(-1)?.at ?? Infinity)) continue;
    open.push({ sign, at: end });
    spans.push({ kind: 'style', start: at, end: end + 1, sign });
  }
  return spans;
}

/** Finds the end of the code that a run of backticks begins, or null where it begins none; asked from left to right. */
function backticks(text: string): (at: number, length: number) => number | null {
  const runs: Record<number, number[]> = { 1: [], 3: [] };
  for (const { 0: run, index } of text.matchAll(/`+/g)) runs[run.length]?.push(index);
  /** Where a line was searched to its end in vain: nothing behind this place closes either. */
  let vainUpTo = -1;
  return (at, length) => {
    const rest = runs[length];
    if (!rest) return null;
    let i = rest.indexOf(at);
    rest.splice(0, i + 1);
    if (length === 3) {
      const end = rest[0];
      return end !== undefined && text.slice(at + 3, end).trim() !== '' ? end + 3 : null;
    }
    const { before, after } = beside(text, at, at + 1);
    if (at < vainUpTo || word.test(before) || /\s/.test(after)) return null;
    const lineEnd = text.indexOf('\n', at);
    for (i = 0; i < rest.length && (lineEnd < 0 || (rest[i] ?? 0) < lineEnd); i++) {
      const end = rest[i] ?? 0;
      const around = beside(text, end, end + 1);
      if (!/\s/.test(around.before) && !word.test(around.after)) return end + 1;
    }
    vainUpTo = lineEnd < 0 ? text.length : lineEnd;
    return null;
  };
}
