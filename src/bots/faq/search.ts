import MiniSearch from 'minisearch';
import type { Entry } from './parse.ts';
import { isStopword } from './stopwords.ts';
import { keyOf } from './stem.ts';
import { wordsOf } from './text.ts';
import { exchanges, slips } from './typo.ts';
import type { Language } from './words.ts';

/** What the file has for a text. `near`: best first, at least one. */
export type Match = { kind: 'sure'; entry: Entry } | { kind: 'near'; entries: Entry[] } | { kind: 'none' };

export interface Search {
  /** The question or phrasing that is just these words. */
  exact: (words: readonly string[], language: Language) => Entry | null;
  /** @param language Wins where questions of both languages fit alike. */
  find: (words: readonly string[], language: Language) => Match;
  /** Whether the questions or phrasings of the file use this word, in any form. */
  knows: (word: string) => boolean;
}

// Set by the table of phrasings in the test: lower answers other topics, higher misses real phrasings.
const SURE = 0.6;
const NEAR = 0.33;
/** How far the best must be ahead of the next question to be answered without asking back. */
const LEAD = 0.1;
/** Factor for questions in the language the person does not seem to write. */
const FOREIGN = 0.85;
/** A whole phrasing inside a longer text counts this much, by its number of words with a topic (1, 2, 3 and more). */
const WITHIN = [0.5, 0.78, 0.88] as const;
/** Words found in an answer only never suffice to be sure. */
const ANSWER_ONLY = 0.45;
/** A longer text is a story: its first so many different words decide. */
const MAX_TERMS = 120;

interface Doc {
  id: number;
  entry: Entry;
  terms: string[];
  /** A question or phrasing; false for an answer's words. */
  asked: boolean;
}

