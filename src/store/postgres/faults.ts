import { DatabaseError } from 'pg';
import { StoreFault } from '../fault.ts';
import type { Mark } from './marks.ts';

/** Two writes needed the same in such a way that one had to be undone. Made again, it passes. */
const CONFLICT = new Set(['40001', '40P01']);
/** The server is stopping, starting, or has ended this connection. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const LOST = /^(08|57P0|25P03)/;
/** It cannot now: resources, a lock or a statement that took too long, read-only (a standby), a disk, a broken file. */
const UNABLE = /^(53|55P03|57014|25006|58|XX00)/;

/** A write that was undone whole, by no fault of its own: it may be made again at once. */
export class Undone extends StoreFault {
  constructor(error: Error) {
    super(error.message, { outcome: 'not written', cause: error });
  }
}

/** The connection is of no use any more. */
export class Lost extends Undone {}

/** The connection was lost while the server committed: it alone knows what became of the write. */
export class CommitLost extends Error {
  override readonly name = 'CommitLost';
  /** By which it can be asked for. */
  readonly mark: Mark;

  constructor(mark: Mark, cause: Error) {
    super(cause.message, { cause });
    this.mark = mark;
  }
}

/** What the driver threw, as the rest of the ledger knows it: the store's fault, or, as it is, a fault of the statement. */
export function faultOf(error: unknown): Error {
  if (!(error instanceof Error)) return new Lost(new Error(String(error)));
  if (!(error instanceof DatabaseError)) return error instanceof StoreFault ? error : new Lost(error);
  const { code = '' } = error;
  // A newer version has changed a table: a new connection knows it as it is.
  if (error.message.includes('cached plan must not change result type')) return new Lost(error);
  if (CONFLICT.has(code)) return new Undone(error);
  if (LOST.test(code)) return new Lost(error);
  if (UNABLE.test(code)) return new StoreFault(error.message, { outcome: 'not written', cause: error });
  return error;
}

/** Whether the connection must not be used again: after a fail-over a standby is where the server was. */
export const isSpent = (error: Error): boolean =>
  error instanceof Lost || (error.cause instanceof DatabaseError && error.cause.code === '25006');
