import { lookOnPage } from './page.ts';
import { join, type Piece } from './pieces.ts';

/**
 * How much is read to find the fewest backslashes, all tries together: characters, and many more for each that may be a mark. A text of
 * everyday needs a hundredth of it; what is left over after it stays safe. Never a time: the same text must give the same content again.
 */
const READ_MOST = 100_000;
const MARK_COSTS = 20;

/** The pieces written with as few in their safe form as needed to be shown as wanted; null where not even all together are. */
export function fewestSafe(pieces: readonly Piece[], look: string): string | null {
  const plain = join(pieces, 'plain');
  if (lookOnPage(plain) === look) return plain;
  const all = join(pieces, 'safe');
  if (lookOnPage(all) !== look) return null;
  // Paragraph by paragraph, since what happens in one seldom matters for another: a tenth of the reading.
  const few = paragraphs(pieces).map(relaxed).join('');
  return lookOnPage(few) === look ? few : relaxed(pieces);
}

/** Split behind each empty line. */
function paragraphs(pieces: readonly Piece[]): Piece[][] {
  const all: Piece[][] = [[]];
  for (const [i, piece] of pieces.entries()) {
    all.at(-1)?.push(piece);
    if (piece.plain === '\n' && pieces[i + 1]?.plain !== '\n' && pieces[i - 1]?.plain === '\n') all.push([]);
  }
  return all;
}

/** Takes back what changes nothing, half by half. */
function relaxed(pieces: readonly Piece[]): string {
  const form = pieces.map(({ safe }) => safe);
  const open = pieces.flatMap(({ plain, safe, sure }, i) => (plain === safe || sure ? [] : [i]));
  const look = lookOnPage(form.join(''));
  let left = READ_MOST;
  const relax = (which: readonly number[]): void => {
    if (which.length === 0 || left <= 0) return;
    for (const i of which) form[i] = pieces[i]?.plain ?? '';
    const markdown = form.join('');
    left -= markdown.length + MARK_COSTS * open.length;
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
  return form.join('');
}
