import { kindsEn, sameEn } from './synonyms-en.ts';
import { kindsEs, sameEs } from './synonyms-es.ts';
import { kindsTradesEn, sameTradesEn } from './trades-en.ts';
import { kindsTradesEs, sameTradesEs } from './trades-es.ts';
import { isStopword } from './stopwords.ts';
import { wordsOf } from './text.ts';
import { isWeak } from './weak-words.ts';
import { formOf, rootOf, soundOf } from './stem.ts';

/** A word that is not stopped, as it is compared. */
export interface Term {
  /** The same for all forms and synonyms. */
  key: string;
  /** As it was written, for typing errors; null for phrases, which are what they are. */
  word: string | null;
}

/** Which words mean the same, and which are a kind of another. */
export interface Vocabulary {
  termsOf: (words: readonly string[]) => Term[];
  keyOf: (word: string) => string;
  /** Whether a word stands in the groups, in any form: then it is no slip of another. */
  holds: (word: string) => boolean;
  /** What stands near to it (`posnet`: `tarjeta`, `pago`), with how near, 0–1. */
  near: (key: string) => ReadonlyMap<string, number>;
  /** Every single word of the groups, in its sound, with its key: what a mistyped word may have been meant to be. */
  spelt: ReadonlyMap<string, string>;
}

/** "Sin leche" is no question for milk. */
export const WITHOUT = 'sin ';
const without = new Set(['sin', 'ni', 'without', 'no']);
/** How much a kind counts for what it is a kind of, and the other way round. */
const KIND = 0.8;
const REVERSE = 0.7;
/** What only has to do with something ("escalera" with "ascensor") is never answered as if it were sure. */
const LOOSE = 0.7;
const LOOSE_REVERSE = 0.5;

const groupsOf = (text: string): string[][] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.split(/[,:]/u).map((phrase) => phrase.trim()));

const shipped = [sameEs, sameEn, sameTradesEs, sameTradesEn].flatMap(groupsOf);
const kinds = [
  ...[kindsEs, kindsEn].flatMap(groupsOf).map((group) => ({ group, kind: KIND, reverse: REVERSE })),
  ...[kindsTradesEs, kindsTradesEn].flatMap(groupsOf).map((group) => ({ group, kind: LOOSE, reverse: LOOSE_REVERSE })),
];

