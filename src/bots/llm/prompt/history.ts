import type { Said } from '../../bot.ts';

/** Silence after which a matter counts as closed. Milliseconds. */
const CLOSED_AFTER_MS = 6 * 3_600_000;
/** Of the matter before, so many messages stay as they were, if they are this young. */
const KEPT = 6;
const KEPT_MS = 72 * 3_600_000;
/** UTF-16 units of one message, and of all together. About 4 are a token. */
const MESSAGE_MOST = 1_500;
const ALL_MOST = 12_000;
/** Closed matters that are remembered, and of each question and answer so much. */
const MATTERS = 8;
const MATTER_WORDS = 140;

/** One closed matter, in a line. */
export interface Matter {
  at: number;
  asked: string;
  answered: string;
}

/** What is kept of a person between turns. */
export interface Memory {
  matters: Matter[];
  /** Everything said up to here is in `matters`, or was never worth it. Milliseconds since 1970. */
  upTo: number;
}

export interface History {
  /** As they were said, oldest first; long ones cut. */
  said: Said[];
  memory: Memory;
}

export const noMemory: Memory = { matters: [], upTo: 0 };

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

/** Adds what is over to what is remembered. */
function withMatters(memory: Memory, past: Said[]): Memory {
  const fresh = past.filter(({ at }) => at > memory.upTo);
  const matters = [...memory.matters];
  let open: Matter | null = null;
  for (const [index, one] of fresh.entries()) {
    const before = fresh[index - 1];
    if (open === null || (before && one.at - before.at >= CLOSED_AFTER_MS)) {
      open = { at: one.at, asked: '', answered: '' };
      matters.push(open);
    }
    const words = shortened(one.text);
    if (one.author === 'customer') open.asked ||= words;
    else open.answered = words;
  }
  return {
    matters: matters.filter(({ asked, answered }) => asked !== '' || answered !== '').slice(-MATTERS),
    upTo: fresh.at(-1)?.at ?? memory.upTo,
  };
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > MATTER_WORDS ? `${line.slice(0, MATTER_WORDS)}…` : line;
}
