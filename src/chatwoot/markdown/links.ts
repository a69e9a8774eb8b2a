import { decodeEntities } from './entities.ts';

/** Parentheses in an address: one pair in another is enough, and keeps the walk short. */
const DEPTH = 3;

const unescaped = (text: string): string => decodeEntities(text.replace(/\\([!-/:-@[-`{-~])/g, '$1'));

/** What stands between `(` and `)` of a link, a title left out. Null where it is none. */
export function destination(text: string, start: number): { address: string; end: number } | null {
  const angled = text[start] === '<';
  let at = angled ? start + 1 : start;
  const from = at;
  for (let depth = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    if (char === '\\' && at + 1 < text.length && text[at + 1] !== '\n') at++;
    else if (angled ? char === '>' : /\s/.test(char) || (char === ')' && depth === 0)) break;
    else if (char === '\n' || char === '<') return null;
    else if (!angled && char === '(' && ++depth > DEPTH) return null;
    else if (!angled && char === ')') depth--;
  }
  const address = unescaped(text.slice(from, at));
  const end = titleEnd(text, angled ? at + 1 : at);
  return end === null || address === '' ? null : { address, end };
}

/** The end of ` "title")`, or of `)` alone; the title may hold no line break. */
function titleEnd(text: string, start: number): number | null {
  let at = start;
  while (text[at] === ' ') at++;
  const quote = text[at];
  if (at > start && (quote === '"' || quote === "'")) {
    do at++;
    while (at < text.length && text[at] !== quote && text[at] !== '\n');
    if (text[at] !== quote) return null;
    at++;
  }
  return text[at] === ')' ? at + 1 : null;
}

/** What ends an address that stands among words. */
const ends = /[\s<>"`\]]/;
const trailing = new Set('?!.,:;*_~\'"'.split(''));

/**
 * An address as it stands in a text, `<https://…>`, `https://…` or `www.…`: taken as it is, no mark in it means
 * anything. Marks and punctuation behind it are not part of it, nor is a parenthesis that was opened before it.
 */
export function bareAddress(text: string, at: number): { address: string; end: number } | null {
  if (text[at] === '<') {
    const found = /^<((?:https?:\/\/|mailto:|tel:)[^\s<>]{1,2000})>/.exec(text.slice(at, at + 2010))?.[1];
    return found === undefined ? null : { address: withoutScheme(found), end: at + found.length + 2 };
  }
  if (!/^(?:https?:\/\/|www\.)[^\s]/.test(text.slice(at, at + 9)) || /[\p{L}\p{N}]/u.test(text[at - 1] ?? ''))
    return null;
  let end = at;
  let open = 0;
  for (; end < text.length && !ends.test(text[end] ?? ''); end++) {
    const [char, next] = [text[end], text[end + 1]];
    if (char === '\\' && (next === undefined || next === '\n')) break;
    if ((char === '*' || char === '~') && char === next) break;
    if (char === '(') open++;
    if (char === ')' && --open < 0) break;
  }
  while (trailing.has(text[end - 1] ?? '') && text[end - 2] !== '\\') end--;
  return end <= at ? null : { address: text.slice(at, end).replace(/\\([!-/:-@[-`{-~])/g, '$1'), end };
}

/** What a person would dial or write to. */
export const withoutScheme = (address: string): string => address.replace(/^(?:mailto|tel):/i, '');
