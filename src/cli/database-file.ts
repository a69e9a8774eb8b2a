import { Misconfigured } from '../errors.ts';
import { placeOf } from '../store/address.ts';
import { hasLedger, openStore, type Store } from '../store/open.ts';

/** Opens a database that is there; only looking must not make one. @throws Misconfigured where there is none. */
export async function openExisting(url: string): Promise<Store> {
  await assureLedger(url);
  return await openStore(url);
}

/** @throws Misconfigured where there is no database. */
export async function assureLedger(url: string): Promise<void> {
  if (!(await hasLedger(url)))
    throw new Misconfigured(
      `There is no database at ${placeOf(url)} yet: the first \`optiatiende serve\` makes it. ` +
        'If the service runs already, run this in its folder, or with its DATABASE_URL.',
    );
}
