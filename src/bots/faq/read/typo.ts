/**
 * Whether `a` may be a mistyped `b`: one slip (a letter too many, missing, wrong, or two exchanged) from 5 letters on,
 * two slips from 8 on. Shorter words must be equal: `hora` is no mistyped `hola`.
 */
export function isTypoOf(a: string, b: string): boolean {
  const longer = Math.max(a.length, b.length);
  const allowed = longer >= 8 ? 2 : longer >= 5 ? 1 : 0;
  return a === b || (allowed > 0 && Math.abs(a.length - b.length) <= allowed && slips(a, b, allowed) <= allowed);
}

/** Rows of the table, kept: thousands of pairs are compared for one text of unknown words. */
const ROW = 64;
let before = new Uint8Array(ROW);
let last = new Uint8Array(ROW);
let next = new Uint8Array(ROW);

/**
 * How many slips lie between two words (optimal string alignment distance).
 *
 * @param most Where there are more, any number above it is given.
 */
export function slips(a: string, b: string, most = 8): number {
  if (Math.abs(a.length - b.length) > most || b.length >= ROW) return a === b ? 0 : ROW;
  for (let column = 0; column <= b.length; column++) last[column] = column;
  for (let row = 1; row <= a.length; row++) {
    next[0] = Math.min(row, ROW);
    let least = next[0];
    for (let column = 1; column <= b.length; column++) {
      const same = a.charCodeAt(row - 1) === b.charCodeAt(column - 1);
      let cost = Math.min(last[column]! + 1, next[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1));
      if (
        row > 1 &&
        column > 1 &&
        a.charCodeAt(row - 1) === b.charCodeAt(column - 2) &&
        a.charCodeAt(row - 2) === b.charCodeAt(column - 1)
      )
        cost = Math.min(cost, before[column - 2]! + 1);
      next[column] = cost;
      if (cost < least) least = cost;
    }
    if (least > most + 1) return least;
    [before, last, next] = [last, next, before];
  }
  return last[b.length]!;
}

/** The word with each two neighbouring letters exchanged, `hroario` → …, `horario`, …: the slip Levenshtein counts double. */
export function exchanges(word: string): string[] {
  return Array.from(
    { length: Math.max(0, word.length - 1) },
    (_, at) => word.slice(0, at) + word[at + 1]! + word[at]! + word.slice(at + 2),
  );
}
