import type { JobKind } from '../../src/store/tables.ts';
import type { Rig } from './rig.ts';
import type { KyselyPlugin } from 'kysely';
import type { Store } from '../../src/store/open.ts';

/** As SQLite says it where another process holds the file for too long. */
const busy = () => Object.assign(new Error('database is locked'), { errcode: 5 });

/** A ledger of which the nth use fails, once: reads and writes are counted together, in the order they come. */
export interface BusyStore {
  between: (store: Store) => Store;
  /** How many uses there were. */
  uses: () => number;
}

export function busyStore(fails: number): BusyStore {
  let uses = 0;
  const use = () => {
    if ((uses += 1) === fails) throw busy();
  };
  const reading: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: ({ result }) => {
      use();
      return Promise.resolve(result);
    },
  };
  return {
    uses: () => uses,
    between: (store) => ({
      ...store,
      db: store.db.withPlugin(reading),
      write: async (work) => {
        use();
        return await store.write(work);
      },
    }),
  };
}

/** More than any of these needs; the last runs find that nothing failed any more. */
const MOST_USES = 30;

/**
 * Runs it again and again, the ledger failing at its first use, at its second, and so on: before, between and after all outside calls.
 * Gives how many runs that took.
 */
export async function failingEverywhere(run: (between: (store: Store) => Store) => Promise<void>): Promise<number> {
  for (let nth = 1; nth <= MOST_USES; nth++) {
    const store = busyStore(nth);
    await run(store.between);
    // So many uses that the failing one lay in the pauses after the work.
    if (store.uses() < nth) return nth;
  }
  return MOST_USES;
}

export const openJobs = async (rig: Rig, kind: JobKind) =>
  await rig.store.db
    .selectFrom('jobs')
    .select(['key', 'state', 'last_error'])
    .where('kind', '=', kind)
    .where('state', '!=', 'done')
    .execute();
