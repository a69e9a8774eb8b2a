import { sql } from '../../sql.ts';
import type { Tables, Tx } from '../../tables.ts';
import { KEEP, RULES, type Rule } from './rules.ts';

/** Fewer than any database takes values in one statement. */
const AT_ONCE = 400;

export type Id = string | number;

export function* inPieces<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += AT_ONCE) yield all.slice(at, at + AT_ONCE);
}

/**
 * Does to these rows what the rules of their table say.
 *
 * @param key the column that these are values of
 */
export async function applyRules(tx: Tx, table: keyof Tables, key: string, ids: readonly Id[]): Promise<void> {
  const rules = RULES[table];
  if (rules === null) return;
  for (const some of inPieces(ids)) {
    const among = sql`${sql.ref(key)} in (${sql.join(some)})`;
    if (rules === 'delete') {
      await sql`delete from ${sql.table(table)} where ${among}`.execute(tx);
      continue;
    }
    const columns = Object.entries(rules) as [string, Rule<unknown>][];
    for (const [column, rule] of columns) {
      if (typeof rule === 'function') await remake(tx, { table, key, column, some, rule: rule as Remake });
    }
    const fixed = columns.filter(([, rule]) => rule !== KEEP && typeof rule !== 'function');
    const set = sql.join(fixed.map(([column, value]) => sql`${sql.ref(column)} = ${value}`));
    if (fixed.length > 0) await sql`update ${sql.table(table)} set ${set} where ${among}`.execute(tx);
  }
}

type Remake = (value: unknown) => unknown;

/** A value that is made of the one that was there; only where it is another. */
async function remake(
  tx: Tx,
  of: { table: string; key: string; column: string; some: readonly Id[]; rule: Remake },
): Promise<void> {
  const [table, key, column] = [sql.table(of.table), sql.ref(of.key), sql.ref(of.column)];
  const { rows } = await sql<{ value: unknown; key: Id }>`select ${column} as value, ${key} as key from ${table}
    where ${key} in (${sql.join(of.some)}) and ${column} is not null`.execute(tx);
  for (const [value, group] of Map.groupBy(rows, (row) => row.value)) {
    const made = of.rule(value);
    if (made === value) continue;
    // Of the rows that have it alone: with all of them each value would look through all the others' rows.
    const keys = [...new Set(group.map((row) => row.key))];
    await sql`update ${table} set ${column} = ${made} where ${column} = ${value} and ${key} in (${sql.join(keys)})`.execute(
      tx,
    );
  }
}
