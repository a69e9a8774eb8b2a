import { lookOnPage } from './page.ts';
import { join, type Piece } from './pieces.ts';

/**
 * How much is read to find the fewest backslashes, all tries together: characters, and many more for each that may be a mark. A text of
 * everyday needs a hundredth of it; what is left over after it stays safe. Never a time: the same text must give the same content again.
 */
const readMost = (length: number): number => 100_000 + 10 * length;
const MARK_COSTS = 20;

/** About so many characters are looked at by themselves: what happens in one place seldom matters for another. */
const STRETCH = 500;

/** So many signs that may be marks, times the length: nobody wrote such a text, and the page itself reads it for seconds. */
const EFFORT_MOST = 40_000_000;

/** The pieces written with as few in their safe form as needed to be shown as wanted; null where not even all together are. */
export function fewestSafe(pieces: readonly Piece[], look: string): string | null {
  const all = join(pieces, 'safe');
  if (pieces.filter(isOpen).length * all.length > EFFORT_MOST) return all;
  const plain = join(pieces, 'plain');
  if (lookOnPage(plain) === look) return plain;
  if (lookOnPage(all) !== look) return null;
  const left = { characters: readMost(all.length) };
  const parts = stretches(pieces).map((part) => ({
    plain: relaxed(part, left).join(''),
    safe: join(part, 'safe'),
    part,
  }));
  const few = join(parts, 'plain');
  if (lookOnPage(few) === look) return few;
  // What happens in one place does matter for another: first which, then where in them.
  const more = { characters: readMost(all.length) };
  const forms = relaxed(parts, more);
  const rest = parts.flatMap(({ plain, part }, i) => (forms[i] === plain ? [{ plain, safe: plain }] : part));
  return relaxed(rest, more).join('');
}

const isOpen = ({ plain, safe, sure }: Piece): boolean => plain !== safe && !sure;

/** Split behind each empty line, and what is longer at the end of a line, or where it must be within one. */
function stretches(pieces: readonly Piece[]): Piece[][] {
  const all: Piece[][] = [[]];
  let length = 0;
  for (const [i, piece] of pieces.entries()) {
    all.at(-1)?.push(piece);
    length += piece.plain.length;
    const isEnd = piece.plain === '\n';
    const isEmptyLine = isEnd && pieces[i + 1]?.plain !== '\n' && pieces[i - 1]?.plain === '\n';
    if (!isEmptyLine && length < (isEnd ? STRETCH : 1.5 * STRETCH)) continue;
    all.push([]);
    length = 0;
  }
  return all;
}

/** Takes back what changes nothing, half by half; gives the form of each. */
function relaxed(pieces: readonly Piece[], left: { characters: number }): string[] {
  const form = pieces.map(({ safe }) => safe);
  const open = pieces.flatMap((piece, i) => (isOpen(piece) ? [i] : []));
  if (open.length === 0) return form;
  const look = lookOnPage(form.join(''));
  const relax = (which: readonly number[]): void => {
    if (which.length === 0 || left.characters <= 0) return;
    for (const i of which) form[i] = pieces[i]?.plain ?? '';
    const markdown = form.join('');
    left.characters -= markdown.length + MARK_COSTS * open.length;
    if (lookOnPage(markdown) === look) return;
    for (const i of which) form[i] = pieces[i]?.safe ?? '';
    if (which.length === 1) return;
    const half = Math.ceil(which.length / 2);
    relax(which.slice(0, half));
    relax(which.slice(half));
  };
  relax(open);
  // Some could only go after those behind them had gone.
  for (const i of open) if (form[i] !== pieces[i]?.plain) relax([i]);
  return form;
}
