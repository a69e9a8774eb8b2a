import type { Faq } from './file/parse.ts';
import { wordsOf } from './read/text.ts';

/** Which questions of the file a text of the bot answers, as they stand in the file. */
export function sourcesIn(faq: Faq): (said: string) => string[] {
  const entries = faq.sections.flatMap((section) => section.entries);
  const plain = (text: string): string => ` ${wordsOf(text).join(' ')} `;
  return (said) => entries.filter(({ answer }) => plain(said).includes(plain(answer))).map(({ question }) => question);
}
