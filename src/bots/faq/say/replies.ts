import { handOff, reply, type Action, type Reply } from '../../bot.ts';
import type { Entry, Section } from '../file/parse.ts';
import type { Social } from '../hear/social.ts';
import { MENU_ID, menuOf, NOT_ID, numbered, PERSON_ID } from './menu.ts';
import { words, type Language } from './words.ts';

/** More answers than this in one message read like a brochure. */
const MAX_ANSWERS = 3;

/** The answers, each below its question where there are several; what they ask for comes last. */
export function answersOf(found: readonly Entry[], headed = false): string {
  const different = [...new Set(found)].slice(0, MAX_ANSWERS);
  const asks = [...new Set(different.flatMap(({ ask }) => ask ?? []))];
  const answers = different.map(({ question, answer }) =>
    headed || different.length > 1 ? `${headOf(question)}\n${answer}` : answer,
  );
  return [...answers, ...asks].join('\n\n');
}

export const headOf = (question: string): string => `*${question}*`;

/** An answer to what was probably asked: with its question above it, and a way to say that it was another. */
export function nearAnswer(found: readonly Entry[], language: Language): Reply {
  const last = found.at(-1)!;
  const id = `${NOT_ID}${last.id.replace(/^faq:/u, '')}`;
  return reply(answersOf(found, true), { buttons: [{ id, title: words[language].notThatButton }] });
}

export const menu = (text: string, section: Section, language: Language): Reply =>
  reply(text, { list: menuOf(section.entries, language) });

/** A few questions to choose from, by a tap or by number. */
export const choice = (text: string, entries: readonly Entry[], language: Language): Reply =>
  reply(numbered(text, entries), { list: menuOf(entries, language) });

export function sociable(social: readonly Social[], section: Section, language: Language): Reply {
  const own = words[language];
  // The first word decides: "gracias, buenas tardes" is thanks, "hola, gracias" is a greeting. "Ok, gracias" is thanks all the same.
  const first = social.find((kind) => !['yes', 'no', 'laugh', 'not'].includes(kind)) ?? social[0] ?? 'menu';
  if (first === 'greeting') return menu(section.greeting ?? own.greeting(section.name), section, language);
  if (first === 'menu') return menu(own.menu, section, language);
  return reply(first === 'thanks' ? own.thanks : first === 'bye' ? own.bye : own.fine);
}

/** Whether they would rather have a person. */
export function offer(language: Language, text: string = words[language].offer): Reply {
  const { personButton, menuButton } = words[language];
  return reply(text, {
    buttons: [
      { id: PERSON_ID, title: personButton },
      { id: MENU_ID, title: menuButton },
    ],
  });
}

/** @param reason For the agents: nothing the customer wrote is in it, since it stands in the log. */
export const toPerson = (text: string, reason: string, asked = false): Action[] => [
  reply(text),
  handOff(reason, '', asked ? { asked } : {}),
];
