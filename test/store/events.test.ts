import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventWriter } from '../../src/store/events.ts';
import { databases, emptyStore, type TestStore } from './databases.ts';

describe.each(databases)('$name', (database) => {
  let opened: TestStore;
  beforeEach(async () => {
    opened = await emptyStore(database);
  });
  afterEach(() => opened.close());

  test.each([0, 1, 2, 3, 63, 64, 65, 127, 200])('%i rows at once, each in its place', async (count) => {
    const rows = Array.from({ length: count }, (_, n) => ({
      channel_id: `c${n}`,
      source: `s${n}`,
      raw: `{"n":${n}}`,
      received_at: 1_000 + n,
    }));
    const write = eventWriter();
    await opened.store.write((tx) => write(tx, rows));
    // What was compiled for the first is used by the second.
    await opened.store.write((tx) => write(tx, rows));
    const kept = await opened.store.db.selectFrom('events').selectAll().orderBy('id').execute();
    expect(kept.map(({ channel_id, source, raw, received_at }) => ({ channel_id, source, raw, received_at }))).toEqual([
      ...rows,
      ...rows,
    ]);
    expect(kept.every(({ outcome }) => outcome === null)).toBe(true);
  });
});
