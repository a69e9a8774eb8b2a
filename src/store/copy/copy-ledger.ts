import { setValue, valueOf } from '../meta.ts';
import type { Store } from '../open.ts';
import { sql } from '../sql.ts';
import type { Db, Tables } from '../tables.ts';
import { COPY_MARK } from './copy-mark.ts';
import { lastId, setLastId } from './last-ids.ts';
import { addSums, rowSum, storableRow, type Row } from './row-sum.ts';
import { COUNTED, keyOf, TABLES } from './tables-to-copy.ts';

type Table = keyof Tables;

/** Why nothing was copied, or the copy may not be used. */
export class CopyRefused extends Error {
  override readonly name = 'CopyRefused';
  readonly why: 'running' | 'not empty' | 'other copy' | 'differs';
  /** Where it differs. */
  readonly table: Table | null;

  constructor(why: CopyRefused['why'], table: Table | null = null) {
    super(`the ledger was not copied: ${why}${table === null ? '' : ` (${table})`}`);
    this.why = why;
    this.table = table;
  }
}

export interface Progress {
  table: Table;
  step: 'copied' | 'compared';
  rows: number;
  of: number;
}

/** How far the copy of a table is; kept in the same write as its rows. */
interface Mark {
  after: unknown[] | null;
  rows: number;
  sum: number;
}

/** Rows of one write; pieces of files are 256 kB each. */
const ROWS = 500;
const PIECES = 16;

const mostOf = (table: Table) => (table === 'pieces' ? PIECES : ROWS);

/**
 * Copies a whole ledger into an empty one, and compares both. Where it is broken off, another run goes on where it ended; until it is
 * finished no service works on the new one (`refuseHalf`).
 *
 * @param from.place names the source for a later run: another one does not go on with its copy
 * @throws CopyRefused
 */
export async function copyLedger(
  from: { store: Store; place: string },
  to: Store,
  now: number,
  onProgress: (progress: Progress) => void,
): Promise<Map<Table, number>> {
  const source = from.store.db;
  if (await isWorkedOn(source, now)) throw new CopyRefused('running');
  await takeOn(to, from.place);
  const wholeNumbers = await wholeNumbersOf(to.db);
  const copied = new Map<Table, number>();
  for (const table of TABLES) {
    const of = await countOf(source, table);
    const whole = wholeNumbers.get(table) ?? new Set();
    const mark = await copyTable(source, to, {
      table,
      whole,
      onRows: (rows) => onProgress({ table, step: 'copied', rows, of }),
    });
    const found = await sumOf(to.db, table, whole, (rows) => onProgress({ table, step: 'compared', rows, of }));
    if (found.rows !== mark.rows || found.sum !== mark.sum) throw new CopyRefused('differs', table);
    copied.set(table, mark.rows);
  }
  // What was written into the source meanwhile, behind our back.
  for (const [table, rows] of copied)
    if ((await countOf(source, table)) !== rows) throw new CopyRefused('differs', table);
  await to.write(async (tx) => {
    for (const table of COUNTED) await setLastId(tx, table, await lastId(source, table));
    await tx
      .deleteFrom('meta')
      .where((eb) => eb.or([eb('key', '=', COPY_MARK), eb('key', 'like', 'copy:%')]))
      .execute();
  });
  return copied;
}

/** Whether something runs on it at this moment: what it writes meanwhile would be missing in the copy. */
async function isWorkedOn(db: Db, now: number): Promise<boolean> {
  const lease = await db
    .selectFrom('jobs')
    .select('id')
    .where('lease_token', 'is not', null)
    .where('state', '=', 'ready')
    .where('lease_until', '>', now)
    .limit(1)
    .executeTakeFirst();
  return lease !== undefined;
}

async function takeOn(to: Store, place: string): Promise<void> {
  const earlier = await valueOf(to.db, COPY_MARK);
  if (earlier === place) return;
  if (earlier !== null) throw new CopyRefused('other copy');
  for (const table of TABLES) if ((await countOf(to.db, table)) > 0) throw new CopyRefused('not empty', table);
  await to.write((tx) => setValue(tx, COPY_MARK, place));
}

async function copyTable(
  source: Db,
  to: Store,
  { table, whole, onRows }: { table: Table; whole: ReadonlySet<string>; onRows: (rows: number) => void },
): Promise<Mark> {
  const name = `copy:${table}`;
  const kept = await valueOf(to.db, name);
  let mark: Mark = kept === null ? { after: null, rows: 0, sum: 0 } : (JSON.parse(kept) as Mark);
  for (;;) {
    const rows = (await readRows(source, table, mark.after)).map((row) => storableRow(row, whole));
    if (rows.length === 0) return mark;
    const next = following(table, mark, rows);
    await to.write(async (tx) => {
      await tx
        .insertInto(table)
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      await setValue(tx, name, JSON.stringify(next));
    });
    mark = next;
    onRows(mark.rows);
  }
}

/** Count and sum of what stands in a table. */
async function sumOf(db: Db, table: Table, whole: ReadonlySet<string>, onRows: (rows: number) => void): Promise<Mark> {
  let mark: Mark = { after: null, rows: 0, sum: 0 };
  for (;;) {
    const rows = (await readRows(db, table, mark.after)).map((row) => storableRow(row, whole));
    if (rows.length === 0) return mark;
    mark = following(table, mark, rows);
    onRows(mark.rows);
  }
}

function following(table: Table, mark: Mark, rows: Row[]): Mark {
  const last = rows.at(-1) ?? {};
  const columns = Object.keys(last).sort();
  const sum = rows.reduce((so, row) => addSums(so, rowSum(row, columns)), mark.sum);
  return { after: keyOf(table).map((column) => last[column]), rows: mark.rows + rows.length, sum };
}

/** The next rows behind a key. Of single values those that belong to one database alone are left out. */
async function readRows(db: Db, table: Table, after: unknown[] | null): Promise<Row[]> {
  const key = sql.join(keyOf(table).map((column) => sql.ref(column)));
  const behind = after === null ? sql`true` : sql`(${key}) > (${sql.join(after)})`;
  const { rows } = await sql<Row>`select * from ${sql.table(table)} where ${behind} and ${own(table)}
    order by ${key} limit ${mostOf(table)}`.execute(db);
  return rows;
}

const own = (table: Table) =>
  table === 'meta' ? sql`key <> 'health' and key <> ${COPY_MARK} and key not like 'copy:%'` : sql`true`;

async function countOf(db: Db, table: Table): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)} where ${own(table)}`.execute(
    db,
  );
  return Number(rows[0]?.n ?? 0);
}

async function wholeNumbersOf(db: Db): Promise<Map<string, Set<string>>> {
  const tables = await db.introspection.getTables();
  const isWhole = ({ dataType }: { dataType: string }) => /int/i.test(dataType);
  return new Map(tables.map(({ name, columns }) => [name, new Set(columns.filter(isWhole).map((it) => it.name))]));
}
