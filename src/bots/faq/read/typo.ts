/**
 * Whether `a` may be a mistyped `b`: one slip (a letter too many, missing, wrong, or two exchanged) from 5 letters on,
 * two slips from 8 on. Shorter words must be equal: `hora` is no mistyped `hola`.
 */
export function isTypoOf(a: string, b: string): boolean {
  const longer = Math.max(a.length, b.length);
  const allowed = longer >= 8 ? 2 : longer >= 5 ? 1 : 0;
  return a === b || (allowed > 0 && Math.abs(a.length - b.length) <= allowed && slips(a, b) <= allowed);
}

/** How many slips lie between two words (optimal string alignment distance). Words are short, so the plain table is quick enough. */
export function slips(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const next = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(last[column]! + 1, next[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1));
      const exchanged = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (exchanged) cost = Math.min(cost, before[column - 2]! + 1);
      next.push(cost);
    }
    before = last;
    last = next;
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
