import { createHash } from 'node:crypto';

export type Row = Record<string, unknown>;

/** Below what a number holds exactly. */
const MODULUS = 2 ** 48;

export const addSums = (one: number, other: number): number => (one + other) % MODULUS;

/** One number of all that stands in a row, the same on every database; of many rows the sum, in whatever order. */
export function rowSum(row: Row, columns: readonly string[]): number {
  const hash = createHash('sha1');
  for (const column of columns) {
    const value = row[column];
    hash.update(`${column}=${value === null ? '-' : typeof value}:`);
    if (value instanceof Uint8Array) hash.update(value);
    else hash.update(String(value));
    hash.update(';');
  }
  return hash.digest().readUIntBE(0, 6);
}

/** As every database holds it: PostgreSQL has no place for the character 0 in a text, and no fraction in a whole number. */
export function storableRow(row: Row, wholeNumbers: ReadonlySet<string>): Row {
  const made: Row = {};
  for (const [column, value] of Object.entries(row)) {
    if (typeof value === 'string' && value.includes('\0')) made[column] = value.replaceAll('\0', '\uFFFD');
    else if (typeof value === 'number' && wholeNumbers.has(column)) made[column] = Math.round(value);
    else made[column] = value;
  }
  return made;
}
