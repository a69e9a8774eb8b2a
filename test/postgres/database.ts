import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A ledger without anything in it, to make others after. */
export const TEMPLATE = 'optiatiende_template';

/** The variable that names the server of this run, with the database from which others are made and dropped. */
export const SERVER = 'TEST_POSTGRES';

export const serverUrl = (): string => process.env[SERVER] ?? '';

export async function adminOf(url: string): Promise<pg.Client> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  return admin;
}

/** A database of its own on the server of this run; `made` as a ledger already, or quite empty. */
export async function newDatabase(
  server: string,
  made: 'ledger' | 'empty' = 'ledger',
): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `optiatiende_${randomBytes(6).toString('hex')}`;
  const run = async (statement: string) => {
    const admin = await adminOf(server);
    await admin.query(statement).finally(() => admin.end());
  };
  await run(`create database ${name} template ${made === 'ledger' ? TEMPLATE : 'template0'} strategy file_copy`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(`drop database if exists ${name} with (force)`) };
}
