import type { Passage } from './passage.ts';

export interface Found extends Passage {
  score: number;
}

/** All passages of a collection, to be found by their words. Files come and go one by one. */
export interface PassageIndex {
  /** Passages in it. */
  readonly size: number;
  /** Part of it is of passages that are gone, so that it had better be built anew. */
  readonly isWorn: boolean;
  /** Adds one, and its id to `ids`. */
  add(passage: Passage, ids: number[]): void;
  /** From now on these passages are those of the file; the ones it had are given back, to be taken out. */
  replace(source: string, ids: number[]): number[];
  remove(id: number): void;
  /** The best passages for these words, best first; none where no word is known. */
  find(query: string, most: number): Found[];
  /** Whether a word, or one like it, stands in some passage. */
  knows(word: string): boolean;
}

/** Words of a question that are looked for. */
const WORDS = 60;
/** Passages that fit this much worse than the best are not given. */
export const LEAST_SHARE = 0.3;
/** Which weights find most was tried on a Spanish shop's texts: see docs/LLM.md. */
export const RANKING = { head: 2, k: 2, b: 0.75 };
/** Of words that stand nowhere so many are looked for by what is near them, since that costs much. */
const UNKNOWN = 5;

/** The words of a question, each once. */
export const askedWords = (words: string[]): string[] => [...new Set(words)].slice(0, WORDS);

/** Those of them that may be slips of the pen. */
export function slips(words: readonly string[], knows: (word: string) => boolean): string[] {
  const unknown = words.filter((word) => word.length >= 4 && !knows(word));
  return unknown.length <= UNKNOWN ? unknown : [];
}
