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
import type { Pool, PoolClient } from 'pg';
import { postgres, type HasDialect } from '../dialect.ts';
import { awake } from './awake.ts';
import { CommitLost, faultOf, isSpent, Lost } from './faults.ts';
import type { Mark, Marks } from './marks.ts';

/**
 * Kysely over a pool of `pg`. Its own driver does not tell a commit whose outcome is not known from one that failed.
 *
 * @param marks null while the tables are made: there is none yet to keep them in, and such a write is never asked for.
 */
export function postgresDialect(pool: Pool, marks: Marks | null): Dialect {
  return {
    createAdapter: () => new OwnAdapter(),
    createDriver: () => new PostgresDriver(pool, marks),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

class OwnAdapter extends PostgresAdapter implements HasDialect {
  readonly dialect = postgres;
}

const BEGIN = 'begin isolation level read committed';

class PostgresDriver implements Driver {
  readonly #pool: Pool;
  readonly #marks: Marks | null;
  #ended: Promise<void> | null = null;

  constructor(pool: Pool, marks: Marks | null) {
    this.#pool = pool;
    this.#marks = marks;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<PostgresConnection> {
    try {
      return new PostgresConnection(await this.#pool.connect(), this.#marks);
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
  readonly #marks: Marks | null;
  #spent = false;
  #mark: Mark | null = null;

  constructor(client: PoolClient, marks: Marks | null) {
    this.#client = client;
    this.#marks = marks;
  }

  async begin(): Promise<void> {
    const next = this.#marks?.next(this.#client) ?? null;
    try {
      await this.#ask(() => this.#client.query(next ? `${BEGIN}; ${next.statement}` : BEGIN));
    } catch (error) {
      // It may have begun all the same, and nobody will end it.
      this.#spent = true;
      throw error;
    }
    this.#mark = next;
  }

  async commit(): Promise<void> {
    const mark = this.#mark;
    this.#mark = null;
    try {
      const { command } = await this.#ask(() => this.#client.query('commit'));
      if (command === 'ROLLBACK') throw new Error('a statement of this write failed, and it was undone');
    } catch (error) {
      throw error instanceof Lost && mark ? new CommitLost(mark, error) : error;
    }
  }

  /** A connection that is lost has undone it by itself. */
  async rollback(): Promise<void> {
    this.#mark = null;
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
    if (this.#spent) this.#marks?.lose(this.#client);
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
