import {
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely';
import type { Pool, PoolClient, QueryResult as PgResult } from 'pg';
import { postgres, type HasDialect } from '../dialect.ts';
import { awake } from './awake.ts';
import { CommitLost, faultOf, isSpent, Lost } from './faults.ts';

/** Kysely over a pool of `pg`. Its own driver does not tell a commit whose outcome is not known from one that failed. */
export function postgresDialect(pool: Pool): Dialect {
  return {
    createAdapter: () => new OwnAdapter(),
    createDriver: () => new PostgresDriver(pool),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

class OwnAdapter extends PostgresAdapter implements HasDialect {
  readonly dialect = postgres;
}

/**
 * The number of the write is asked for as it begins, in the same round trip: whoever loses the connection while it commits can ask later
 * what became of it. The first eight letters of the log's name are the timeline.
 */
const BEGIN = `begin isolation level read committed;
  select pg_current_xact_id()::text as xid, left(pg_walfile_name(pg_current_wal_lsn()), 8) as timeline`;

class PostgresDriver implements Driver {
  readonly #pool: Pool;
  #ended: Promise<void> | null = null;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<PostgresConnection> {
    try {
      return new PostgresConnection(await this.#pool.connect());
    } catch (error) {
      throw faultOf(error);
    }
  }

  async beginTransaction(connection: PostgresConnection): Promise<void> {
    await connection.begin();
  }

  async commitTransaction(connection: PostgresConnection): Promise<void> {
    await connection.commit();
  }

  async rollbackTransaction(connection: PostgresConnection): Promise<void> {
    await connection.rollback();
  }

  releaseConnection(connection: PostgresConnection): Promise<void> {
    connection.release();
    return Promise.resolve();
  }

  destroy(): Promise<void> {
    this.#ended ??= awake(this.#pool.end());
    return this.#ended;
  }
}

class PostgresConnection implements DatabaseConnection {
  readonly #client: PoolClient;
  #spent = false;
  #transaction: { xid: string; timeline: string } | null = null;

  constructor(client: PoolClient) {
    this.#client = client;
  }

  async begin(): Promise<void> {
    const results = (await this.#ask(() => this.#client.query(BEGIN))) as unknown as PgResult[];
    this.#transaction = results.at(-1)?.rows[0] as { xid: string; timeline: string };
  }

  async commit(): Promise<void> {
    const transaction = this.#transaction;
    this.#transaction = null;
    try {
      const { command } = await this.#ask(() => this.#client.query('commit'));
      if (command === 'ROLLBACK') throw new Error('a statement of this write failed, and it was undone');
    } catch (error) {
      throw error instanceof Lost && transaction ? new CommitLost(transaction, error) : error;
    }
  }

  /** A connection that is lost has undone it by itself. */
  async rollback(): Promise<void> {
    this.#transaction = null;
    if (this.#spent) return;
    await this.#ask(() => this.#client.query('rollback')).catch(() => (this.#spent = true));
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const { command, rowCount, rows } = await this.#ask(() =>
      this.#client.query({ ...nameOf(sql), text: sql, values: parameters.map(storable) }),
    );
    const changes = command === 'INSERT' || command === 'UPDATE' || command === 'DELETE';
    return { rows: rows as R[], ...(changes ? { numAffectedRows: BigInt(rowCount ?? 0) } : {}) };
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- Kysely's interface.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('streaming is not used');
  }

  release(): void {
    this.#client.release(this.#spent);
  }

  async #ask<T>(query: () => Promise<T>): Promise<T> {
    try {
      return await query();
    } catch (error) {
      const fault = faultOf(error);
      if (isSpent(fault)) this.#spent = true;
      throw fault;
    }
  }
}

/** The product's statements are few and fixed: each is read and looked up once in each connection. */
const names = new Map<string, { name: string }>();
/** Lists of many lengths make statements without end: those are not kept. */
const MOST_NAMES = 400;

function nameOf(sql: string): { name?: string } {
  const known = names.get(sql);
  if (known) return known;
  if (names.size >= MOST_NAMES || sql.startsWith('savepoint')) return {};
  const made = { name: `s${names.size}` };
  names.set(sql, made);
  return made;
}

/** PostgreSQL has no place for the character 0 in a text: it becomes the one that stands for what cannot be shown. */
const storable = (value: unknown): unknown =>
  typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;
