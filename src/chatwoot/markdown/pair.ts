import type { Mark, Token } from './tokens.ts';

/** Marks that were opened and wait for their end, with how many of each. */
interface Open {
  stack: Mark[];
  waiting: Map<string, number>;
}

const opened = (): Open => ({ stack: [], waiting: new Map() });

/**
 * Decides which marks belong together. A mark that can close closes the nearest open one written alike, and whatever was
 * opened in between stays as it is written; each mark is put on a stack and taken off it once. No pair reaches into a
 * link or out of it.
 */
export function pairMarks(tokens: readonly Token[]): void {
  const around: Open[] = [];
  let open = opened();
  for (const [i, token] of tokens.entries()) {
    if (token.kind === 'link_open' && token.address !== null) {
      around.push(open);
      open = opened();
    } else if (token.kind === 'link_close') {
      open = around.pop() ?? opened();
    } else if (token.kind === 'mark') {
      const next = tokens[i + 1];
      if (next?.kind === 'mark' && next.run === token.run) order(token, next, open);
      if (token.closes && (open.waiting.get(token.text) ?? 0) > 0) close(token, open);
      else if (token.opens) add(token, open, 1);
    }
  }
}

/** Of the two marks in `***` the one that fits comes first: what was opened last is closed first. */
function order(first: Mark, second: Mark, { stack }: Open): void {
  if (!first.closes || stack.at(-1)?.text !== second.text) return;
  [first.text, second.text] = [second.text, first.text];
  [first.style, second.style] = [second.style, first.style];
}

function add(mark: Mark, open: Open, by: 1 | -1): void {
  if (by === 1) open.stack.push(mark);
  open.waiting.set(mark.text, (open.waiting.get(mark.text) ?? 0) + by);
}

function close(mark: Mark, open: Open): void {
  for (let other = open.stack.pop(); other; other = open.stack.pop()) {
    add(other, open, -1);
    if (other.text !== mark.text) continue;
    other.does = 'open';
    mark.does = 'close';
    other.shown = other.freeBefore && mark.freeAfter;
    return;
  }
}
