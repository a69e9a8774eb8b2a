import { setValue, valueOf } from '../store/meta.ts';
import type { Db, Tx } from '../store/tables.ts';
import { keyOf, type Gap, type GapKind } from './gap.ts';
import { gapsByKind, type Report } from './report.ts';

/** What the last nightly audit of a channel came to. */
export interface AuditResult {
  /** When it ended. Milliseconds since 1970. */
  at: number;
  /** What it looked at. */
  from: number;
  to: number;
  /** By kind; none where all is well. */
  gaps: Partial<Record<GapKind, number>>;
  chatwoot: Report['chatwoot'];
}

interface Kept extends AuditResult {
  /** What its gaps are known by: only others are new to the next one. */
  known: string[];
}

const key = (channel: string): string => `audit:${channel}`;

/** So many are known again. */
const MOST_KNOWN = 2_000;

/** Of these channels, those that have been audited in a night. */
export async function lastAudits(db: Db, channels: readonly string[]): Promise<(AuditResult & { channel: string })[]> {
  const rows = await db.selectFrom('meta').selectAll().where('key', 'in', channels.map(key)).orderBy('key').execute();
  return rows.map((row) => {
    const { at, from, to, gaps, chatwoot } = JSON.parse(row.value) as Kept;
    return { channel: row.key.slice(key('').length), at, from, to, gaps, chatwoot };
  });
}

/** Keeps what an audit found, and gives the gaps that the one before did not. */
export async function keepResult(tx: Tx, report: Report, at: number): Promise<Gap[]> {
  const { channel, from, to, gaps, chatwoot } = report;
  const before = new Set((await read(tx, channel))?.known);
  const known = gaps.map(keyOf).slice(0, MOST_KNOWN);
  const kept: Kept = { at, from, to, gaps: gapsByKind(gaps), chatwoot, known };
  await setValue(tx, key(channel), JSON.stringify(kept));
  return gaps.filter((gap) => !before.has(keyOf(gap)));
}

async function read(db: Db | Tx, channel: string): Promise<Kept | null> {
  const value = await valueOf(db, key(channel));
  return value === null ? null : (JSON.parse(value) as Kept);
}
