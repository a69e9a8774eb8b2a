import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

/** Every statement that ran, with the values it ran with first. */
export type Recorded = Map<string, SQLInputValue[]>;

/** Writes down what SQLite is asked from now on, in this process. */
export function record(): { statements: Recorded; stop: () => void } {
  const statements: Recorded = new Map();
  // eslint-disable-next-line @typescript-eslint/unbound-method -- Called with the database it was called on.
  const prepare = DatabaseSync.prototype.prepare;
  DatabaseSync.prototype.prepare = function (this: DatabaseSync, text: string): StatementSync {
    const statement = prepare.call(this, text);
    for (const name of ['all', 'run'] as const) {
      const own = statement[name].bind(statement) as unknown as (...values: SQLInputValue[]) => unknown;
      Object.defineProperty(statement, name, {
        value: (...values: SQLInputValue[]) => {
          if (!statements.has(text)) statements.set(text, values);
          return own(...values);
        },
      });
    }
    return statement;
  };
  return { statements, stop: () => void (DatabaseSync.prototype.prepare = prepare) };
}
