import type { Said } from '../../bot.ts';

const TEXTS = new Set(['text', 'choice', 'edit', 'welcome']);
/** UTF-16 units that are read of the bot's own words, which may be a whole answer. */
const MAX_OWN = 4096;
/**
 * … and of what a customer says in one turn: its beginning and its end, where the question stands. A message has up to 4,096 units; to
 * look at each of 700 unknown words took half a second, in which nobody else was served.
 */
const MAX_BEGINNING = 300;
const MAX_END = 600;
/** Messages of one turn. */
const MAX_MESSAGES = 50;
/** Nobody writes a longer word; an address may be one. */
const MAX_WORD = 60;

/** What the messages hold of the person's own words; nothing that stands in place of a file, a place or an order. */
export function wordsSaid(said: readonly Said[]): string {
  const texts = said.slice(-MAX_MESSAGES).map(textOf);
  const text = texts.filter((one) => one !== '').join('\n');
  return said.every(({ author }) => author === 'customer') ? bounded(text) : text;
}

/** Of a long text its beginning and its end. */
function bounded(text: string): string {
  const ends =
    text.length <= MAX_BEGINNING + MAX_END ? text : `${text.slice(0, MAX_BEGINNING)}\n${text.slice(-MAX_END)}`;
  return ends.replace(longWord, (word) => `${word.slice(0, MAX_WORD)} `);
}
const longWord = new RegExp(`\\S{${MAX_WORD + 1},}`, 'gu');

function textOf({ author, kind, text, choiceId }: Said): string {
  if (author !== 'customer') return text.slice(-MAX_OWN);
  if (kind === 'media') return captionOf(text.slice(-MAX_OWN));
  if (!TEXTS.has(kind)) return '';
  // A row of a menu from before the file was edited still carries the words of its question in its id.
  const question = /^faq:e[sn]:(.+)$/u.exec(choiceId ?? '')?.[1];
  return (question === undefined ? text : question.replaceAll('-', ' ')).slice(-MAX_OWN);
}

/** What a customer wrote to a file: the lines below the one that says what it is (`📷 foto (…)`). */
const captionOf = (text: string): string => text.replace(/^(?:📷|🎬|🔊|🎤|📄|🏷)[^\n]*\n?/u, '');
