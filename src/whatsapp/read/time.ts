import { number } from '../../wire/read.ts';

const day = 86_400_000;
/** WhatsApp began in 2009: nothing was said on it before. */
const earliest = Date.UTC(2009, 0, 1);
/** Seconds reach this in the year 5138, milliseconds did in 1973: above it, it is milliseconds. */
const smallestMilliseconds = 1e11;

/**
 * A timestamp of a webhook in milliseconds since 1970. Documented as seconds in a string; numbers and milliseconds are understood too.
 * The arrival where it is missing or absurd (before 2009, or more than a day after it arrived).
 */
export function readTime(value: unknown, arrivedAt: number): number {
  const read = number(value);
  if (read === null) return arrivedAt;
  const at = Math.round(read >= smallestMilliseconds ? read : read * 1000);
  return at < earliest || at > arrivedAt + day ? arrivedAt : at;
}
