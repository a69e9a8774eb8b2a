import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newDatabase } from '../../test/postgres/database.ts';
import { startServer } from '../../test/postgres/server.ts';
import { temporaryFolder } from './folder.ts';

/** Where ledgers are made, and removed with all that is in them. */
export interface Databases {
  /** Gives the URL of an empty one. */
  make(): Promise<string>;
  close(): Promise<void>;
}

/** SQLite files, in a folder of their own. */
export function files(): Databases {
  const folder = temporaryFolder();
  let count = 0;
  return {
    make: () => Promise.resolve(`sqlite:${join(folder.path, `ledger-${(count += 1)}.db`)}`),
    close: () => Promise.resolve(folder.remove()),
  };
}

/** A PostgreSQL that waits for the disk as one in earnest does; or the server that `DATABASE_URL_TEST` names. */
export async function postgres(): Promise<Databases> {
  const given = process.env['DATABASE_URL_TEST'];
  const server = given === undefined ? await startServer(tmpdir(), ['fsync=on', 'full_page_writes=on']) : null;
  const drops: (() => Promise<void>)[] = [];
  return {
    async make() {
      const { url, drop } = await newDatabase(given ?? `${server?.url ?? ''}/postgres`, 'empty');
      drops.push(drop);
      return url;
    },
    async close() {
      for (const drop of drops) await drop();
      await server?.stop();
    },
  };
}
