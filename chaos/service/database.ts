import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { startServer } from '../../test/postgres/server.ts';
import type { StoreKind } from '../options.ts';

type Row = Record<string, string | number | null>;

/** The ledger, as somebody reads it who is no part of the service. */
export interface Database {
  url: string;
  /** Rows of a statement in the words that both databases know, with `?` for values. Waits while the database is away. */
  rows<T extends Row = Row>(statement: string, ...values: (string | number)[]): Promise<T[]>;
  /** Ends it as a power cut does, and starts it again; a file has nothing to restart. */
  restart(how: 'SIGQUIT' | 'SIGINT', downMs: number): Promise<void>;
  /** How often that was done. */
  readonly restarts: number;
  close(): Promise<void>;
}

/** The file is in the folder; a server has one of its own, since it may run as another user. */
export async function openDatabase(store: StoreKind, folder: string): Promise<Database> {
  return store === 'sqlite' ? openFile(folder) : await openServer();
}

function openFile(folder: string): Database {
  const file = join(folder, 'ledger.db');
  let db: DatabaseSync | null = null;
  return {
    url: `sqlite:${file}`,
    rows<T extends Row>(statement: string, ...values: (string | number)[]) {
      // The service makes it.
      if (!db && !existsSync(file)) return Promise.resolve([]);
      db ??= new DatabaseSync(file, { readOnly: true, timeout: 20_000 });
      return Promise.resolve(db.prepare(statement).all(...values) as T[]);
    },
    restart: () => Promise.resolve(),
    restarts: 0,
    close: () => Promise.resolve(db?.close()),
  };
}

const TRIES = 600;
const AGAIN_MS = 100;

async function openServer(): Promise<Database> {
  const server = await startServer(process.env['TMPDIR']);
  const url = `${server.url}/postgres`;
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  pool.on('error', () => undefined);
  let restarts = 0;
  const query = async (statement: string, values: (string | number)[]): Promise<Row[]> => {
    let place = 0;
    const text = statement.replace(/\?/g, () => `$${++place}`);
    for (let n = 1; ; n++) {
      try {
        const { rows } = await pool.query<Row>(text, values);
        return rows;
      } catch (error) {
        if (n === TRIES || isOurs(error)) throw error;
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    }
  };
  return {
    url,
    rows: async <T extends Row>(statement: string, ...values: (string | number)[]) =>
      (await query(statement, values)) as T[],
    async restart(how, downMs) {
      restarts += 1;
      await server.restart(how, downMs);
    },
    get restarts() {
      return restarts;
    },
    async close() {
      await pool.end();
      await server.stop();
    },
  };
}

/** A statement that is wrong stays wrong, but for tables that the service has not made yet. */
const isOurs = (error: unknown): boolean => {
  const code = (error as { code?: string }).code ?? '';
  return code.startsWith('42') && code !== '42P01';
};
