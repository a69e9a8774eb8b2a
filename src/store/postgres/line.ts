import pg, { type PoolConfig } from 'pg';
import { awake } from './awake.ts';

export const CHANNEL = 'optiatiende';
const CONNECT_AGAIN_MS = 1_000;

/** One connection that stays: it listens, and what it holds is held as long as this process lives. A lost one is replaced. */
export interface Line {
  /** Resolves once it is held; tried again by itself where the server cannot be reached now. */
  hold(name: string): Promise<void>;
  end(): Promise<void>;
}

/** @param heard with what was told; with null after a connection, since what was told before was not heard. */
export function openLine(config: PoolConfig, heard: (payload: string | null) => void): Line {
  const held = new Set<string>();
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  let ended = false;

  /** Shared: an earlier connection of ours, which the server has not given up yet, may hold it too. */
  const take = async (mine: pg.Client, name: string) =>
    void (await mine.query('select pg_advisory_lock_shared(hashtextextended($1, 0))', [name]));

  async function connect(): Promise<void> {
    timer = null;
    const mine = new pg.Client(config);
    let isLost = false;
    const lost = () => {
      if (isLost) return;
      isLost = true;
      client = null;
      if (!ended) timer = setTimeout(() => void (connecting = connect()), CONNECT_AGAIN_MS).unref();
    };
    mine.on('error', lost);
    mine.on('end', lost);
    mine.on('notification', ({ payload }) => heard(payload ?? null));
    try {
      await mine.connect();
      // A program that uses the library ends when it has nothing else to do.
      (mine as pg.Client & { unref(): void }).unref();
      await mine.query(`listen ${CHANNEL}`);
      for (const name of held) await take(mine, name);
      client = mine;
      heard(null);
    } catch {
      await mine.end().catch(() => undefined);
      lost();
    }
  }

  let connecting = connect();
  return {
    async hold(name) {
      if (held.has(name)) return;
      held.add(name);
      await awake(connecting);
      if (client) await awake(take(client, name)).catch(() => undefined);
    },
    async end() {
      ended = true;
      if (timer) clearTimeout(timer);
      await awake(connecting);
      if (client) await awake(client.end()).catch(() => undefined);
    },
  };
}
