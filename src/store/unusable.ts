import { Misconfigured } from '../errors.ts';

/** The ledger that `DATABASE_URL` names cannot be used: why, and what the operator can do. Neither holds the password. */
export class LedgerUnusable extends Misconfigured {
  readonly place: string;
  readonly reason: string;
  readonly fix: string;

  constructor(place: string, { reason, fix }: { reason: string; fix: string }, cause?: unknown) {
    super(`DATABASE_URL: the database ${place} cannot be used: ${reason}. ${fix}`, { cause });
    this.place = place;
    this.reason = reason;
    this.fix = fix;
  }
}
