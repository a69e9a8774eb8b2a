import { isStopword } from '../read/stopwords.ts';

const modifying = new Set(['de', 'del', 'para', 'of', 'for']);

/**
 * Words that only say of what kind another is: "alimento para gatos castrados" is about food.
 *
 * @param isHead Whether a word may have such words behind it.
 */
export function modifiersIn(words: readonly string[], isHead: (word: string) => boolean): Set<string> {
  const found = new Set<string>();
  for (const [at, word] of words.entries()) {
    if (!modifying.has(word) || !isHead(words[at - 1] ?? '')) continue;
    const from = words.findIndex((other, n) => n > at && !isStopword(other));
    if (from < 0 || from > at + 2) continue;
    found.add(words[from]!);
    if (words[from + 1] !== undefined && !isStopword(words[from + 1]!)) found.add(words[from + 1]!);
  }
  return found;
}
