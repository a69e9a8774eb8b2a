import type { Finding } from './finding.ts';
import type { PersonTruth, Truth } from './truth.ts';

/** WhatsApp's own: so many within so many milliseconds. */
const NUMBER = [
  { most: 80, ms: 1_000 },
  { most: 480, ms: 6_000 },
] as const;
/** To one person so many at once, then one in so many milliseconds. */
const PERSON = { burst: 45, ms: 6_000 } as const;

/** More than a number may send. What was noted late may seem nearer to the next than it was. */
export function numberPaceOf({ taken, lateMs }: Pick<Truth, 'taken' | 'lateMs'>): Finding[] {
  const found: Finding[] = [];
  for (const [channel, unsorted] of Object.entries(taken)) {
    const times = unsorted.toSorted((a, b) => a - b);
    for (const { most, ms } of NUMBER) {
      const from = times.findIndex((at, n) => (times[n + most] ?? Infinity) - at < ms - lateMs);
      if (from < 0) continue;
      const why = `${most + 1} messages within ${(times[from + most] ?? 0) - (times[from] ?? 0)} ms`;
      found.push({ kind: 'pace', channel, person: '', text: '', why });
    }
  }
  return found;
}

/** More than one person may be sent. */
export function personPaceOf({ person, channel, phone }: PersonTruth, lateMs: number): Finding[] {
  let tokens: number = PERSON.burst;
  let last = phone[0]?.at ?? 0;
  for (const { at, text } of phone) {
    tokens = Math.min(PERSON.burst, tokens + (at - last) / PERSON.ms) - 1;
    last = at;
    if (tokens < -lateMs / PERSON.ms)
      return [{ kind: 'pace', channel, person, text, why: `more than ${PERSON.burst} at once, then one in 6 s` }];
  }
  return [];
}
