import type { Tx } from './tables.ts';

/** A raw body on its way into the ledger. */
export interface NewEvent {
  source: string;
  raw: string;
  received_at: number;
}

/** Parameters of one statement stay far below every database's limit, and few lengths of it are ever compiled. */
const MOST_ROWS = 64;

/**
 * Writes many rows with few statements, each of 1, 2, 4 … 64 rows and compiled once: for a row of its own Kysely takes longer to
 * compile the statement than SQLite to run it. One writer per store.
 */
export function eventWriter(): (tx: Tx, rows: readonly NewEvent[]) => Promise<void> {
  const compiled = new Map<number, ReturnType<typeof compile>>();
  return async (tx, rows) => {
    let from = 0;
    while (from < rows.length) {
      let size = MOST_ROWS;
      while (size > rows.length - from) size /= 2;
      let statement = compiled.get(size);
      if (!statement) compiled.set(size, (statement = compile(tx, size)));
      const parameters: unknown[] = [];
      for (const row of rows.slice(from, from + size)) parameters.push(row.source, row.raw, row.received_at);
      await tx.executeQuery({ ...statement, parameters });
      from += size;
    }
  };
}

function compile(tx: Tx, size: number) {
  // The order of these names is the order of the parameters.
  const row: NewEvent = { source: '', raw: '', received_at: 0 };
  return tx.insertInto('events').values(Array<NewEvent>(size).fill(row)).compile();
}
