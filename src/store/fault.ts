/**
 * The store itself failed: the same work may well succeed later. `outcome` says whether the write that failed so may be on the disk all
 * the same, which is so only where the connection was lost during its commit and nobody could be asked what became of it.
 */
export class StoreFault extends Error {
  override readonly name = 'StoreFault';
  readonly outcome: 'not written' | 'unknown';

  constructor(message: string, facts: { outcome: 'not written' | 'unknown'; cause?: unknown }) {
    super(message, { cause: facts.cause });
    this.outcome = facts.outcome;
  }
}

/**
 * SQLite's own codes for a store that cannot be read or written now: busy, locked, out of memory, read-only, interrupted, I/O,
 * corrupt, full, cannot open, protocol. https://www.sqlite.org/rescode.html
 */
const storeCodes: ReadonlySet<number> = new Set([5, 6, 7, 8, 9, 10, 11, 13, 14, 15]);

/** True where the store itself failed: the same work may well succeed later. False for what is wrong with the work. */
export function isStoreFault(error: unknown): boolean {
  if (error instanceof StoreFault) return true;
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return false;
  return storeCodes.has(error.errcode & 0xff);
}
