import { stemmer } from '@orama/stemmers/spanish';
import { isStopword } from '../../faq/read/stopwords.ts';
import { keyOf } from '../../faq/read/vocabulary.ts';

/** Words whose keys are kept: the common ones of a language. */
const KEPT = 50_000;

/**
 * What words are compared by; null for those without a topic. Of a small collection both the FAQ bot's key, which forgives spelling, and
 * the stem of Snowball, which knows more endings: more is found so, for twice the memory.
 */
export function keysOf(both: boolean): (word: string) => string | string[] | null {
  const kept = new Map<string, string | string[] | null>();
  return (word) => {
    const found = kept.get(word);
    if (found !== undefined) return found;
    const key = make(word, both);
    if (kept.size < KEPT) kept.set(word, key);
    return key;
  };
}

function make(word: string, both: boolean): string | string[] | null {
  if (isStopword(word) || word.length > 60) return null;
  const own = keyOf(word);
  if (!both) return own;
  // Marked, since the two ways must not meet by chance.
  return [own, `~${stemmer(word)}`];
}
