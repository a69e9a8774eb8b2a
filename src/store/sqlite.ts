import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely';
import { sqlite, type HasDialect } from './dialect.ts';
import { WriteAheadLog, type Disk } from './sqlite/write-ahead-log.ts';

/**
 * Kysely over Node's own SQLite. One connection, used by one caller at a time.
 * Transactions begin with `begin immediate`: deferred ones fail with "database is locked" as soon as two processes write.
 */
export function sqliteDialect(database: DatabaseSync, disk?: Disk): Dialect {
  return {
    createAdapter: () => new TransactionalAdapter(),
    createDriver: () => new SqliteDriver(database, WriteAheadLog.of(database, disk)),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/** SQLite can undo `create table`; Kysely does not use it by itself, and a crash in the middle of a step would leave half of it for ever. */
class TransactionalAdapter extends SqliteAdapter implements HasDialect {
  readonly dialect = sqlite;

  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** Waiting for another process's write stops everything here: short enough that a webhook still gets its 503 within 5 s. */
const BUSY_MS = 2_500;

/** Opens a file with a write-ahead log. A commit is on the disk before it is answered, also through a power cut (`WriteAheadLog`). */
export function openSqlite(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: BUSY_MS });
  database.exec(
    'pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma cache_size = -16000',
  );
  return database;
}

class SqliteDriver implements Driver {
  readonly #connection: SqliteConnection;
  readonly #log: WriteAheadLog | null;
  #last: Promise<void> = Promise.resolve();
  #release: (() => void) | null = null;

  constructor(database: DatabaseSync, log: WriteAheadLog | null) {
    this.#connection = new SqliteConnection(database);
    this.#log = log;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.#last;
    let release!: () => void;
    this.#last = new Promise((resolve) => (release = resolve));
    await before;
    this.#release = release;
    return this.#connection;
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await this.#log?.ready();
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
    await this.#log?.committed();
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // A commit that failed may have ended it: the reason is to be told, not that nothing is left to undo.
    if (this.#connection.database.isTransaction) await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  releaseConnection(): Promise<void> {
    this.#release?.();
    return Promise.resolve();
  }

  async destroy(): Promise<void> {
    await this.#log?.close();
    this.#connection.database.close();
  }
}

interface Prepared {
  statement: StatementSync;
  /** Whether it gives rows; asked once, since the answer is a list of objects. */
  reads: boolean;
}

class SqliteConnection implements DatabaseConnection {
  readonly database: DatabaseSync;
  // The product's statements are few and fixed; preparing one costs more than running it.
  readonly #statements = new Map<string, Prepared>();

  constructor(database: DatabaseSync) {
    this.database = database;
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- Kysely's interface is asynchronous, SQLite is not.
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { statement, reads } = this.#prepare(query.sql);
    const parameters = query.parameters as SQLInputValue[];
    if (reads) return { rows: statement.all(...parameters) as R[] };
    const { changes, lastInsertRowid } = statement.run(...parameters);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- Kysely's interface again.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('streaming is not used on SQLite');
  }

  #prepare(text: string): Prepared {
    let prepared = this.#statements.get(text);
    if (!prepared) {
      if (this.#statements.size > 500) this.#statements.clear();
      const statement = this.database.prepare(text);
      prepared = { statement, reads: statement.columns().length > 0 };
      this.#statements.set(text, prepared);
    }
    return prepared;
  }
}
