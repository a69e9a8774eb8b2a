import { decodedEntity } from './entities.ts';
import { bareAddress, destination } from './links.ts';
import { marksOf } from './marks.ts';
import type { Token } from './tokens.ts';

/** What needs a look; all else is copied in one piece. */
const special = /[\\`*_~[\]!<&hw]/g;
const punctuation = /[!-/:-@[-`{-~]/;
/** Brackets that may still become a link: of more than these only the last count. */
const BRACKETS = 32;

/**
 * One walk from left to right. Nothing is looked for to the end of the text again and again: runs of backticks are
 * counted once, brackets are kept on a stack, and addresses end at the first blank or second parenthesis.
 */
export function scan(text: string): Token[] {
  const tokens: Token[] = [];
  const brackets: number[] = [];
  const closingRun = backtickRuns(text);
  let plainFrom = 0;
  let at = 0;

  const put = (token: Token, end: number) => {
    if (plainFrom < at) tokens.push({ kind: 'text', text: text.slice(plainFrom, at) });
    tokens.push(token);
    at = plainFrom = end;
  };
  const words = (said: string, end: number) => put({ kind: 'text', text: said }, end);

  while (at < text.length) {
    special.lastIndex = at;
    const next = special.exec(text)?.index ?? text.length;
    at = next;
    if (at >= text.length) break;
    const char = text[at] ?? '';
    const after = text[at + 1] ?? '';
    if (char === '\\') {
      if (after === '\n') words('\n', at + 2);
      else if (punctuation.test(after)) words(after, at + 2);
      else at++;
    } else if (char === '`') {
      const end = runEnd(text, at);
      const close = closingRun(at, end - at);
      if (close === null) words(text.slice(at, end), end);
      else put({ kind: 'code', text: text.slice(end, close) }, close + end - at);
    } else if (char === '*' || char === '_' || char === '~') {
      const end = runEnd(text, at);
      const marks = marksOf(text, at, end);
      if (marks.length === 0) words(text.slice(at, end), end);
      else for (const mark of marks) put(mark, at + mark.text.length);
    } else if (char === '[' || (char === '!' && after === '[')) {
      const said = char === '[' ? '[' : '![';
      put({ kind: 'link_open', text: said, address: null, image: char === '!' }, at + said.length);
      brackets.push(tokens.length - 1);
      if (brackets.length > BRACKETS) brackets.shift();
    } else if (char === ']') {
      const open = tokens[brackets.pop() ?? -1];
      const link = open?.kind === 'link_open' && after === '(' ? destination(text, at + 2) : null;
      if (link && open?.kind === 'link_open') {
        open.address = link.address;
        put({ kind: 'link_close', text: text.slice(at, link.end), address: link.address }, link.end);
      } else at++;
    } else if (char === '&') {
      const entity = decodedEntity(text, at);
      if (entity) words(entity.text, entity.end);
      else at++;
    } else if (char === '<' || char === 'h' || char === 'w') {
      const found = bareAddress(text, at);
      if (found) words(found.address, found.end);
      else at++;
    } else at++;
  }
  if (plainFrom < text.length) tokens.push({ kind: 'text', text: text.slice(plainFrom) });
  return tokens;
}

/** The end of a run of one and the same sign. */
function runEnd(text: string, start: number): number {
  let end = start;
  while (text[end] === text[start]) end++;
  return end;
}

/** Finds, for a run of backticks, the start of the next one as long; asked from left to right. */
function backtickRuns(text: string): (after: number, length: number) => number | null {
  const starts = new Map<number, number[]>();
  for (let at = text.indexOf('`'); at >= 0;) {
    const end = runEnd(text, at);
    const known = starts.get(end - at);
    if (known) known.push(at);
    else starts.set(end - at, [at]);
    at = text.indexOf('`', end);
  }
  const used = new Map<number, number>();
  return (after, length) => {
    const all = starts.get(length) ?? [];
    let i = used.get(length) ?? 0;
    while (i < all.length && (all[i] ?? 0) <= after) i++;
    used.set(length, i);
    return all[i] ?? null;
  };
}
