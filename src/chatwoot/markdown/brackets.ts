import type { StateInline } from 'markdown-it';

/** Brackets within brackets that may still become a link: of more than these only the innermost count. */
const DEEPEST = 32;

const known = new WeakMap<StateInline, Set<number>>();

/**
 * Passes over each bracket that begins no link or picture. The parser would look for the end of every one of them, and so go through
 * thousands in a row again and again.
 */
export function readBracket(state: StateInline, silent: boolean): boolean {
  const isPicture = state.src.startsWith('![', state.pos);
  if (!isPicture && state.src[state.pos] !== '[') return false;
  let links = known.get(state);
  if (!links) known.set(state, (links = linksIn(state.src)));
  if (links.has(state.pos + (isPicture ? 1 : 0))) return false;
  if (!silent) state.pending += isPicture ? '!' : '[';
  state.pos += 1;
  return true;
}

/** Where brackets open whose end stands right before a parenthesis. */
function linksIn(text: string): Set<number> {
  const links = new Set<number>();
  const open: number[] = [];
  for (const { 0: sign, index } of text.matchAll(/\\[^\n]|[[\]]/g)) {
    if (sign === '[') {
      open.push(index);
      if (open.length > DEEPEST) open.shift();
    } else if (sign === ']') {
      const at = open.pop();
      if (at !== undefined && text[index + 1] === '(') links.add(at);
    }
  }
  return links;
}
