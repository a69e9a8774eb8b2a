import type { Entry } from '../file/parse.ts';
import { isStopword } from '../read/stopwords.ts';
import { largeOf, rootOf, soundOf } from '../read/stem.ts';
import { wordsOf } from '../read/text.ts';
import { exchanges, slips } from '../read/typo.ts';
import { WITHOUT, type Term, type Vocabulary } from '../read/vocabulary.ts';
import { isWeak } from '../read/weak-words.ts';
import { sensesOf } from '../read/senses.ts';
import { writtenOut } from '../read/abbreviations.ts';
import { kindsOfAnswer, services } from './kinds-of-answer.ts';
import { modifiersIn } from './modifiers.ts';
import { spellings } from './spellings.ts';
import { topicsIn } from './topics.ts';

/** One question or phrasing, or the words of an answer. */
export interface Doc {
  entry: Entry;
  keys: string[];
  asked: boolean;
  /** The question itself, as it stands in menus. */
  isTitle: boolean;
  /** In an answer: words that say something only with another before them (`dulce` in "dulce de leche", by `leche`). */
  bound?: ReadonlyMap<string, string>;
}

/** A word of a text as the file knows it: its keys with how surely each is meant, 0–1. */
export interface Meant {
  keys: ReadonlyMap<string, number>;
  weight: number;
  /** Says what kind of answer is wanted (a price, a place), or stands around the topic; what it is about other words say. */
  isLight: boolean;
}

export interface Index {
  docs: readonly Doc[];
  /** The docs that hold a key. */
  withKey: (key: string) => readonly Doc[];
  /** What all its keys weigh together. */
  weightOf: (doc: Doc) => number;
  /** The keys that its question and nearly all its phrasings share. */
  topicsOf: (entry: Entry) => readonly string[];
  /** Its place in the file. */
  placeOf: (entry: Entry) => number;
  weight: (key: string) => number;
  meant: (words: readonly string[]) => Meant[];
  /** Whether questions or phrasings of the file use this word, in any form. */
  knows: (word: string) => boolean;
}

/** What a word weighs that the file does not know: it may be what all is about ("¿tienen pizza?"). */
const UNKNOWN = 2.8;
/** Every further one in the same text: a story has many. */
const MORE_UNKNOWN = 0.5;
/** A word that only says of what kind another is. */
const MODIFIER = 0.6;
/** Words around the topic. */
const WEAK = 0.35;
const MISTYPED = 0.9;
/** A wrong letter in a shorter word may as well make another word. */
const MISTAKEN = 0.7;
const LONG = 7;
const TWO_SLIPS = 0.6;
/** "Sin X" where the file speaks of X alone. */
const ALMOST = 0.8;
const BEGINNING = 0.85;

/** How much more than others the words of `services` weigh. */
const SERVICE = 1.25;

/** A longer text is a story: its first so many different words decide. */
const MAX_TERMS = 32;
/** Words whose meaning is remembered. */
const KEPT = 2_000;