/** Indexes questions, phrasings and, for near matches, answers. A few hundred questions take milliseconds. */
export function openSearch(entries: readonly Entry[]): Search {
  const docs: Doc[] = entries.flatMap((entry) => [
    ...[entry.question, ...entry.phrasings].map((text) => ({
      id: 0,
      entry,
      terms: termsOf(wordsOf(text)),
      asked: true,
    })),
    { id: 0, entry, terms: termsOf(wordsOf(entry.answer)), asked: false },
  ]);
  docs.forEach((doc, index) => (doc.id = index));
  const index = new MiniSearch<{ id: number; terms: string }>({
    fields: ['terms'],
    tokenize: (text) => text.split(' '),
    processTerm: (term) => term,
  });
  index.addAll(docs.map(({ id, terms }) => ({ id, terms: terms.join(' ') })));

  const usedBy = new Map<string, Set<Entry>>();
  for (const doc of docs.filter(({ asked }) => asked)) {
    for (const term of doc.terms) usedBy.set(term, (usedBy.get(term) ?? new Set()).add(doc.entry));
  }
  /** Rare words tell more: the word of one question only weighs a few times that of every question. */
  const weight = (term: string): number => 1 + Math.log(Math.max(2, entries.length) / (usedBy.get(term)?.size ?? 1));
  const exact = new Map<string, Entry>();
  for (const entry of entries) {
    for (const text of [entry.question, ...entry.phrasings])
      exact.set(`${entry.language}:${wordsOf(text).join(' ')}`, entry);
  }

  /** Each document the term stands in, with the document's own form of it and how alike the two are, 0–1. */
  const look = (term: string): { doc: Doc; own: string; quality: number }[] => {
    const known = usedBy.has(term);
    const meant = known ? term : (exchanges(term).find((other) => term.length >= 3 && usedBy.has(other)) ?? term);
    const certain = known || meant !== term;
    const found = index.search(meant, {
      prefix: meant.length >= 4,
      fuzzy: certain || meant.length < 4 ? false : meant.length >= 7 ? 2 : 1,
      // Its own ranking is not used: what counts here is how much of both sides is covered.
      maxFuzzy: 2,
    });
    return found.flatMap((result) =>
      result.terms.map((own) => ({
        doc: docs[result.id as number]!,
        own,
        quality:
          own === meant
            ? meant === term
              ? 1
              : 0.9
            : own.startsWith(meant)
              ? 0.85
              : slips(own, meant) < 2
                ? 0.8
                : 0.45,
      })),
    );
  };

  const scores = (words: readonly string[], language: Language): { entry: Entry; score: number }[] => {
    const terms = termsOf(words)
      .filter((term) => usedBy.has(term) || !/^\p{N}+$/u.test(term))
      .slice(0, MAX_TERMS);
    const covered = new Map<Doc, { own: Map<string, number>; asked: number }>();
    /** How much of the text all phrasings of a question cover together. */
    const together = new Map<Entry, number>();
    let total = 0;
    for (const term of terms) {
      let heaviest = weight(term);
      const best = new Map<Doc, number>();
      for (const { doc, own, quality } of look(term)) {
        // Answers are long: a word merely like one of theirs means nothing.
        if (!doc.asked && quality < 1) continue;
        const side = covered.get(doc) ?? { own: new Map<string, number>(), asked: 0 };
        covered.set(doc, side);
        side.own.set(own, Math.max(side.own.get(own) ?? 0, quality));
        best.set(doc, Math.max(best.get(doc) ?? 0, quality));
        heaviest = Math.max(heaviest, weight(own));
      }
      const bestOf = new Map<Entry, number>();
      for (const [doc, quality] of best) {
        covered.get(doc)!.asked += quality * heaviest;
        if (doc.asked) bestOf.set(doc.entry, Math.max(bestOf.get(doc.entry) ?? 0, quality));
      }
      for (const [entry, quality] of bestOf) together.set(entry, (together.get(entry) ?? 0) + quality * heaviest);
      total += heaviest;
    }
    const top = new Map<Entry, number>();
    for (const [doc, { own, asked }] of covered) {
      const all = doc.terms.reduce((sum, term) => sum + weight(term), 0);
      const there = [...own].reduce((sum, [term, quality]) => sum + weight(term) * quality, 0) / all;
      const query = asked / total;
      const within = WITHIN[Math.min(doc.terms.length, WITHIN.length) - 1]!;
      // One word alone ("¿Cómo llego?") is in many sentences about something else ("mi pedido no llegó").
      const even = doc.terms.length === 1 ? there * ((together.get(doc.entry) ?? 0) / total) : (there + query) / 2;
      const score = doc.asked ? Math.max(even, there * within) : query * ANSWER_ONLY;
      const fair = score * (doc.entry.language === language ? 1 : FOREIGN);
      top.set(doc.entry, Math.max(top.get(doc.entry) ?? 0, fair));
    }
    return [...top].map(([entry, score]) => ({ entry, score })).sort((a, b) => b.score - a.score);
  };

  return {
    knows: (word) => usedBy.has(keyOf(word)),
    exact: (words, language) => {
      const key = words.join(' ');
      return exact.get(`${language}:${key}`) ?? exact.get(`es:${key}`) ?? exact.get(`en:${key}`) ?? null;
    },
    find(words, language) {
      const ranked = scores(words, language);
      const best = ranked[0];
      if (best === undefined || best.score < NEAR) return { kind: 'none' };
      // The same question in the other language is no rival.
      const rivals = ranked.filter(({ entry }) => entry.language === best.entry.language);
      if (best.score >= SURE && best.score - (rivals[1]?.score ?? 0) >= LEAD)
        return { kind: 'sure', entry: best.entry };
      const near = rivals.filter(({ score }) => score >= Math.max(NEAR, best.score - 0.3));
      return { kind: 'near', entries: near.map(({ entry }) => entry) };
    },
  };
}

/** Each different word with a topic, as its key. A question without any ("¿Qué es esto?") is found when asked exactly so. */
function termsOf(words: readonly string[]): string[] {
  return [...new Set(words.filter((word) => !isStopword(word)).map(keyOf))];
}
