/** Runs `work` after all that was given before it under one of these names; under other names side by side. */
export type InOrder = <T>(names: Iterable<string>, work: () => Promise<T>) => Promise<T>;

/** What is asked for without waiting for what was asked before is still done in that order, where the order counts. */
export function inOrder(): InOrder {
  const last = new Map<string, Promise<unknown>>();
  return async (names, work) => {
    const own = [...new Set(names)];
    const before = own.map((name) => last.get(name));
    const done = Promise.allSettled(before.filter((it) => it !== undefined)).then(work);
    for (const name of own) last.set(name, done);
    try {
      return await done;
    } finally {
      for (const name of own) if (last.get(name) === done) last.delete(name);
    }
  };
}
