import type { Reply } from '../../bot.ts';
import type { Entry } from '../file/parse.ts';
import { cut } from '../read/text.ts';
import { words, type Language } from './words.ts';

export const PERSON_ID = 'faq:person';
export const MENU_ID = 'faq:menu';
/** Followed by what comes after `faq:` in the id of the question that was answered. */
export const NOT_ID = 'faq:not:';

/** WhatsApp's limits in UTF-16 units; 10 rows in all, one of them for the person. */
const TITLE = 24;
const DESCRIPTION = 72;
export const QUESTIONS = 9;

/**
 * A list of the first 9 questions and the way to a person. A question longer than a row's title stands whole in the
 * description.
 */
export function menuOf(entries: readonly Entry[], language: Language): NonNullable<Reply['list']> {
  const rows: NonNullable<Reply['list']>['rows'] = entries.slice(0, QUESTIONS).map(({ id, question }) => {
    const title = cut(question, TITLE);
    return title === question ? { id, title } : { id, title, description: cut(question, DESCRIPTION) };
  });
  const { menuButton, personRow, personDescription } = words[language];
  rows.push({ id: PERSON_ID, title: personRow, description: personDescription });
  return { button: menuButton, rows };
}

/** A few questions by number below a text: one may answer "2" without opening the list. */
export const numbered = (text: string, entries: readonly Entry[]): string =>
  [text, ...entries.map(({ question }, at) => `${at + 1}. ${question}`)].join('\n');
