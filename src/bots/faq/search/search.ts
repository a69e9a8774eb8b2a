import type { Entry, Faq } from '../file/parse.ts';
import { writtenOut } from '../read/abbreviations.ts';
import { wordsOf } from '../read/text.ts';
import { openVocabulary, type Vocabulary } from '../read/vocabulary.ts';
import type { Language } from '../say/words.ts';
import { makeIndex } from './index.ts';
import { rankBy, type Ranked } from './rank.ts';

/** What the file has for a text: one question beyond doubt, one that is near, several, best first, or none. */
export type Match =
  | { kind: 'sure' | 'near'; entry: Entry; score: number; isAssumed: boolean; isBare: boolean }
  | { kind: 'several'; entries: Entry[] }
  | { kind: 'none' };

export interface Search {
  /** The question or phrasing that is just these words. */
  exact: (words: readonly string[], language: Language) => Entry | null;
  /** @param language Wins where questions of both languages fit alike. */
  find: (words: readonly string[], language: Language) => Match;
  /** Best first, with scores from 0 to 1. */
  rank: (words: readonly string[], language: Language) => Ranked[];
  /** Whether the questions or phrasings of the file use this word, in any form. */
  knows: (word: string) => boolean;
}

// Set by the talks in test/bots/faq/tuned and examples/eval.jsonl: lower answers other topics, higher misses real questions.
const SURE = 0.66;
const NEAR = 0.42;
/** Where only the answer speaks of it. */
const NEAR_IN_ANSWER = 0.47;
/** Less is answered, with a way back, where nothing else of the file comes near: so far behind is the next. */
const LONE = 0.33;
const LONE_LEAD = 0.12;
/** A question of which less than this is said is only near, however much of the text it explains. */
const SAID = 0.55;
/** Of a text that says only what kind of answer is wanted, the question has to say no more than that. */
const WHOLE = 0.8;
/** … unless nothing else of the file has to do with it: the next best is below this. */
const ALONE = 0.3;
/** How far the best must be ahead of the next question to be answered without asking back, and with a way back. */
const LEAD = 0.1;
const SLIGHT_LEAD = 0.06;
/** A question for a price that was not asked, or about something that was not named: of two the other is meant. */
const ASIDE = 0.88;
/** Of a menu: how far below the best, and how many. */
const BESIDE = 0.15;
const SEVERAL = 4;
/** Texts whose ranking is remembered. */
const KEPT = 50;

/** Makes the questions, phrasings and answers of a file searchable. A few hundred questions take milliseconds. */
export function openSearch({ sections }: Pick<Faq, 'sections'>, vocabulary: Vocabulary = openVocabulary()): Search {
  const entries = sections.flatMap((section) => section.entries);
  const index = makeIndex(
    entries,
    sections.flatMap(({ name }) => name ?? []),
    vocabulary,
  );
  const exact = new Map<string, Entry>();
  for (const entry of entries)
    for (const text of [entry.question, ...entry.phrasings])
      exact.set(`${entry.language}:${wordsOf(text).join(' ')}`, entry);
  const kept = new Map<string, Ranked[]>();
  /** A sentence is looked for as a part, as a whole and once more where it was not understood. */
  const rank = (words: readonly string[], language: Language): Ranked[] => {
    const text = `${language} ${words.join(' ')}`;
    const ranked = kept.get(text) ?? rankBy(index, writtenOut(words), language);
    if (kept.size >= KEPT) kept.clear();
    kept.set(text, ranked);
    return ranked;
  };

  return {
    knows: index.knows,
    rank,
    exact: (words, language) => {
      const key = words.join(' ');
      return exact.get(`${language}:${key}`) ?? exact.get(`es:${key}`) ?? exact.get(`en:${key}`) ?? null;
    },
    find(words, language) {
      const ranked = rank(words, language);
      // The same question in the other language is no rival.
      const rivals = ranked
        .filter(({ entry }) => entry.language === ranked[0]!.entry.language)
        .map((one) => ({ ...one, fit: one.score * (one.isAssumed || one.isElsewhere ? ASIDE : 1) }))
        .sort((a, b) => b.fit - a.fit);
      const best = rivals[0];
      const second = rivals[1]?.fit ?? 0;
      if (best === undefined) return { kind: 'none' };
      const isLone = best.said > 0 && best.score >= LONE && best.fit - second >= LONE_LEAD;
      if (!isLone && best.score < (best.said === 0 ? NEAR_IN_ANSWER : NEAR)) return { kind: 'none' };
      const lead = best.fit - second;
      const { entry, fit, isAssumed } = best;
      const isSaid = best.said >= SAID || second < ALONE;
      const isMeant = best.isSolid && !isAssumed && (!best.isBare || best.said >= WHOLE);
      if (fit >= SURE && lead >= LEAD && isSaid && isMeant)
        return { kind: 'sure', entry, score: fit, isAssumed, isBare: false };
      const near = rivals.filter((one) => one.fit >= Math.max(Math.min(NEAR, fit), fit - BESIDE));
      // "¿Precios?": of all that cost something the question for prices itself is meant.
      const titled = best.isBare ? near.filter(({ isTitled }) => isTitled) : [];
      if (titled.length === 1)
        return { kind: 'near', entry: titled[0]!.entry, score: fit, isAssumed: false, isBare: true };
      if (near.length === 1 || lead >= (best.isBare ? LEAD : SLIGHT_LEAD))
        return { kind: 'near', entry, score: fit, isAssumed, isBare: false };
      return { kind: 'several', entries: near.slice(0, SEVERAL).map((one) => one.entry) };
    },
  };
}
