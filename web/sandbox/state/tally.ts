import type { SandboxState } from '../../../src/sandbox/page-types.ts';
import { compareAnswers, type Answers } from './answers.ts';
import { authorOf } from './author.ts';

/** The sandbox tells the newest so many messages of a chat and of a conversation: beyond that, counts mean nothing. */
const shownAtMost = 200;

export interface Tally {
  /** False where a side is too long to be counted from what the page is told. */
  whole: boolean;
  /** Messages of the customer: on the phone, and at the desk. */
  said: { phone: number; desk: number };
  /** Answers of the business: on the phone, and at the desk. Notes, activities and notices to agents are none. */
  answered: Answers;
}

/** Counts both sides, so that "nothing is lost" can be seen rather than believed. */
export function tallyOf({ conversations, phone }: Pick<SandboxState, 'phone' | 'conversations'>): Tally {
  const desk = conversations.flatMap(({ messages }) => messages);
  const lengths = [phone, ...conversations.map(({ messages }) => messages)].map(({ length }) => length);
  // The customer's reaction is a mark on a bubble of ours here and a message there.
  const wrote = phone.filter(({ from, reaction }) => from === 'customer' || reaction !== undefined);
  return {
    whole: Math.max(...lengths) < shownAtMost,
    said: {
      phone: wrote.length,
      desk: desk.filter((message) => authorOf(message) === 'customer').length,
    },
    answered: compareAnswers(phone, desk),
  };
}
