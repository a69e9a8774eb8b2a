import { StatementSync } from 'node:sqlite';

/** Counts every statement that SQLite carries out in this process from now on. What it gives tells of those since it was last asked. */
export function countStatements(): () => { count: number; ms: number } {
  let count = 0;
  let ms = 0;
  const { prototype } = StatementSync as unknown as { prototype: Record<'all' | 'get' | 'run', Statement> };
  for (const name of ['all', 'get', 'run'] as const) {
    const plain = prototype[name];
    prototype[name] = function (...values) {
      const from = performance.now();
      try {
        return plain.apply(this, values);
      } finally {
        ms += performance.now() - from;
        count += 1;
      }
    };
  }
  return () => {
    const told = { count, ms };
    count = 0;
    ms = 0;
    return told;
  };
}

type Statement = (this: StatementSync, ...values: unknown[]) => unknown;
