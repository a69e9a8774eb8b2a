import { numberOf } from '../../parts/language/number.ts';

/** A length of time in its largest unit, so that it reads at a glance: `350 ms`, `4,5 s`, `3 min`, `2,5 h`, `5 d`. */
export function durationOf(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 9_950) return `${numberOf(ms / 1_000, 1)} s`;
  if (ms < 90_000) return `${Math.round(ms / 1_000)} s`;
  if (ms < 90 * 60_000) return `${Math.round(ms / 60_000)} min`;
  if (ms < 48 * 3_600_000) return `${numberOf(ms / 3_600_000, 1)} h`;
  return `${Math.round(ms / 86_400_000)} d`;
}

/** A dash where nothing is known. */
export const durationOrNone = (ms: number | null): string => (ms === null ? '–' : durationOf(ms));
