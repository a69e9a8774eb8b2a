import type { Entry } from '../file/parse.ts';
import type { Language } from '../say/words.ts';
import type { Doc, Index, Meant } from './index.ts';
import { kindsOfAnswer } from './kinds-of-answer.ts';

/** A question of the file as it fits a text. */
export interface Ranked {
  entry: Entry;
  /** 0 to 1. */
  score: number;
  /** How much of the question, or of the phrasing that fits best, is in the text, 0 to 1. */
  said: number;
  /** Every word that the text is about is explained, and none merely by a likeness of letters. */
  isSolid: boolean;
  /** The phrasing that fits best asks for a price, and the text does not. */
  isAssumed: boolean;
  /** Only what kind of answer is wanted is said ("¿precios?"), and not of what. */
  isBare: boolean;
  /** The question itself, not merely another way to ask it, asks for a kind of answer that is said. */
  isTitled: boolean;
  /** What nearly all its phrasings are about ("tortas") is not said. */
  isElsewhere: boolean;
}

/** Factor for questions in the language the person does not seem to write; where the file has that language too. */
const FOREIGN = 0.85;
const TRANSLATED = 0.78;
/** A whole phrasing inside a longer text counts this much, by its number of words with a topic (1, 2, 3 and more). */
const WITHIN = [0.5, 0.78, 0.88] as const;
/** How much a word counts that stands in the answer alone. */
const IN_ANSWER = 0.55;
/** A likeness below this is a guess. */
const GUESS = 0.72;
/** Where only the kind of answer fits ("cuánto sale") and what it is about is not in the file. */
const OTHER_TOPIC = 0.55;
/** The same for a place or an hour: those are mostly of the business itself. */
const OTHER_PLACE = 0.85;
const placesAndHours = ['=donde', '=where', '=horario', '=hours', '=abrir', '=open'];

/** Asking for something to be done or kept; a price of the same thing is another matter ("quiero encargar dos docenas"). */
const acts = ['=pedido', '=encargo', '=reserva', '=turno', '=reprogramar', '=order', '=booking'];
const UNASKED_PRICE = 0.6;
const prices = ['=precio', '=price'];
const isKind = ({ keys }: Meant): boolean => [...keys].some(([key, how]) => how === 1 && kindsOfAnswer.has(key));

/** What one question, phrasing or answer shares with a text. */
interface Side {
  doc: Doc;
  /** Its keys that are said, with how surely. */
  there: Map<string, number>;
  /** By term of the text, how surely it is in here. */
  at: Map<number, number>;
}

/** All questions that share a word with the text, best first. */
export function rankBy(index: Index, words: readonly string[], language: Language): Ranked[] {
  const terms = index.meant(words);
  const foreign = index.docs.some(({ entry }) => entry.language === language) ? TRANSLATED : FOREIGN;
  const total = terms.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return [];
  const byEntry = new Map<Entry, Side[]>();
  for (const side of sidesOf(index, terms)) {
    const sides = byEntry.get(side.doc.entry);
    if (sides === undefined) byEntry.set(side.doc.entry, [side]);
    else sides.push(side);
  }
  const ofPlace = [...terms.keys()].filter((at) => placesAndHours.some((key) => terms[at]!.keys.has(key)));
  const weighed = (at: ReadonlyMap<number, number>): number => {
    let sum = 0;
    for (const [term, quality] of at) sum += quality * terms[term]!.weight;
    return sum / total;
  };

  const isSaidOf = (keys: readonly string[]) =>
    terms.some((term) => keys.some((key) => (term.keys.get(key) ?? 0) >= 1));
  const saysPlace = !isSaidOf(prices) && isSaidOf(['=horario', '=hours', '=donde', '=where']);
  const asActs = isSaidOf(prices)
    ? []
    : [...terms.keys()].filter((at) => acts.some((key) => terms[at]!.keys.get(key) === 1));

  const ranked = [...byEntry].map(([entry, sides]): Ranked => {
    /** What all its phrasings and its answer explain together. */
    const together = new Map<number, number>();
    for (const { doc, at } of sides)
      for (const [term, quality] of at)
        together.set(term, Math.max(together.get(term) ?? 0, doc.asked ? quality : quality * IN_ANSWER));
    const whole = weighed(together);
    const about = terms.flatMap(({ isLight }, term) => (isLight ? [] : [together.get(term) ?? 0]));
    const isOther = about.length > 0 && about.every((quality) => quality === 0);
    const isOfPlace = ofPlace.some((term) => (together.get(term) ?? 0) >= 1);
    const isUnasked =
      asActs.length > 0 &&
      asActs.every((at) => (together.get(at) ?? 0) < GUESS) &&
      sides.some(({ doc }) => doc.asked && doc.keys.some((key) => prices.includes(key)));
    let best = { score: 0, said: 0, isAssumed: false };
    for (const { doc, there, at } of sides) {
      const all = index.weightOf(doc);
      const said = [...there].reduce((sum, [key, quality]) => sum + index.weight(key) * quality, 0) / all;
      const query = (weighed(at) + whole) / 2;
      const within = WITHIN[Math.min(doc.keys.length, WITHIN.length) - 1]!;
      // One word alone ("¿Cómo llego?") is in many sentences about something else ("mi pedido no llegó").
      const even = doc.keys.length === 1 ? said * whole : (said + query) / 2;
      const score = doc.asked ? Math.max(even, said * within * (0.4 + 0.6 * whole)) : Math.min(whole, IN_ANSWER);
      if (score <= best.score) continue;
      const isAssumed = doc.asked && doc.keys.some((key) => prices.includes(key) && !there.has(key));
      best = { score, said: doc.asked ? said : 0, isAssumed };
    }
    return {
      entry,
      said: best.said,
      score:
        best.score *
        (entry.language === language ? 1 : foreign) *
        (isUnasked || (best.isAssumed && saysPlace) ? UNASKED_PRICE : 1) *
        (isOther ? (isOfPlace ? OTHER_PLACE : OTHER_TOPIC) : 1),
      isAssumed: best.isAssumed,
      isBare: about.length === 0,
      isElsewhere: index.topicsOf(entry).some((key) => !sides.some(({ there }) => there.has(key))),
      isTitled: sides.some(
        ({ doc, at }) =>
          doc.isTitle &&
          [...at].some(([term, quality]) => quality === 1 && terms[term]!.isLight && isKind(terms[term]!)),
      ),
      isSolid: about.every((quality) => quality >= GUESS),
    };
  });
  return ranked.sort((a, b) => b.score - a.score || index.placeOf(a.entry) - index.placeOf(b.entry));
}

/** What each doc shares with the text: only those are looked at that hold one of its keys. */
function sidesOf(index: Index, terms: readonly Meant[]): Iterable<Side> {
  const sides = new Map<Doc, Side>();
  for (const [term, { keys, isLight }] of terms.entries()) {
    for (const [key, quality] of keys) {
      for (const doc of index.withKey(key)) {
        // Answers hold days and places of all kinds, and are long: a word merely like one of theirs means nothing.
        if (!doc.asked && (isLight || quality < 1)) continue;
        const head = doc.bound?.get(key);
        if (head !== undefined && !terms.some((other) => other.keys.has(head))) continue;
        const side = sides.get(doc) ?? { doc, there: new Map<string, number>(), at: new Map<number, number>() };
        sides.set(doc, side);
        side.there.set(key, Math.max(side.there.get(key) ?? 0, quality));
        side.at.set(term, Math.max(side.at.get(term) ?? 0, quality));
      }
    }
  }
  return sides.values();
}
