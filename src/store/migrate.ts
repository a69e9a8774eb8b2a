import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { Misconfigured } from '../errors.ts';
import { isStoreFault } from './fault.ts';
import { migrations } from './migrations.ts';
import type { Db } from './tables.ts';

/** Brings the tables up to date. Two processes that do so at once wait for each other. @throws Misconfigured where a newer version was here. */
export async function migrate(db: Db): Promise<void> {
  const taken = new Set(await stepsTaken(db));
  const newer = newerIn(taken);
  if (newer) throw newer;
  if (isUpToDate(taken)) return;
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  let { error } = await migrator.migrateToLatest();
  // Two processes that start together: the slower one finds the tables made and must only look again.
  if (error) ({ error } = await migrator.migrateToLatest());
  if (error) throw error instanceof Error ? error : new Error(JSON.stringify(error));
}

/** Whether every step of this version was taken; asked with the names of those that were. */
export function isUpToDate(taken: Iterable<string>): boolean {
  const all = new Set(taken);
  return Object.keys(migrations).every((name) => all.has(name));
}

/** What an older process is told whose ledger a newer version has changed; null where none has. Asked now and then while one runs. */
export async function newerVersion(db: Db): Promise<Misconfigured | null> {
  return newerIn(await stepsTaken(db));
}

function newerIn(taken: Iterable<string>): Misconfigured | null {
  const newer = [...taken].find((name) => !(name in migrations));
  if (newer === undefined) return null;
  return new Misconfigured(
    `DATABASE_URL: the database was brought up to date by a newer version of OptiAtiende (step ${newer}), ` +
      'which this one cannot read. Start that version, or a newer one; or name another database.',
  );
}

async function stepsTaken(db: Db): Promise<string[]> {
  try {
    const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
    return rows.map(({ name }) => name);
  } catch (error) {
    if (isStoreFault(error)) throw error;
    // An empty database has no such table.
    return [];
  }
}