/** @param own groups of the operator, each of phrases that mean the same; joined with ours where they share one. */
export function openVocabulary(given: readonly (readonly string[])[] = []): Vocabulary {
  const own = given.map((group) => group.map((phrase) => wordsOf(phrase).join(' ')));
  /** By phrase, each word in its weakest form. */
  const known = new Map<string, string>();
  const joined = new Map<string, string>();
  const spelt = new Map<string, string>();
  const rootKey = (key: string): string => {
    const other = joined.get(key);
    return other === undefined ? key : rootKey(other);
  };
  const written = (phrase: string): string => `=${phrase.split(' ').map(soundOf).join(' ')}`;
  const formed = (phrase: string): string => phrase.split(' ').map(formOf).join(' ');

  for (const group of [...shipped, ...own]) {
    const earlier = group.flatMap(
      (phrase) =>
        (phrase.startsWith('!') ? undefined : (known.get(written(phrase)) ?? known.get(formed(phrase)))) ?? [],
    );
    const key = rootKey(earlier[0] ?? `=${group[0]!}`);
    for (const other of earlier.map(rootKey)) if (other !== key && own.includes(group)) joined.set(other, key);
    for (const one of group) {
      const phrase = one.replace('!', '');
      for (const form of one === phrase ? [written(phrase), formed(phrase)] : [written(phrase)]) {
        if (!known.has(form) || own.includes(group)) known.set(form, key);
      }
      if (one !== phrase) continue;
      const isVerb = /..[aei]r$/u.test(phrase);
      if (!phrase.includes(' ')) spelt.set(soundOf(phrase), key);
      // All forms of a verb, alone (`abrieron` as well as `abren`) and in a phrase (`buscando empleados`).
      const roots = `~${phrase.split(' ').map(rootOf).join(' ')}`;
      if ((isVerb || phrase.includes(' ')) && !known.has(roots)) known.set(roots, key);
    }
  }
  const lookUp = (words: readonly string[]): string | undefined => {
    const key =
      known.get(`=${words.map(soundOf).join(' ')}`) ??
      known.get(words.map(formOf).join(' ')) ??
      known.get(`~${words.map(rootOf).join(' ')}`);
    return key === undefined ? undefined : rootKey(key);
  };
  const keyOf = (word: string): string => lookUp([word]) ?? rootOf(word);

  const neighbours = new Map<string, Map<string, number>>();
  const relate = (from: string, to: string, how: number): void => {
    const its = neighbours.get(from) ?? new Map<string, number>();
    its.set(to, Math.max(its.get(to) ?? 0, how));
    neighbours.set(from, its);
  };
  const phraseKey = (phrase: string): string => {
    const [first = '', second, third] = phrase.split(' ');
    if (without.has(first) && second !== undefined && third === undefined) return `${WITHOUT}${keyOf(second)}`;
    return lookUp(phrase.split(' ')) ?? (phrase.includes(' ') ? phrase : rootOf(phrase));
  };
  for (const { group, kind, reverse } of kinds) {
    const [general = '', ...special] = group;
    for (const one of special) {
      // A phrase of these lists stands as one word wherever it is said.
      if (phraseKey(one) === one && one.includes(' ')) known.set(formed(one), one);
      relate(phraseKey(one), phraseKey(general), kind);
      relate(phraseKey(general), phraseKey(one), reverse);
    }
  }
  for (const [special, to] of neighbours) {
    for (const [general, how] of [...to]) {
      if (how < KIND) continue;
      for (const [higher, more] of neighbours.get(general) ?? [])
        if (more >= KIND && higher !== special) relate(special, higher, how * more);
    }
  }

  /** How many words the longest phrase has that begins with a form. */
  const longest = new Map<string, number>();
  for (const form of known.keys()) {
    const parts = form.split(' ');
    if (parts.length > 1) longest.set(parts[0]!, Math.max(longest.get(parts[0]!) ?? 0, parts.length));
  }
  const phraseFrom = (word: string): number =>
    Math.max(...[`=${soundOf(word)}`, formOf(word), `~${rootOf(word)}`].map((form) => longest.get(form) ?? 1));

  return {
    keyOf,
    holds: (word) => lookUp([word]) !== undefined,
    near: (key) => neighbours.get(key) ?? new Map<string, number>(),
    spelt,
    termsOf(words) {
      const terms = new Map<string, Term>();
      const add = (key: string, word: string | null) => void (terms.has(key) || terms.set(key, { key, word }));
      for (let at = 0; at < words.length;) {
        const word = words[at]!;
        let length = Math.min(phraseFrom(word), words.length - at);
        while (length > 1 && lookUp(words.slice(at, at + length)) === undefined) length--;
        const isWithout = at > 0 && without.has(words[at - 1]!);
        if (isWithout && !isStopword(word)) add(`${WITHOUT}${keyOf(word)}`, null);
        else if (length > 1) add(lookUp(words.slice(at, at + length))!, null);
        else if (!isStopword(word)) add(keyOf(word), word);
        at += length;
      }
      return [...terms.values()];
    },
  };
}

let shippedOnly: Vocabulary | null = null;

/** A word as it is compared, by the synonyms that ship alone. */
export function keyOf(word: string): string {
  shippedOnly ??= openVocabulary();
  return shippedOnly.keyOf(word);
}

const words = new Set(
  [...shipped, ...kinds.map(({ group }) => group)]
    .flat()
    .flatMap((phrase) => phrase.replace('!', '').split(' '))
    .flatMap((word) => [formOf(word), ...(word.length >= 5 ? [rootOf(word)] : [])]),
);

/** Whether it is a word of the groups that ship, in any form: no slip of another. */
export const isWord = (word: string): boolean =>
  isStopword(word) || isWeak(word) || words.has(formOf(word)) || (word.length >= 5 && words.has(rootOf(word)));
