import { reply, type Action, type Bot, type Said, type Turn } from '../bot.ts';
import type { Entry, Faq, Section } from './file/parse.ts';
import { readBefore, type Before } from './hear/before.ts';
import { numbersIn } from './hear/choose.ts';
import { isOnlyAsking, isSupposed } from './hear/details.ts';
import { asksForPerson } from './hear/person.ts';
import { isPraise } from './hear/praise.ts';
import { hear, type Heard } from './hear/social.ts';
import { troubleIn, type Trouble } from './hear/trouble.ts';
import { languageOf } from './read/language.ts';
import { isStopword } from './read/stopwords.ts';
import { wordsOf } from './read/text.ts';
import { openVocabulary, type Vocabulary } from './read/vocabulary.ts';
import { isWeak } from './read/weak-words.ts';
import { mattersIn } from './search/matters.ts';
import { openSearch, type Search } from './search/search.ts';
import { MENU_ID, NOT_ID, PERSON_ID } from './say/menu.ts';
import { markUnanswered } from './say/mark-unanswered.ts';
import { answersOf, choice, menu, nearAnswer, offer, sociable, toPerson } from './say/replies.ts';
import { words, type Language } from './say/words.ts';
import { wordsSaid } from './hear/words-said.ts';

/** Nothing an answer would be expected to. */
const SILENT = new Set(['reaction', 'system', 'revoke', 'silent']);
/** A person has to look at these, whatever stands in them. */
const ORDERS = new Set(['order', 'form']);
/** Of the few questions offered, one that fits a little better than nothing is meant by "la de los envíos". */
const CHOSEN = 0.3;
/** What may be offered after "no era eso". */
const OTHERS = 0.25;
const MOST_OTHERS = 3;

/** What is known when a turn is answered. */
interface Now {
  turn: Turn;
  said: Said[];
  /** The words of the person, all messages together. */
  text: string;
  heard: Heard;
  trouble: Trouble | null;
  before: Before;
  language: Language;
  section: Section;
}

/**
 * Answers from a file of questions and answers (`loadFaq`). Works offline, keeps nothing between turns (what it said before it reads in
 * the history, `readBefore`), and says at most one thing per turn: all messages of the turn are taken together.
 *
 * The first of these that fits: a person where one is wanted, somebody is angry, or what was asked for has been told · a choice from
 * what was offered · the questions it is sure of · a person for money that went wrong and for somebody's own order · greetings, thanks,
 * goodbyes · the question that comes nearest, with a way to say that it was another · a few to choose from · and where it did not
 * understand: the list of questions, the second time the offer of a person, the third time a person.
 */
export function openFaqBot(faq: Faq, vocabulary?: Vocabulary): Bot {
  const entries = faq.sections.flatMap((section) => section.entries);
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const search = openSearch(faq, vocabulary ?? openVocabulary(faq.synonyms));
  const sectionIn = (language: Language) => faq.sections.find((one) => one.language === language) ?? faq.sections[0]!;

  return {
    answer(turn) {
      const heardNow = turn.messages.filter(({ kind }) => !SILENT.has(kind));
      const said = heardNow.filter(({ kind }) => kind !== 'welcome');
      if (heardNow.length > 0 && said.length === 0) {
        const language = spokenBefore(turn) ?? turn.language;
        return [sociable(['greeting'], sectionIn(language), language)];
      }
      if (said.length === 0) return [];
      const chosen = said.flatMap(({ choiceId }) => byId.get(choiceId ?? '') ?? []);
      const open = said.filter(({ choiceId }) => !byId.has(choiceId ?? ''));
      const text = wordsSaid(open);
      const language = chosen.at(-1)?.language ?? languageOf(text) ?? spokenBefore(turn) ?? turn.language;
      const now: Now = {
        turn,
        said: open,
        text,
        heard: hear(text, search.knows),
        trouble: troubleIn(text),
        before: readBefore(turn, faq, (one) => wordsSaid([one])),
        language,
        section: sectionIn(language),
      };
      const actions =
        handedOver(now, search) ?? answered(now, chosen, entries, search) ?? [unclear(now, search)].flat();
      const isOther = said.some(({ choiceId }) => choiceId?.startsWith(NOT_ID)) || saysNot(now);
      return markUnanswered(actions, isOther ? now.before.asked : null);
    },
  };
}

