import { Misconfigured } from '../../errors.ts';
import { valueOf } from '../meta.ts';
import type { Store } from '../open.ts';

/** In a ledger that is being filled by a copy: where it comes from. */
export const COPY_MARK = 'copy';

/** Nobody works on half a ledger. @throws Misconfigured where a copy into this one is not finished. */
export async function refuseHalf({ db }: Store): Promise<void> {
  const from = await valueOf(db, COPY_MARK);
  if (from === null) return;
  throw new Misconfigured(
    `DATABASE_URL: the copy from ${from} into this database is not finished. Run the same \`optiatiende db copy\` again: it goes on where it ended.`,
  );
}
