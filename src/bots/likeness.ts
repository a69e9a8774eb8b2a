import { hear } from './faq/hear/social.ts';
import { openVocabulary, type Term, type Vocabulary } from './faq/read/vocabulary.ts';
import { isTypoOf } from './faq/read/typo.ts';
import { isWeak } from './faq/read/weak-words.ts';

/** Two questions that share this much of their words are one question. 0 to 1. */
const ALIKE = 0.6;
/** What a word counts that many questions hold around their topic ("tienen", "para el sábado"). */
const WEAK = 0.3;
/** Longer texts are stories: their beginning tells what they are about. UTF-16 units. */
const READ = 300;

let vocabulary: Vocabulary | null = null;

function termsOf(text: string): Term[] {
  vocabulary ??= openVocabulary();
  return vocabulary.termsOf(hear(text.slice(0, READ), () => false).rest);
}

/** Whether anything is in it besides greetings, thanks and words that carry no topic. */
export const asksSomething = (text: string): boolean => termsOf(text).length > 0;

/** A question by its words, as they are compared. */
interface Read<T> {
  weights: ReadonlyMap<string, number>;
  weight: number;
  items: T[];
}

/**
 * Puts together what asks the same in other words: accents, forms, synonyms, slips of the pen and words that carry no topic make no
 * difference. The largest group comes first, of groups as large the one that holds the newest.
 *
 * @param items oldest first; within its group each keeps its place
 */
export function groupAlike<T>(items: readonly T[], wordsOf: (item: T) => string): T[][] {
  const terms = items.map((item) => termsOf(wordsOf(item)));
  const meant = slipsIn(terms);
  const same = new Map<string, Read<T>>();
  for (const [at, item] of items.entries()) {
    const weights = new Map<string, number>();
    for (const { key, word } of terms[at]!)
      weights.set(meant.get(key) ?? key, word !== null && isWeak(word) ? WEAK : 1);
    const keys = [...weights.keys()].toSorted().join(' ');
    // What holds no topic at all is alike where it is the same.
    const id = keys === '' ? `=${wordsOf(item).trim().toLowerCase()}` : keys;
    const known = same.get(id);
    if (known) known.items.push(item);
    else same.set(id, { weights, weight: sum(weights.values()), items: [item] });
  }
  const place = new Map(items.map((item, at) => [item, at]));
  const last = (group: readonly T[]) => Math.max(...group.map((item) => place.get(item)!));
  const bySize = (a: readonly T[], b: readonly T[]) => b.length - a.length || last(b) - last(a);
  return joined([...same.values()].toSorted((a, b) => bySize(a.items, b.items)))
    .map((group) => group.toSorted((a, b) => place.get(a)! - place.get(b)!))
    .toSorted(bySize);
}

/** Each goes to the group whose first question is most like it; the most frequent ones are first. */
function joined<T>(all: readonly Read<T>[]): T[][] {
  const groups: { first: Read<T>; items: T[] }[] = [];
  const holding = new Map<string, number[]>();
  for (const one of all) {
    const shared = new Map<number, number>();
    for (const [key, weight] of one.weights)
      for (const at of holding.get(key) ?? []) shared.set(at, (shared.get(at) ?? 0) + weight);
    let best = { at: -1, likeness: 0 };
    for (const [at, weight] of shared) {
      const likeness = (2 * weight) / (one.weight + groups[at]!.first.weight);
      if (likeness > best.likeness) best = { at, likeness };
    }
    if (best.likeness >= ALIKE) {
      groups[best.at]!.items.push(...one.items);
      continue;
    }
    for (const key of one.weights.keys()) holding.set(key, [...(holding.get(key) ?? []), groups.length]);
    groups.push({ first: one, items: [...one.items] });
  }
  return groups.map(({ items }) => items);
}

/** By the key of a word that is written wrong: that of the word which more questions hold. */
function slipsIn(all: readonly (readonly Term[])[]): Map<string, string> {
  const known = new Map<string, { key: string; word: string; times: number }>();
  for (const { key, word } of all.flat()) {
    // A number is no slip of another.
    if (word === null || /\p{N}/u.test(word)) continue;
    const one = known.get(key) ?? { key, word, times: 0 };
    one.times += 1;
    known.set(key, one);
  }
  const byLetter = Map.groupBy(known.values(), ({ word }) => word[0]);
  const meant = new Map<string, string>();
  for (const words of byLetter.values()) {
    const frequent = words.toSorted((a, b) => b.times - a.times);
    for (const [at, { key, word }] of frequent.entries()) {
      const other = frequent.slice(0, at).find((one) => !meant.has(one.key) && isTypoOf(word, one.word));
      if (other) meant.set(key, other.key);
    }
  }
  return meant;
}

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((all, one) => all + one, 0);
