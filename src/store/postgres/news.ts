import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { PoolConfig } from 'pg';
import type { Db } from '../tables.ts';
import { CHANNEL, openLine, type Line } from './line.ts';

/** News that come at the same time are told once. Milliseconds. */
const TOGETHER_MS = 2;

/** Tells the other processes on this ledger that there is something new in it, and hears of theirs. */
export interface News {
  /** Best effort: whoever does not hear it looks by itself within a second. */
  tell(): void;
  /** Calls `heard` after news of another process, and after it may have missed some. Gives what ends it. */
  hear(heard: () => void): () => void;
  /** Shows the others, as long as this process lives, that this run does (`isNameFree`). */
  present(run: string): Promise<void>;
  close(): Promise<void>;
}

/** Told after the commit and not with it: a transaction that notifies makes all others that do so wait for its own commit. */
export function openNews(db: Db, config: PoolConfig): News {
  const own = randomUUID();
  const listeners = new Set<() => void>();
  let timer: NodeJS.Timeout | null = null;
  let telling: Promise<void> | null = null;
  let again = false;
  let line: Line | null = null;
  let closed = false;

  function tell(): void {
    if (closed) return;
    if (telling !== null) again = true;
    else timer ??= setTimeout(() => void (telling = tellNow()), TOGETHER_MS);
  }

  async function tellNow(): Promise<void> {
    timer = null;
    again = false;
    await sql`select pg_notify(${CHANNEL}, ${own})`.execute(db).catch(() => undefined);
    telling = null;
    if (again) tell();
  }

  const lineOf = () =>
    (line ??= openLine(config, (payload) => {
      if (payload !== own) listeners.forEach((heard) => heard());
    }));

  return {
    tell,
    hear(heard) {
      listeners.add(heard);
      lineOf();
      return () => void listeners.delete(heard);
    },
    async present(run) {
      await lineOf().hold(run);
    },
    async close() {
      closed = true;
      if (timer) clearTimeout(timer);
      await telling;
      await line?.end();
    },
  };
}
