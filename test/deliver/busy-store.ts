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