/** A person, where nothing else will do. */
function handedOver({ turn, said, text, heard, trouble, before, language }: Now, search: Search): Action[] | null {
  const own = words[language];
  const { reasons, askedForPerson } = words[turn.language];
  const asks =
    said.some(({ choiceId }) => choiceId === PERSON_ID) ||
    asksForPerson(text, search.knows) ||
    (before.rows.length > 0 && numbersIn(text, before.rows, heard.rest) === 'person') ||
    (before.offered && !heard.topic && heard.social[0] === 'yes');
  if (asks) return toPerson(own.handOff, askedForPerson, true);
  if (trouble === 'angry') return toPerson(own.sorry, reasons.angry);
  if (said.some(({ kind }) => ORDERS.has(kind))) return toPerson(own.taken, reasons.order);
  return null;
}

/** An answer of the file, or what is due instead of one. */
function answered(now: Now, chosen: Entry[], entries: Entry[], search: Search): Action[] | null {
  const { turn, said, text, heard, before, language, section } = now;
  const own = words[language];
  const { reasons, takenFor } = words[turn.language];
  const not = said.find(({ choiceId }) => choiceId?.startsWith(NOT_ID));
  if (chosen.length === 0 && (not !== undefined || saysNot(now))) return [notThat(now, entries, search)].flat();
  const rows = chosen.length > 0 ? [] : rowsIn(now, search);
  if (rows.length > 0) return [isOnlyYes(now) ? nearAnswer(rows, language) : reply(answersOf(rows))];

  const { sure, near, several } = mattersIn(text, search, language);
  const found = [...chosen, ...sure];
  if (before.waiting !== null && chosen.length === 0 && tellsSomething(now)) {
    const { waiting } = before;
    const asks = [...sure, ...(text.includes('?') ? near : [])];
    const isQuestion = asks.length > 0 && !asks.includes(waiting) && isOnlyAsking(text);
    if (!isQuestion)
      return toPerson(sure.length > 0 ? `${answersOf(sure)}\n\n${own.taken}` : own.taken, takenFor(waiting.question));
    return [reply([answersOf(asks), waiting.ask ?? []].flat().join('\n\n'))];
  }
  const trouble = chosen.length > 0 ? null : now.trouble;
  // Where the file itself speaks of it ("¿puedo cancelar un turno?") its answer is the right one.
  const meant = isSupposed(text) ? [...sure, ...near] : sure;
  const isAsked = meant.some(({ question, phrasings }) =>
    [question, ...phrasings].some((one) => troubleIn(one) !== null),
  );
  if (trouble !== null && !isAsked) return toPerson(trouble === 'own' ? own.own : own.sorry, reasons[trouble]);
  if (chosen.length === 0 && isPraise(text)) return [sociable(['thanks'], section, language)];
  if (found.length > 0) return [reply(answersOf([...found, ...near]))];

  if (said.length > 0 && said.every(isSticker)) return [reply(own.here)];
  if (said.some(({ choiceId }) => choiceId === MENU_ID)) return [menu(own.menu, section, language)];
  if (!heard.topic && (heard.social.length > 0 || heard.rest.length > 0))
    return [sociable(heard.social, section, language)];
  if (isOnlyPolite(now, search)) return [sociable(heard.social, section, language)];
  const follows = followUp(now, several);
  if (follows !== null && near.length === 0) return [nearAnswer([follows], language)];
  if (near.length > 0) return [nearAnswer([...new Set(near)], language)];
  if (several.length > 0 && before.failures < 2) return [choice(own.near, several, language)];
  return null;
}

/** "Gracias por la data", "ok, entonces paso mañana": thanks and the like with words around them that the file knows nothing of. */
const isOnlyPolite = ({ text, heard: { social, rest } }: Now, search: Search): boolean =>
  social.some((kind) => kind !== 'greeting' && kind !== 'menu') &&
  !text.includes('?') &&
  rest.filter((word) => !isStopword(word)).length <= 2 &&
  rest.every((word) => isStopword(word) || isWeak(word) || !search.knows(word)) &&
  (rest.every((word) => isStopword(word) || isWeak(word)) || social.includes('thanks') || social.includes('bye'));

