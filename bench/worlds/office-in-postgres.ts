import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { openStore } from '../../src/store/open.ts';

/** What the console reads of a ledger. */
const TABLES = [
  'contacts',
  'identifiers',
  'places',
  'messages',
  'sends',
  'handoffs',
  'events',
  'report_slices',
  'meta',
];
/** Rows of one write. */
const ROWS = 5_000;

/**
 * Puts the rows of an office that stands in a file into an empty database of PostgreSQL. Of finished work the newest alone: there are two
 * jobs for each message, and the console looks for what ended within seconds.
 */
export async function officeIntoPostgres(file: string, url: string): Promise<void> {
  await (await openStore(url)).close();
  const from = new DatabaseSync(file);
  const to = new pg.Client({ connectionString: url });
  await to.connect();
  try {
    await to.query('set synchronous_commit = off');
    for (const table of TABLES) await copy(table, `select * from ${table}`);
    await copy('jobs', `select * from jobs where state <> 'done' or id > (select max(id) from jobs) - 100000`);
    await to.query('analyze');
  } finally {
    await to.end();
    from.close();
  }

  async function copy(table: string, select: string): Promise<void> {
    await to.query(`delete from ${table}`);
    let rows: unknown[] = [];
    const write = async () => {
      const values = [JSON.stringify(rows)];
      await to.query(
        `insert into ${table} overriding system value select * from json_populate_recordset(null::${table}, $1)`,
        values,
      );
      rows = [];
    };
    for (const row of from.prepare(select).iterate()) if (rows.push(row) >= ROWS) await write();
    if (rows.length > 0) await write();
  }
}
