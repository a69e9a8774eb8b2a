import type { Entry } from '../file/parse.ts';
import { writtenOut } from '../read/abbreviations.ts';
import { sensesOf } from '../read/senses.ts';
import { hear } from '../hear/social.ts';
import { sentencesOf, wordsOf } from '../read/text.ts';
import type { Language } from '../say/words.ts';
import type { Match, Search } from './search.ts';

/** What a text asks: `sure` beyond doubt, `near` probably; else the questions it may mean, best first. */
export interface Matters {
  sure: Entry[];
  near: Entry[];
  several: Entry[];
}

/** Words that join two matters in one sentence. */
const JOINTS = /[,;/+&]|\s-\s|\s(?:y|e|and|also|adem[aá]s|tambi[eé]n|tmb|plus)\s/iu;
/** "Ya sé algo de inglés, ¿cómo saben mi nivel?": what is told around a question. */
const TELLING =
  /^\W*(?:hola,?\s+)?(?:yo\s+)?(?:ya\s+s[eé]|soy|somos|tengo|vivo|vivimos|estoy|estamos|ando|i am|im|i have|i live|we are)(?!\p{L})/iu;
/** A half that fits less than this is not told apart from the whole sentence. */
const HALF = 0.55;
/** What is only near is answered beside what is sure from here on. */
const STRONG = 0.66;
/** More matters than these in one message are a story. */
const MOST_PARTS = 8;
/** … and halves of sentences together. */
const MOST_HALVES = 12;

/** Looks for each matter of a text: sentence by sentence, the halves around "y"/"and", and the whole. */
export function mattersIn(text: string, search: Search, language: Language): Matters {
  const find = (part: string): Match => {
    const exact = search.exact(wordsOf(part), language);
    if (exact !== null) return { kind: 'sure', entry: exact, score: 1, isAssumed: false, isBare: false };
    const { rest, topic } = hear(part, search.knows);
    // "¿Cómo voy?" has none but words that say little, and says something all the same.
    return topic || sensesOf(writtenOut(rest)).is.length > 0 ? search.find(rest, language) : { kind: 'none' };
  };
  const found: Matters = { sure: [], near: [], several: [] };
  const strong: Entry[] = [];
  let left = MOST_HALVES;
  for (const sentence of sentencesOf(text).slice(-MOST_PARTS)) {
    const parts = sentence.split(JOINTS);
    const halves = parts.length > left ? [] : parts.filter((half) => hear(half, search.knows).topic);
    left -= halves.length;
    for (const match of inSentence(sentence, halves, find)) {
      if (isClear(match)) found[match.kind === 'sure' ? 'sure' : 'near'].push(match.entry);
      if (match.kind === 'near' && match.score >= STRONG && !match.isAssumed && !match.isBare) strong.push(match.entry);
      else if (match.kind === 'several') found.several.push(...match.entries);
    }
  }
  if (found.sure.length > 0) return { ...found, near: strong, several: [] };
  const whole = find(text);
  if (whole.kind === 'sure') return { sure: [whole.entry], near: [], several: [] };
  if (whole.kind === 'near') return { sure: [], near: [whole.entry], several: [] };
  if (new Set(found.near).size > 0) return { ...found, several: [] };
  return { sure: [], near: [], several: whole.kind === 'several' ? whole.entries : [...new Set(found.several)] };
}

function inSentence(sentence: string, halves: readonly string[], find: (part: string) => Match): Match[] {
  const whole = find(sentence);
  if (halves.length < 2 || halves.length > MOST_PARTS) return [whole];
  const asking = halves.filter((half) => !TELLING.test(half));
  const each = (asking.length > 0 ? asking : halves).map(find);
  const clear = each.filter(isClear);
  const isTwo = new Set(clear.map(({ entry }) => entry)).size > 1;
  if (isTwo && clear.length === each.length && clear.every(({ score }) => score >= HALF)) return each;
  if (whole.kind === 'sure') return [whole];
  if (isTwo && clear.length === each.length) return each;
  if (whole.kind === 'near') return [whole];
  // "Vivo lejos, ¿hacen envíos?": one half is the question, the others are a story.
  const sure = each.filter(({ kind }) => kind === 'sure');
  return sure.length > 0 ? sure : [whole];
}

/** "¿Cuánto cuesta?" waits for what stands beside it ("el envío"); only a text that says nothing else is answered by it. */
const isClear = (match: Match): match is Match & { kind: 'sure' | 'near' } =>
  match.kind === 'sure' || (match.kind === 'near' && !match.isBare);