/** Everything that is looked up for a text, made once for a file. */
export function makeIndex(entries: readonly Entry[], names: readonly string[], vocabulary: Vocabulary): Index {
  const keysOf = (text: string): string[] => vocabulary.termsOf(writtenOut(wordsOf(text))).map(({ key }) => key);
  const docs: Doc[] = entries.flatMap((entry) => [
    ...[entry.question, ...entry.phrasings].map((text, at) => ({
      entry,
      keys: keysOf(text),
      asked: true,
      isTitle: at === 0,
    })),
    {
      entry,
      keys: keysOf(entry.answer),
      asked: false,
      isTitle: false,
      bound: boundIn(wordsOf(entry.answer), vocabulary),
    },
  ]);
  const usedBy = new Map<string, Set<Entry>>();
  for (const { entry, keys } of docs.filter(({ asked }) => asked))
    for (const key of keys) usedBy.set(key, (usedBy.get(key) ?? new Set()).add(entry));
  const inAnswers = new Set(docs.filter(({ asked }) => !asked).flatMap(({ keys }) => keys));
  /** Of the words in the file, by their sound. */
  const spelt = new Map(vocabulary.spelt);
  // The name of the business is in many sentences to it.
  const weak = new Set(names.flatMap(keysOf));
  for (const entry of entries) {
    for (const word of [entry.question, ...entry.phrasings].flatMap((text) => writtenOut(wordsOf(text)))) {
      if (isStopword(word)) continue;
      spelt.set(soundOf(word), vocabulary.keyOf(word));
      if (isWeak(word)) weak.add(vocabulary.keyOf(word));
    }
  }
  const size = Math.max(2, ...['es', 'en'].map((one) => entries.filter(({ language }) => language === one).length));
  /** Rare words tell more: the word of one question only weighs a few times that of every question. */
  const weights = new Map<string, number>();
  const weight = (key: string): number => {
    const known = weights.get(key) ?? weighed(key);
    // Keys of texts are without end, those of the file are not.
    if (usedBy.has(key)) weights.set(key, known);
    return known;
  };
  const weighed = (key: string): number => {
    const users = [...(usedBy.get(key) ?? [])];
    const most = Math.max(1, ...['es', 'en'].map((one) => users.filter(({ language }) => language === one).length));
    return (1 + Math.log(size / most)) * (weak.has(key) ? WEAK : 1);
  };

  const isHere = (key: string): boolean =>
    usedBy.has(key) || inAnswers.has(key) || [...vocabulary.near(key).keys()].some((other) => usedBy.has(other));

  const holders = new Map<string, Doc[]>();
  for (const doc of docs) {
    for (const key of doc.keys) {
      const those = holders.get(key);
      if (those === undefined) holders.set(key, [doc]);
      else those.push(doc);
    }
  }
  const totals = new Map(docs.map((doc) => [doc, doc.keys.reduce((sum, key) => sum + weight(key), 0)]));
  const topics = new Map(
    entries.map((entry) => [entry, topicsIn(docs.filter((doc) => doc.entry === entry && doc.asked))]),
  );
  const places = new Map(entries.map((entry, at) => [entry, at]));
  const words = spellings(spelt);

  const kept = new Map<string, ReadonlyMap<string, number>>();
  /** What a word may have been meant to be, where the file does not know it as it is. */
  const guesses = (word: string): ReadonlyMap<string, number> => {
    const known = kept.get(word) ?? guess(word);
    if (kept.size > KEPT) kept.clear();
    kept.set(word, known);
    return known;
  };
  const guess = (word: string): Map<string, number> => {
    const sound = soundOf(word);
    const found = new Map<string, number>();
    const add = (key: string, quality: number) => {
      if (isHere(key)) found.set(key, Math.max(found.get(key) ?? 0, quality));
    };
    for (const large of largeOf(word)) add(vocabulary.keyOf(large), MISTYPED);
    if (sound.length >= 4) for (const other of exchanges(sound)) if (spelt.has(other)) add(spelt.get(other)!, MISTYPED);
    if (found.size > 0) return found;
    for (const [other, key] of words.ofLength(sound.length, sound.length >= 7 ? 2 : 1)) {
      const longer = Math.max(sound.length, other.length);
      const allowed = longer >= 8 ? 2 : longer >= 5 && Math.min(sound.length, other.length) >= 4 ? 1 : 0;
      if (allowed === 0 || Math.abs(sound.length - other.length) > allowed || !beginsAlike(sound, other)) continue;
      const far = slips(sound, other, allowed);
      if (far <= allowed)
        add(key, far < 2 ? (longer >= LONG || sound.length !== other.length ? MISTYPED : MISTAKEN) : TWO_SLIPS);
    }
    for (const [other, key] of words.beginning(sound))
      if (other.startsWith(sound) || (sound.startsWith(other) && other.length >= 5)) add(key, BEGINNING);
    return found;
  };

  /** The terms of a text, with what its words mean together. */
  const termsOf = (words: readonly string[]): Term[] => {
    const senses = sensesOf(words);
    const [is, isNot] = [senses.is, senses.isNot].map((meant) => meant.map(vocabulary.keyOf)) as [string[], string[]];
    const terms = vocabulary.termsOf(words).filter(({ key }) => !isNot.includes(key));
    const more = is.filter((key) => usedBy.has(key) && !terms.some((term) => term.key === key));
    return [...terms.slice(0, MAX_TERMS), ...more.map((key) => ({ key, word: null }))];
  };

  return {
    docs,
    weightOf: (doc) => totals.get(doc)!,
    withKey: (key) => holders.get(key) ?? [],
    topicsOf: (entry) => topics.get(entry) ?? [],
    placeOf: (entry) => places.get(entry) ?? 0,
    weight,
    knows: (word) => usedBy.has(vocabulary.keyOf(word)) || usedBy.has(rootOf(word)),
    meant: (words) => {
      let unknown = 0;
      const modifiers = modifiersIn(words, (word) => {
        const key = vocabulary.keyOf(word);
        return usedBy.has(key) && !isStopword(word) && !weak.has(key) && !kindsOfAnswer.has(key);
      });
      return termsOf(words).flatMap(({ key, word }): Meant[] => {
        const own = new Map([[key, 1]]);
        const isKnown = isHere(key);
        if (!usedBy.has(key) && /^\p{N}+$/u.test(word ?? '')) return [];
        // Common words are what they are, even where a letter more would make a word of the file ("andan", "mandan").
        if (!isKnown && word !== null && !vocabulary.holds(word) && !isWeak(word))
          for (const [guess, quality] of guesses(word)) own.set(guess, quality);
        if (!isKnown && key.startsWith(WITHOUT)) {
          const what = key.slice(WITHOUT.length);
          own.set(what, ALMOST);
          for (const [guess, quality] of guesses(what)) own.set(guess, quality * ALMOST);
        }
        const keys = new Map(own);
        for (const [one, quality] of own) {
          for (const [other, how] of vocabulary.near(one))
            if (usedBy.has(other)) keys.set(other, Math.max(keys.get(other) ?? 0, quality * how));
        }
        const used = [...keys.keys()].filter((one) => usedBy.has(one));
        const isAround = weak.has(key) || (word !== null && isWeak(word) && !usedBy.has(key));
        if (used.length === 0 && !isAround) unknown += 1;
        const heaviest =
          used.length > 0
            ? Math.max(...used.map(weight)) * (services.has(key) ? SERVICE : 1)
            : UNKNOWN * MORE_UNKNOWN ** Math.max(0, unknown - 1);
        return [
          {
            keys,
            weight: isAround
              ? Math.min(heaviest, UNKNOWN * WEAK)
              : modifiers.has(word ?? '')
                ? heaviest * MODIFIER
                : heaviest,
            isLight: isAround || kindsOfAnswer.has(key),
          },
        ];
      });
    },
  };
}

const joints = new Set(['de', 'of']);
const boundIn = (words: readonly string[], { keyOf }: Vocabulary): Map<string, string> =>
  new Map(
    words.flatMap((word, at) => {
      const [head, after] = [words[at - 1], words[at + 1]];
      return joints.has(word) && head && after ? [[keyOf(after), keyOf(head)] as const] : [];
    }),
  );

/** Their first letters are the same, up to one slip there. Most words are ruled out by it, which is what makes the search quick. */
const beginsAlike = (a: string, b: string): boolean => a[0] === b[0] || a[1] === b[1] || a[0] === b[1] || a[1] === b[0];
