import { handOff, reply, type Action, type Bot, type Reply, type Said, type Turn } from '../bot.ts';
import { languageOf } from './language.ts';
import { MENU_ID, menuOf, PERSON_ID } from './menu.ts';
import type { Entry, Faq, Section } from './parse.ts';
import { asksForPerson } from './person.ts';
import { openSearch, type Search } from './search.ts';
import { hear, type Social } from './social.ts';
import { sentencesOf, wordsOf } from './text.ts';
import { words, type Language } from './words.ts';

/** Nothing an answer would be expected to. */
const SILENT = new Set(['reaction', 'system', 'revoke', 'silent']);
const TEXTS = new Set(['text', 'choice', 'edit']);
/** More answers than this in one message read like a brochure. */
const MAX_ANSWERS = 3;
/**
 * UTF-16 units of a turn, and of each message in it and before it, that are read, the latest ones: a quarter of a second at worst,
 * also after 200 long messages. Pattern matching over some millions of letters without a space overflows the stack.
 */
const MAX_TEXT = 4096;

/**
 * Answers from a file of questions and answers (`loadFaq`). Works offline, keeps nothing between turns, and says at most
 * one thing per turn: all messages of the turn are taken together.
 *
 * A chat that was opened without a word yet is greeted. Else, in this order: a wish for a person hands over; questions it is sure of are answered (up to three); greetings, thanks
 * and goodbyes are returned; near matches, or else the first questions of the file, are offered as a list; after being
 * unsure twice in a row it offers a person.
 */
export function openFaqBot(faq: Faq): Bot {
  const entries = faq.sections.flatMap((section) => section.entries);
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const search = openSearch(entries);
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
      const text = open
        .filter(({ kind }) => TEXTS.has(kind))
        .map(textOf)
        .join('\n')
        .slice(-MAX_TEXT);
      const captions = open.filter(({ kind }) => !TEXTS.has(kind)).map(textOf);
      const language = chosen.at(-1)?.language ?? languageOf(text) ?? spokenBefore(turn) ?? turn.language;
      const section = sectionIn(language);
      const own = words[language];

      const heard = hear(text, search.knows);
      const offered = lastOfBot(turn)?.startsWith(own.offer) ?? false;
      const wantsPerson =
        open.some(({ choiceId }) => choiceId === PERSON_ID) ||
        asksForPerson(text, search.knows) ||
        (offered && !heard.topic && heard.social[0] === 'yes');
      if (wantsPerson) return [reply(own.handOff), handOff(words[turn.language].askedForPerson, '', { asked: true })];

      const found = [...chosen, ...sureOf(text, search, language)];
      if (found.length === 0) found.push(...captions.flatMap((caption) => sureOf(caption, search, language)));
      if (found.length > 0) return [reply(answersOf(found))];

      if (open.some(({ choiceId }) => choiceId === MENU_ID)) return [menu(own.menu, section, language)];
      if (!heard.topic && (heard.social.length > 0 || heard.rest.length > 0)) {
        return [sociable(heard.social, section, language)];
      }
      const near = search.find(heard.rest, language);
      if (near.kind === 'near') return [reply(own.near, { list: menuOf(near.entries, language) })];
      if (wasUnsure(turn)) return [offer(language)];
      return [menu(wordsOf(text).length === 0 && captions.length > 0 ? own.needText : own.unsure, section, language)];
    },
  };
}

/** A row of a menu from before the file was edited still carries the words of its question in its id. */
function textOf({ text, choiceId }: Said): string {
  const question = /^faq:e[sn]:(.+)$/u.exec(choiceId ?? '')?.[1];
  return (question === undefined ? text : question.replaceAll('-', ' ')).slice(-MAX_TEXT);
}

/** The questions a text asks beyond doubt: sentence by sentence, then its halves around "y"/"and", then the whole. */
function sureOf(text: string, search: Search, language: Language): Entry[] {
  const sure = (part: string): Entry[] => {
    const exact = search.exact(wordsOf(part), language);
    if (exact !== null) return [exact];
    const { rest, topic } = hear(part, search.knows);
    const match = topic ? search.find(rest, language) : null;
    return match?.kind === 'sure' ? [match.entry] : [];
  };
  const bySentence = sentencesOf(text).flatMap((sentence) => {
    const whole = sure(sentence);
    if (whole.length > 0) return whole;
    const halves = sentence.split(/,|\s(?:y|e|and|also|tambi[eé]n)\s/iu);
    const each = halves.map(sure);
    return halves.length > 1 && each.every((half) => half.length > 0) ? each.flat() : [];
  });
  return bySentence.length > 0 ? bySentence : sure(text);
}

function answersOf(found: Entry[]): string {
  const different = [...new Set(found)].slice(0, MAX_ANSWERS);
  if (different.length === 1) return different[0]!.answer;
  return different.map(({ question, answer }) => `*${question}*\n${answer}`).join('\n\n');
}

function sociable(social: Social[], section: Section, language: Language): Reply {
  const own = words[language];
  // The first word decides: "gracias, buenas tardes" is thanks, "hola, gracias" is a greeting.
  const first = social.find((kind) => kind !== 'yes' && kind !== 'no') ?? social[0] ?? 'menu';
  if (first === 'greeting') return menu(section.greeting ?? own.greeting(section.name), section, language);
  if (first === 'menu') return menu(own.menu, section, language);
  return reply(first === 'thanks' ? own.thanks : first === 'bye' ? own.bye : own.fine);
}

const menu = (text: string, section: Section, language: Language): Reply =>
  reply(text, { list: menuOf(section.entries, language) });

function offer(language: Language): Action {
  const { offer, personButton, menuButton } = words[language];
  return reply(offer, {
    buttons: [
      { id: PERSON_ID, title: personButton },
      { id: MENU_ID, title: menuButton },
    ],
  });
}

/** What the bot said last, unless an agent has spoken since. */
function lastOfBot({ history }: Turn): string | null {
  const last = history.findLast(({ author }) => author !== 'customer');
  return last?.author === 'bot' ? last.text : null;
}

function wasUnsure(turn: Turn): boolean {
  const last = lastOfBot(turn);
  return Object.values(words).some((own) =>
    [own.near, own.unsure, own.offer, own.needText].some((text) => last?.startsWith(text) ?? false),
  );
}

/** The language the person last wrote in, where it showed. */
function spokenBefore({ history }: Turn): Language | null {
  return history.reduceRight<Language | null>(
    (known, { author, text }) => known ?? (author === 'customer' ? languageOf(text.slice(-MAX_TEXT)) : null),
    null,
  );
}
