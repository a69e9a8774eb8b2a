import { pause } from '../../src/clock.ts';
import type { Database } from './database.ts';

/** Sees when what agents wrote stands in the ledger, for everybody to read. */
export interface Witness {
  /** What agents wrote, and when it was seen there first: never before it was there. */
  agentsWords(): Promise<ReadonlyMap<string, number>>;
  stop(): Promise<void>;
}

const AGAIN_MS = 200;
/** From its id's time until it stands there nothing takes longer: a process sleeps, and the database is away. Milliseconds. */
const LONGEST_MS = 120_000;

/**
 * The ledger's own time will not do: it is taken before the words are written, and a process may be put to sleep in between, for longer
 * than its lease.
 */
export function startWitness(database: Database): Witness {
  const seen = new Map<string, number>();
  const stopping = new AbortController();
  const look = async () => {
    const least = Math.max(0, Date.now() - LONGEST_MS);
    const asked = "select text from messages where author = 'agent' and id > ?";
    const rows = await database.rows(asked, timeId(least));
    for (const { text } of rows) if (!seen.has(String(text))) seen.set(String(text), Date.now());
  };
  const looking = (async () => {
    while (!stopping.signal.aborted) {
      await look().catch(() => undefined);
      await pause(AGAIN_MS, stopping.signal);
    }
  })();
  return {
    async agentsWords() {
      await look();
      return seen;
    },
    async stop() {
      stopping.abort();
      await looking;
    },
  };
}

/** The lowest id of that moment: ids begin with the time (UUID version 7). */
function timeId(ms: number): string {
  const time = ms.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}`;
}
