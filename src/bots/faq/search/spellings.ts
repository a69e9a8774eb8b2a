/** Letters by which words with the same beginning are found. */
const START = 4;

/** Spellings with their keys, by length and by their first four letters, so that few are compared with a word. */
export function spellings(spelt: ReadonlyMap<string, string>) {
  const byLength = new Map<number, [string, string][]>();
  const byStart = new Map<string, [string, string][]>();
  for (const pair of spelt) {
    const start = pair[0].slice(0, START);
    byLength.set(pair[0].length, byLength.get(pair[0].length) ?? []);
    byLength.get(pair[0].length)!.push(pair);
    byStart.set(start, byStart.get(start) ?? []);
    byStart.get(start)!.push(pair);
  }
  return {
    ofLength: (length: number, more: number): [string, string][] =>
      Array.from({ length: 2 * more + 1 }, (_, at) => byLength.get(length - more + at) ?? []).flat(),
    beginning: (word: string): [string, string][] =>
      word.length < START ? [] : (byStart.get(word.slice(0, START)) ?? []),
  };
}
