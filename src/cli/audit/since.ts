import { startOfDay, startOfNamedDay } from '../../audit/days.ts';
import { Misconfigured } from '../../errors.ts';

export const DEFAULT_SINCE = '7d';

const HOUR = 3_600_000;

/**
 * From when on is audited.
 *
 * @param text a day (`2026-11-29`), so many days with today's (`7d`), or so many hours (`48h`)
 * @param timeZone days begin and end by its clocks
 * @throws Misconfigured
 */
export function sinceOf(text: string, timeZone: string, now: number): number {
  const [, count, unit] = /^(\d{1,4})([dh])$/.exec(text.trim().toLowerCase()) ?? [];
  const number = Number(count);
  if (unit === 'h' && number > 0) return now - number * HOUR;
  if (unit === 'd' && number > 0) return startOfDay(timeZone, now, number - 1);
  const day = text.trim();
  const isDay = /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day));
  if (isDay && new Date(day).toISOString().startsWith(day)) {
    const from = startOfNamedDay(timeZone, day);
    if (from <= now) return from;
  }
  throw new Misconfigured('--since must be a day that has begun, such as 2026-11-29, or a time such as 7d or 48h.');
}
