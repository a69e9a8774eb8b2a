import { afterEach, beforeEach } from 'vitest';
import { openStore, type Store } from '../../src/store/open.ts';
import { sharedDatabase } from '../store/databases.ts';

/** Two processes on one ledger. */
export let one: Store;
export let two: Store;

/** Has the tests of this file each begin with both on a ledger of their own. */
export function eachWithTwoStores(): void {
  let made: Awaited<ReturnType<typeof sharedDatabase.make>>;
  beforeEach(async () => {
    made = await sharedDatabase.make();
    one = await openStore(made.url);
    two = await openStore(made.url);
  });
  afterEach(async () => {
    await one.close();
    await two.close();
    await made.remove();
  });
}
