import type { Doc } from './index.ts';
import { kindsOfAnswer } from './kinds-of-answer.ts';

/** How many of the ways to ask a question hold what all of them are about. */
const NEARLY_ALL = 0.7;
/** Of fewer ways to ask it does not show. */
const FEWEST = 3;

/** What a question is about: the keys that it shares with nearly all other ways to ask it. */
export const topicsIn = (asked: readonly Doc[]): string[] =>
  asked.length < FEWEST
    ? []
    : (asked.find(({ isTitle }) => isTitle)?.keys ?? []).filter(
        (key) =>
          !kindsOfAnswer.has(key) && asked.filter(({ keys }) => keys.includes(key)).length >= asked.length * NEARLY_ALL,
      );
