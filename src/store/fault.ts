import type { Advice } from './advice.ts';

/**
 * The store itself failed: the same work may well succeed later. `outcome` says whether the write that failed so may be on the disk all
 * the same, which is so only where the connection was lost during its commit and nobody could be asked what became of it, or where the
 * disk did not take a commit.
 */
export class StoreFault extends Error {
  override readonly name = 'StoreFault';
  readonly outcome: 'not written' | 'unknown';
  /** What the operator can do, where more is known than the cause tells. */
  readonly advice: Advice | null;

  constructor(message: string, facts: { outcome: 'not written' | 'unknown'; advice?: Advice; cause?: unknown }) {
    super(message, { cause: facts.cause });
    this.outcome = facts.outcome;
    this.advice = facts.advice ?? null;
  }
}

/**
 * SQLite's own codes for a store that cannot be read or written now: not permitted, busy, locked, out of memory, read-only, interrupted,
 * I/O, corrupt, full, cannot open, protocol, no database. https://www.sqlite.org/rescode.html
 */
const storeCodes: ReadonlySet<number> = new Set([3, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 26]);

/** True where the store itself failed: the same work may well succeed later. False for what is wrong with the work. */
export function isStoreFault(error: unknown): boolean {
  if (error instanceof StoreFault) return true;
  const code = sqliteCode(error);
  return code !== null && storeCodes.has(code & 0xff);
}

/** SQLite's extended code of what failed; null for what is no error of SQLite's. */
export function sqliteCode(error: unknown): number | null {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : null;
}
