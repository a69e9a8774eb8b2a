import { isOpen, minutesToNextChange, type Hours } from './hours.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Hours that never come (all of them in a gap of the clock) end the search. */
const MOST_STEPS = 10_000;

/**
 * The moment at which so many minutes of business hours have passed since `from`; by the clocks of the place, also over the days on which
 * they are changed.
 *
 * @param hours null: always open
 *
 * @example
 * afterOpenMinutes(monToFri9to18, 'UTC', fridayAt('17:50'), 15); // Monday 9:05
 */
export function afterOpenMinutes(hours: Hours | null, timeZone: string, from: number, minutes: number): number {
  let left = minutes * MINUTE;
  if (hours === null) return from + left;
  let at = from;
  for (let step = 0; step < MOST_STEPS; step++) {
    // Clocks are changed at whole hours: none is stepped over.
    const toHour = HOUR - (at % HOUR);
    const ms = Math.min(minutesToNextChange(hours, timeZone, at) * MINUTE - (at % MINUTE), toHour);
    if (isOpen(hours, timeZone, at)) {
      if (left <= ms) return at + left;
      left -= ms;
    }
    at += ms;
  }
  return at;
}
