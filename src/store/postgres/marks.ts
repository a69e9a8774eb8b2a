import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';

/** Rows of connections that are long gone are deleted after so long. Milliseconds. */
const KEPT_MS = 24 * 3_600_000;
/** So long the server waits for a write that may still be ending. Milliseconds. */
const WAIT_MS = 1_000;

/** A write, as it is known in the table `commits`. */
export interface Mark {
  /** The row of its connection. */
  row: string;
  mark: string;
}

/**
 * Each write leaves a mark in the row of its connection: kept or undone together with it, the mark tells which of both it was, also after
 * the server was killed, or another one has taken its place. The server's own numbers of writes do not: what was not on its disk is
 * forgotten with its number, which another write then gets.
 */
export class Marks {
  readonly #run = randomUUID();
  readonly #taken = new Set<number>();
  readonly #rows = new WeakMap<PoolClient, number>();
  #written = 0;

  /** Of the next write of this connection, with the statement that leaves it. */
  next(client: PoolClient): Mark & { statement: string } {
    const row = `${this.#run}:${this.#rowOf(client)}`;
    const mark = String(++this.#written);
    return { row, mark, statement: leave(row, `'${mark}'`) };
  }

  /** A connection was closed that nobody used: the next one may have its row. */
  free(client: PoolClient): void {
    const number = this.#rows.get(client);
    if (number !== undefined) this.#taken.delete(number);
  }

  /** A connection was lost in use: the server may still hold its row, so nobody else gets it. */
  lose(client: PoolClient): void {
    this.#rows.delete(client);
  }

  #rowOf(client: PoolClient): number {
    const known = this.#rows.get(client);
    if (known !== undefined) return known;
    let number = 0;
    while (this.#taken.has(number)) number++;
    this.#taken.add(number);
    this.#rows.set(client, number);
    return number;
  }
}

/** Written rather than read: it waits for a write that is still under way, and no standby takes it. */
export async function isKept(pool: Pool, { row, mark }: Mark): Promise<boolean> {
  const results = (await pool.query(
    `select set_config('lock_timeout', '${WAIT_MS}', true); ${leave(row, 'commits.mark', "''")} returning mark`,
  )) as unknown as { rows: { mark?: string }[] }[];
  return results.at(-1)?.rows[0]?.mark === mark;
}

export async function deleteOldMarks(pool: Pool): Promise<void> {
  await pool.query('delete from commits where at < $1', [Date.now() - KEPT_MS]);
}

/** One text for both, without values beside it, so that it can be sent together with `begin`. */
function leave(row: string, mark: string, first = mark): string {
  return `insert into commits (id, mark, at) values ('${row}', ${first}, ${Date.now()})
    on conflict (id) do update set mark = ${mark}, at = excluded.at`;
}
