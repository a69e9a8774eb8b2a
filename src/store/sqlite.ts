import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import {
  type CompiledQuery,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely';
import { sqlite, type HasDialect } from './dialect.ts';
import { StoreFault } from './fault.ts';
import { Condition } from './sqlite/condition.ts';
import { BUSY_AT_ONCE_MS, BUSY_MS, untilFree } from './sqlite/until-free.ts';
import { WriteAheadLog, type Disk } from './sqlite/write-ahead-log.ts';

/**
 * Kysely over Node's own SQLite. One connection, used by one caller at a time.
 * Transactions begin with `begin immediate`: deferred ones fail with "database is locked" as soon as two processes write.
 */
export function sqliteDialect(
  database: DatabaseSync,
  disk?: Disk,
  condition = new Condition(database.location() ?? ':memory:'),
): Dialect {
  return {
    createAdapter: () => new TransactionalAdapter(),
    createDriver: () => new SqliteDriver(database, WriteAheadLog.of(database, disk), condition),
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

/** Opens a file with a write-ahead log. A commit is on the disk before it is answered, also through a power cut (`WriteAheadLog`). */
export function openSqlite(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: BUSY_MS });
  database.exec(
    'pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma cache_size = -16000',
  );
  database.exec(`pragma busy_timeout = ${BUSY_AT_ONCE_MS}`);
  return database;
}

class SqliteDriver implements Driver {
  readonly #connection: SqliteConnection;
  readonly #log: WriteAheadLog | null;
  readonly #condition: Condition;
  #last: Promise<void> = Promise.resolve();
  #release: (() => void) | null = null;

  constructor(database: DatabaseSync, log: WriteAheadLog | null, condition: Condition) {
    this.#connection = new SqliteConnection(database, condition);
    this.#log = log;
    this.#condition = condition;
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

  async beginTransaction(): Promise<void> {
    this.#condition.check();
    await this.#log?.ready();
    await this.#connection.begin();
  }

  async commitTransaction(): Promise<void> {
    this.#connection.commit();
    await this.#log?.committed();
    // What went into a file that was removed or replaced meanwhile is lost: nobody is to be told that it was kept.
    this.#condition.check();
  }

  rollbackTransaction(): Promise<void> {
    this.#connection.rollback();
    return Promise.resolve();
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
  readonly #condition: Condition;
  // The product's statements are few and fixed; preparing one costs more than running it.
  readonly #statements = new Map<string, Prepared>();
  #inTransaction = false;
  /** What SQLite undid the whole transaction for. */
  #undoneBy: unknown = null;

  constructor(database: DatabaseSync, condition: Condition) {
    this.database = database;
    this.#condition = condition;
  }

  async begin(): Promise<void> {
    await untilFree(() => this.#run('begin immediate'));
    this.#inTransaction = true;
    this.#undoneBy = null;
  }

  commit(): void {
    this.#refuseIfUndone();
    this.#inTransaction = false;
    this.#run('commit');
  }

  /** A commit that failed may have ended it: the reason is to be told, not that nothing is left to undo. */
  rollback(): void {
    this.#inTransaction = false;
    if (this.database.isTransaction) this.#run('rollback');
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const values = parameters as SQLInputValue[];
    if (!this.#inTransaction) return await untilFree(() => this.#run<R>(sql, values));
    this.#refuseIfUndone();
    return this.#run<R>(sql, values);
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- Kysely's interface again.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('streaming is not used on SQLite');
  }

  #run<R>(text: string, parameters: SQLInputValue[] = []): QueryResult<R> {
    try {
      const { statement, reads } = this.#prepare(text);
      if (reads) return { rows: statement.all(...parameters) as R[] };
      const { changes, lastInsertRowid } = statement.run(...parameters);
      return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
    } catch (error) {
      this.#condition.heard(error);
      if (this.#inTransaction && !this.database.isTransaction) this.#undoneBy ??= error;
      throw error;
    }
  }

  /**
   * A full or failing disk makes SQLite undo the whole transaction at once (https://www.sqlite.org/lang_transaction.html): what came after
   * would be written each by itself, though its beginning is gone.
   */
  #refuseIfUndone(): void {
    if (!this.database.isTransaction)
      throw new StoreFault('the transaction was undone', { outcome: 'not written', cause: this.#undoneBy });
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