/** "¿Y los domingos?": what was answered last is meant again, where nothing else in it says what it is about. */
function followUp({ text, heard, before }: Now, several: readonly Entry[]): Entry | null {
  const { answered } = before;
  if (answered === null || !/^\W*(?:y|and|what about|how about|pero|but)\b/iu.test(text)) return null;
  const isLight = heard.rest.every((word) => isStopword(word) || isWeak(word) || /^\p{N}+$/u.test(word));
  return isLight || several.includes(answered) ? answered : null;
}

/** Whether anything is in it besides thanks and the like: a file, a voice message and a place may be what was asked for. */
const tellsSomething = ({ said, heard }: Now): boolean =>
  heard.topic || said.some((one) => !['text', 'choice', 'edit'].includes(one.kind) && !isSticker(one));

/** Says as much as an emoji. */
const isSticker = ({ kind, text }: Said): boolean => kind === 'media' && text.startsWith('🏷');

/** "No era eso", also in plain words, and "no" to what was only probably meant. */
const saysNot = ({ heard: { topic, social }, before }: Now): boolean =>
  !topic && (social.includes('not') || (before.isNear && social.length > 0 && social.every((kind) => kind === 'no')));

/** "Sí", "ok", "esa", and no word that says which. "Ok, gracias" ends the talk. */
const isOnlyYes = ({ heard: { topic, social, rest }, before }: Now): boolean =>
  before.areNear &&
  !topic &&
  rest.length === 0 &&
  social[0] === 'yes' &&
  !social.includes('bye') &&
  !social.includes('no');

/** Which of the questions offered are meant: by number, by "sí" the first of a few, by a word of it ("la de los horarios"). */
function rowsIn(now: Now, search: Search): Entry[] {
  const { text, heard, before, language } = now;
  const { rows, areNear } = before;
  if (rows.length === 0) return [];
  const named = numbersIn(text, rows, heard.rest);
  if (named !== null && named !== 'person') return named;
  if (!areNear) return [];
  if (!heard.topic) return isOnlyYes(now) && !isThanks(text, heard) ? rows.slice(0, 1) : [];
  const best = search.rank(heard.rest, language).filter(({ entry }) => rows.includes(entry));
  const isAlone = best.length === 1 || (best[0]?.score ?? 0) - (best[1]?.score ?? 0) > 0.05;
  return isAlone && (best[0]?.score ?? 0) >= CHOSEN && heard.rest.length <= 5 ? [best[0]!.entry] : [];
}

/** "Ok, gracias", unlike "sí, gracias". */
const isThanks = (text: string, { social }: Heard): boolean =>
  social.includes('thanks') && !/^\W*(?:s[ií]|dale|claro|yes|yeah|yep|sure|esa|ese)(?!\p{L})/iu.test(text);

/** What else may have been meant by what the person had said before. */
function notThat(now: Now, entries: Entry[], search: Search): Action | Action[] {
  const { before, language, turn } = now;
  const own = words[language];
  if (before.failures >= 2) return toPerson(own.givenUp, words[turn.language].reasons.failures);
  const said = before.rows.length > 0 ? before.rows : [before.answered];
  const others = search
    .rank(hear(before.asked, search.knows).rest, language)
    .filter(({ entry, score }) => score >= OTHERS && !said.includes(entry) && entries.includes(entry))
    .slice(0, MOST_OTHERS);
  if (others.length === 0 || before.rows.length > 0 || before.failures > 0) return offer(language, own.otherThan);
  return choice(
    `${own.notThat} ${own.near}`,
    others.map(({ entry }) => entry),
    language,
  );
}

/** Nothing was understood: the questions of the file, then the offer of a person, then a person. */
function unclear({ turn, text, said, before, language, section }: Now, search: Search): Action | Action[] {
  void search;
  const own = words[language];
  if (before.failures >= 2) return toPerson(own.givenUp, words[turn.language].reasons.failures);
  if (before.failures === 1) return offer(language);
  const isFile = wordsOf(text).length === 0 && said.some(({ kind }) => !['text', 'choice', 'edit'].includes(kind));
  return menu(isFile ? own.needText : own.unsure, section, language);
}

/** The language the person last wrote in, where it showed. */
function spokenBefore({ history }: Turn): Language | null {
  return history.reduceRight<Language | null>(
    (known, said) => known ?? (said.author === 'customer' ? languageOf(wordsSaid([said])) : null),
    null,
  );
}
