import type { DayCounts } from '../../audit/days.ts';
import type { Gap, GapKind, Next } from '../../audit/gap.ts';
import type { Report } from '../../audit/report.ts';
import type { Author } from '../../store/tables.ts';

/** What `audit` says, and `status` of the last nightly one. */
export interface AuditWords {
  /** Above the days of one channel. */
  title(channel: string | null, from: string, zone: string): string;
  columns: Record<keyof DayCounts, string>;
  noDays: string;
  kinds: Record<GapKind, (gap: Pick<Gap, 'conversation' | 'there' | 'number'>) => string>;
  authors: Record<Author, string>;
  next: Record<Next, (gap: Pick<Gap, 'number'>) => string>;
  /** A reason of our own, which is English, or another program's words. */
  reasons: Record<string, string>;
  chatwoot: Record<Report['chatwoot'], (compared: number) => string>;
  none: string;
  some(count: number): string;
  fixed(count: number): string;
  /** A kind with its number. */
  counted: Record<GapKind, string>;
  /** In `status`. */
  last: string;
  lastResult(time: string, gaps: string): string;
}
