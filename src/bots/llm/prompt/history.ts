import type { Said } from '../../bot.ts';
import { CLOSED_AFTER_MS, withMatters, type Memory } from './matters.ts';

/** Of the matter before, so many messages stay as they were, if they are this young. */
const KEPT = 6;
const KEPT_MS = 72 * 3_600_000;
/** UTF-16 units of one message, and of all together. About 4 are a token. */
const MESSAGE_MOST = 1_500;
const ALL_MOST = 12_000;

export interface History {
  /** As they were said, oldest first; long ones cut. */
  said: Said[];
  memory: Memory;
}

/**
 * What the model is told of before: the matter that goes on in full, a little of the one before, and all others as a line each, kept for this
 * person. Bound by count, age, size and, with that, tokens.
 *
 * @param share how much of the usual size; less where a model's context turned out to be small
 */
export function historyOf(history: Said[], now: number, memory: Memory, share = 1): History {
  const closedAt = history.findLastIndex(({ at }, index) => (history[index + 1]?.at ?? now) - at >= CLOSED_AFTER_MS);
  const closed = history.slice(0, closedAt + 1);
  const still = closed.slice(-KEPT).filter(({ at }) => now - at < KEPT_MS);
  const past = closed.slice(0, closed.length - still.length);
  const said: Said[] = [];
  let room = ALL_MOST * share;
  for (const one of [...still, ...history.slice(closedAt + 1)].reverse()) {
    const text = one.text.length > MESSAGE_MOST ? `${one.text.slice(0, MESSAGE_MOST)}…` : one.text;
    room -= text.length;
    if (room < 0) break;
    said.unshift({ ...one, text });
  }
  return { said, memory: withMatters(memory, past) };
}
