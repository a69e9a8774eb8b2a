import type { Message } from '../store/tables.ts';

/** Somebody who goes on writing is answered all the same after this. Milliseconds. */
export const MOST_QUIET_MS = 10_000;

/**
 * Until when a turn waits for more: people write one thought in several short messages.
 *
 * @param rows what waits for an answer, oldest first
 * @param changes what was edited or deleted since the oldest of them
 * @param quietMs `BOT_WAIT`
 */
export function quietUntil(rows: Message[], changes: Message[], quietMs: number): number {
  const first = rows[0]?.created_at ?? 0;
  const last = Math.max(...[...rows, ...changes].map((message) => message.created_at));
  return Math.min(last + quietMs, first + Math.max(quietMs, MOST_QUIET_MS));
}
