import type { StateInline } from 'markdown-it';

/** What ends an address that stands among words. */
const ends = /[\s<>"`\]]/;
const trailing = new Set('?!.,:;*_~\'"'.split(''));

/**
 * An address as it stands in a text, from `http://` or `https://` on: taken as it is, no mark in it means anything. Marks and punctuation
 * behind it are not part of it, nor is a parenthesis that was opened before it.
 */
export function readAddress(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state;
  if (src[pos] !== ':' || src[pos + 1] !== '/' || src[pos + 2] !== '/') return false;
  const scheme = /(?:^|[^\p{L}\p{N}])(https?)$/iu.exec(state.pending.slice(-6))?.[1];
  if (scheme === undefined || state.linkLevel > 0) return false;
  let end = pos + 3;
  let open = 0;
  for (; end < posMax && !ends.test(src[end] ?? ''); end++) {
    const [char, next] = [src[end], src[end + 1]];
    if (char === '\\' && (next === undefined || next === '\n')) break;
    if ((char === '*' || char === '~') && char === next) break;
    if (char === '(') open++;
    if (char === ')' && --open < 0) break;
  }
  while (end > pos + 3 && trailing.has(src[end - 1] ?? '') && src[end - 2] !== '\\') end--;
  if (end <= pos + 3) return false;
  if (!silent) {
    state.pending = state.pending.slice(0, -scheme.length);
    state.push('address', '', 0).content = withoutEscapes(scheme + src.slice(pos, end));
  }
  state.pos = end;
  return true;
}

const withoutEscapes = (address: string): string => address.replace(/\\([!-/:-@[-`{-~])/g, '$1');
