import { GAP_KINDS, type Gap, type GapKind } from './gap.ts';
import type { DayCounts } from './days.ts';

/** What an audit of one channel found. */
export interface Report {
  channel: string;
  /** Milliseconds since 1970; the end is when it began. */
  from: number;
  to: number;
  /** In BUSINESS_TIMEZONE. */
  days: DayCounts[];
  /** By the time at which they came. */
  gaps: Gap[];
  /** Whether Chatwoot was read and compared: `off` it is not registered there · `not read` it could not be read. */
  chatwoot: 'read' | 'off' | 'not read';
  /** People whose conversations were compared. */
  compared: number;
}

/** How many there are of each kind that there are any of. */
export function gapsByKind(gaps: readonly Gap[]): Partial<Record<GapKind, number>> {
  const counts = GAP_KINDS.map((kind) => [kind, gaps.filter((gap) => gap.kind === kind).length] as const);
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}
