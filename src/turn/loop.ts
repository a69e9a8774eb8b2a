import type { Said } from '../bots/bot.ts';

/** One thing said, with when it came to us: WhatsApp's own times are whole seconds. */
export type Spoken = Pick<Said, 'author' | 'kind' | 'text' | 'at'>;

/** A program answers within this time of our words. Milliseconds. */
const WITHIN_MS = 20_000;
/** The same words so often are no person any more. */
const OFTEN = 3;
/** Letters from which on words are more than the "sí" and "gracias" that people say to everything. */
const LONG = 20;
/** Letters of ours that nobody says back by chance. */
const QUOTE = 6;

/**
 * Whether a program is at the other end, which answers each of our answers: the same words for the third time, each within seconds of
 * words of ours (short ones only where ours were the same, too), or our own words in theirs three times in a row. Where people have
 * spoken in between it begins anew. Buttons and lists do not count: people tap twice.
 *
 * @param said everything up to now, oldest first, what is to be answered last.
 * @returns `begins`: seen for the first time, so that it is to be told.
 */
export function loopIn(said: Spoken[], messages: Spoken[]): { begins: boolean } | null {
  const from = said.findLastIndex(({ author }) => author === 'agent') + 1;
  const heard = said.slice(from).flatMap((one, at, all) => (one.author === 'customer' ? [heardAt(all, at)] : []));
  for (const message of messages) {
    const one = heard.find(({ said }) => said === message);
    if (!one?.soon || message.kind !== 'text') continue;
    const before = heard.filter(({ said }) => said.at <= message.at && said !== message && said.kind === 'text');
    const sameGap = (other: Heard) => other.answer === one.answer;
    const repeated = before.filter((other) => other.words === one.words);
    if (
      isRepeated(
        one,
        repeated.filter((other) => !sameGap(other)),
      )
    )
      return { begins: !repeated.some(sameGap) };
    const quoting = before.filter((other) => !sameGap(other)).slice(1 - OFTEN);
    if (one.quotes && quoting.length === OFTEN - 1 && quoting.every(({ quotes }) => quotes))
      return { begins: !before.some((other) => sameGap(other) && other.quotes) };
  }
  return null;
}

interface Heard {
  said: Spoken;
  words: string;
  /** What the bot had said last. */
  answer: Spoken | undefined;
  /** It came within seconds of that. */
  soon: boolean;
  /** That is in it, whole. */
  quotes: boolean;
}

function heardAt(all: Spoken[], at: number): Heard {
  const said = all[at]!;
  const answer = all.slice(0, at).findLast(({ author }) => author === 'bot');
  const soon = answer !== undefined && said.at - answer.at <= WITHIN_MS;
  const ours = answer ? wordsOf(answer.text) : '';
  return {
    said,
    words: wordsOf(said.text),
    answer,
    soon,
    quotes: soon && ours.length >= QUOTE && wordsOf(said.text).includes(ours),
  };
}

/** @param earlier the same words before, oldest first. */
function isRepeated(one: Heard, earlier: Heard[]): boolean {
  const gaps = earlier.filter((other, n) => other.answer !== earlier[n + 1]?.answer);
  // The first of them need not follow words of ours: something began it.
  const chain = gaps.slice(
    gaps.findLastIndex(({ soon }) => !soon) === -1 ? 0 : gaps.findLastIndex(({ soon }) => !soon),
  );
  if (chain.length < OFTEN - 1) return false;
  const [second] = chain.slice(-1);
  const same = second?.answer && one.answer && wordsOf(second.answer.text) === wordsOf(one.answer.text);
  return one.words.length >= LONG || same === true;
}

/** Without what does not show in speech. Long texts also without numbers: an hour or a ticket in them is no other text. */
function wordsOf(text: string): string {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
  const letters = words
    .replace(/\p{N}+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return letters.length >= LONG ? letters : words || plain.trim();
}
