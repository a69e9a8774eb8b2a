import { BOLD, CODE, ITALIC, Appearance, STRUCK } from './appearance.ts';
import { lineStart, type Put } from './line-start.ts';
import type { Span, StyleSign } from './marks.ts';

/** A part of a content: as it was typed, and as the page cannot take it for a mark. Most are the same in both. */
export interface Fragment {
  plain: string;
  safe: string;
  /** Needed for certain; not tried. */
  sure?: boolean;
}

const markdown: Record<StyleSign, { sign: string; bit: number }> = {
  '*': { sign: '**', bit: BOLD },
  _: { sign: '_', bit: ITALIC },
  '~': { sign: '~~', bit: STRUCK },
};

/**
 * A text of WhatsApp's taken apart: its marks in Markdown, and for all else that may look like one on the page both forms.
 *
 * @param spans the marks in it; where one is left out its signs are letters
 * @return `appearance`: what is to be seen of it, to compare with `appearanceOnPage`
 */
export function fragmentsOf(text: string, spans: readonly Span[]): { fragments: Fragment[]; appearance: string } {
  const fragments: Fragment[] = [];
  const appearance = new Appearance();
  const ends: { at: number; sign: StyleSign; shown: string }[] = [];
  let style = 0;
  /** The letter right before, where it stands bare: the page looks at several together. */
  let before = '';
  let loud = 0;

  /** Where the fragments of the address are that ended last, with no blank since. */
  let address: number | null = null;

  const put: Put = (plain, safe = plain, seen = plain) => {
    fragments.push({ plain, safe });
    if (address !== null && safe !== plain) {
      // A backslash right behind an address would be part of it.
      const [link, ...behind] = fragments.splice(address);
      const said = link?.plain ?? '';
      fragments.push({ plain: said + join(behind, 'plain'), safe: `<${said}>${join(behind, 'safe')}` });
    }
    if (safe !== plain || /\s/.test(plain)) address = null;
    appearance.write(seen, style);
    before = plain === safe ? plain.slice(-1) : '';
  };

  let next = 0;
  let at = 0;
  let fresh = true;
  while (at < text.length) {
    if (fresh) {
      at = lineStart(text, at, spans[next]?.start ?? text.length, put);
      fresh = false;
      continue;
    }
    const span = spans[next];
    const end = ends.at(-1);
    if (end?.at === at) {
      ends.pop();
      put(end.shown, end.shown, '');
      style &= ~markdown[end.sign].bit;
      at += 1;
      before = '';
    } else if (span?.start === at) {
      next += 1;
      before = '';
      if (span.kind === 'style') {
        const { sign, bit } = markdown[span.sign];
        // An underscore right behind a host would keep the page from seeing the address.
        const glued = sign === '_' && /(?:\/\/|www\.)[^\s/]*$/.test(text.slice(at + 1, span.end - 1));
        const shown = glued ? '*' : sign;
        put(shown, shown, '');
        style |= bit;
        ends.push({ at: span.end - 1, sign: span.sign, shown });
        at += 1;
      } else {
        if (span.kind === 'link') {
          const said = text.slice(at, span.end);
          // Behind one of these the page sees an address or not, by what stands in front of them.
          put(said, /[.+-]/.test(text[at - 1] ?? '') ? `<${said}>` : said);
          address = fragments.length - 1;
        } else putCode(text, span, style, fragments, appearance);
        at = span.end;
      }
      before = '';
    } else if (text[at] === '\n') {
      put('\n');
      fresh = true;
      at += 1;
    } else {
      const stop = Math.min(span?.start ?? text.length, end?.at ?? text.length);
      at = putWords(at, stop);
    }
  }
  return { fragments, appearance: appearance.text() };

  /** A run of letters that mean nothing, or one sign that may. */
  function putWords(from: number, stop: number): number {
    quiet.lastIndex = from;
    const words = quiet.exec(text)?.[0].slice(0, stop - from) ?? '';
    if (words !== '') {
      put(words);
      loud = 0;
      return from + words.length;
    }
    const sign = text[from] ?? '';
    if (sign === '`') return putBackticks(from);
    loud = /[?!]/.test(sign) ? loud + 1 : 0;
    const escaped = isMark(sign, from);
    const bare = address === null;
    put(sign, escaped ? `\\${sign}` : sign);
    const last = fragments.at(-1);
    if (escaped && bare && last && isSure(sign, from)) last.sure = true;
    if (escaped) loud = 0;
    return from + 1;
  }

  /** Together: one of them bare among escaped ones would begin code. */
  function putBackticks(from: number): number {
    let end = from;
    while (text[end] === '`') end += 1;
    put('`', '\\`');
    if (end > from + 1) put(text.slice(from + 1, end), '\\`'.repeat(end - from - 1));
    return end;
  }

  /** An apostrophe in a word, dots behind one: what a text is full of. */
  function isSure(sign: string, here: number): boolean {
    const [last, after] = [text[here - 1] ?? '', text[here + 1] ?? ''];
    if (sign === "'") return /[\p{L}\p{N}]/u.test(last) && /[\p{L}\p{N}]/u.test(after);
    return sign === '.' && !/[\p{L}\p{N}]/u.test(after) && !/[?!]/.test(text[here - 2] ?? '');
  }

  /** Whether this sign, where it stands, may be a mark of the page's or be made into another letter. */
  function isMark(sign: string, here: number): boolean {
    const after = text[here + 1] ?? '';
    switch (sign) {
      case '\\':
        return /[!-/:-@[-`{-~\n]/.test(after);
      case '~':
        return after === '~' || text[here - 1] === '~';
      case '&':
        return /^&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/i.test(text.slice(here, here + 40));
      case '(':
        return /^\((?:c|r|tm)\)/i.test(text.slice(here, here + 4));
      case '.':
      case ',':
        return before === sign;
      case '-':
        return before === '-' || before === '+';
      case '?':
      case '!':
        return loud >= 4;
      default:
        return true;
    }
  }
}

export const join = (fragments: readonly Fragment[], form: keyof Fragment): string =>
  fragments.map((it) => it[form]).join('');

const quiet = /[^\n\\*_~`[<&'"(.,\-?!]*/y;

/** On one line as it was typed; over several as a block, whose fence stands on lines of its own. */
function putCode(
  text: string,
  span: Span & { kind: 'code' },
  style: number,
  fragments: Fragment[],
  appearance: Appearance,
): void {
  const { length } = span.sign;
  const inner = text.slice(span.start + length, span.end - length);
  const put = (said: string) => fragments.push({ plain: said, safe: said });
  if (!inner.includes('\n')) {
    put(text.slice(span.start, span.end));
    appearance.write(inner, style | CODE);
    return;
  }
  const longest = Math.max(2, ...Array.from(inner.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const opens = /(?:^|\n) {0,3}$/.test(text.slice(Math.max(0, span.start - 4), span.start));
  const closes = /^[ \t]*(?:\n|$)/.test(text.slice(span.end));
  const body = inner.replace(/^[ \t]*\n/, '').replace(/\n[ \t]*$/, '');
  put(`${opens ? '' : '\n'}${fence}\n${body}\n${fence}${closes ? '' : '\n'}`);
  appearance.line();
  appearance.write(body, CODE);
  appearance.line();
}
