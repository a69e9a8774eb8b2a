import { Misconfigured } from '../errors.ts';
import { placeOf } from './address.ts';
import type { Advice } from './advice.ts';
import { isStoreFault } from './fault.ts';

/** The ledger that `DATABASE_URL` names cannot be used: why, and what the operator can do. Neither holds the password. */
export class LedgerUnusable extends Misconfigured {
  readonly place: string;
  readonly reason: string;
  readonly fix: string;

  constructor(place: string, { reason, fix }: Advice, cause?: unknown) {
    super(`DATABASE_URL: the database ${place} cannot be used: ${reason}. ${fix}`, { cause });
    this.place = place;
    this.reason = reason;
    this.fix = fix;
  }
}

/** Does what a service cannot begin without. @throws LedgerUnusable where the database is in trouble. */
export async function orUnusable<T>(
  url: string,
  store: { advice(error: unknown): Advice },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isStoreFault(error) ? new LedgerUnusable(placeOf(url), store.advice(error), error) : error;
  }
}
