import type { Said } from '../../bot.ts';

const TEXTS = new Set(['text', 'choice', 'edit', 'welcome']);
/**
 * UTF-16 units of a turn, and of each message in it and before it, that are read, the latest ones: half a second at worst,
 * also after 200 long messages. Pattern matching over some millions of letters without a space overflows the stack.
 */
const MAX_TEXT = 4096;

/** What the messages hold of the person's own words; nothing that stands in place of a file, a place or an order. */
export const wordsSaid = (said: readonly Said[]): string =>
  said
    .map(textOf)
    .filter((text) => text !== '')
    .join('\n')
    .slice(-MAX_TEXT);

function textOf({ author, kind, text, choiceId }: Said): string {
  if (author !== 'customer') return text.slice(-MAX_TEXT);
  if (kind === 'media') return captionOf(text.slice(-MAX_TEXT));
  if (!TEXTS.has(kind)) return '';
  // A row of a menu from before the file was edited still carries the words of its question in its id.
  const question = /^faq:e[sn]:(.+)$/u.exec(choiceId ?? '')?.[1];
  return (question === undefined ? text : question.replaceAll('-', ' ')).slice(-MAX_TEXT);
}

/** What a customer wrote to a file: the lines below the one that says what it is (`📷 foto (…)`). */
const captionOf = (text: string): string => text.replace(/^(?:📷|🎬|🔊|🎤|📄|🏷)[^\n]*\n?/u, '');
