import { afterEach, beforeEach } from 'vitest';
import { calledBy } from '../../../src/cli/contacts/called.ts';
import type { ForgetOptions } from '../../../src/store/people/forget/forget.ts';
import { sql } from '../../../src/store/sql.ts';
import type { Store } from '../../../src/store/open.ts';
import { spellings } from '../../../src/whatsapp/numbers.ts';
import { emptyStore, type TestStore } from '../databases.ts';

export const NUMBER = '5493415550123';
export const OTHER = '5493415550999';
export const NOW = 1_700_000_000_000;

export let opened: TestStore;
export let store: Store;

/** Gives each test of the file an empty store. */
export function eachWithStore(): void {
  beforeEach(async () => {
    opened = await emptyStore();
    ({ store } = opened);
  });
  afterEach(() => opened.close());
}

export const options = (more: Partial<ForgetOptions> = {}): ForgetOptions => ({
  called: calledBy('+54 341 555 0123'),
  spell: spellings,
  clock: { now: () => NOW },
  waitMs: 0,
  ...more,
});

/** Every table and column in which one of these texts stands. */
export async function where(...texts: string[]): Promise<string[]> {
  const found: string[] = [];
  for (const { name: table } of await store.db.introspection.getTables()) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(store.db);
    for (const row of rows)
      for (const [column, value] of Object.entries(row)) {
        const text = value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value);
        if (texts.some((one) => text.includes(one))) found.push(`${table}.${column}`);
      }
  }
  return found;
}
