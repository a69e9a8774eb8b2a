import { expect, test } from 'vitest';
import { forget } from '../../../src/store/people/forget/forget.ts';
import type { Store } from '../../../src/store/open.ts';
import { sql } from '../../../src/store/sql.ts';
import type { Tx } from '../../../src/store/tables.ts';
import { join } from '../../../src/store/people/join.ts';
import { contact, message } from '../rows.ts';
import { eachWithStore, NUMBER, options, OTHER, store, where } from './forget-setup.ts';

eachWithStore();

const COUNT = 1_030;

/** Somebody who wrote very much, every message with its send, its job, and every tenth with a file of several pieces. */
async function wroteMuch(): Promise<number> {
  const { id: contactId } = await store.write((tx) => contact(tx, { waId: NUMBER, name: 'Ana' }));
  for (let from = 0; from < COUNT; from += 103) {
    const ids = Array.from({ length: 103 }, (_, n) => `m${String(from + n).padStart(5, '0')}`);
    await store.write(async (tx) => {
      const said = ids.map((id, n) =>
        message({
          id,
          contact_id: contactId,
          wamid: `wamid.${id}`,
          answered_at: 1,
          created_at: from + n,
          text: `soy Ana ${NUMBER}`,
        }),
      );
      await tx.insertInto('messages').values(said).execute();
      const sends = ids.map((id) => ({
        id,
        message_id: id,
        part: 0,
        payload: `{"to":"${NUMBER}"}`,
        wamid: `s.${id}`,
        state: 'read' as const,
      }));
      await tx.insertInto('sends').values(sends).execute();
      const jobs = ids.map((id) => ({
        ...{
          kind: 'send' as const,
          lane: `send:${contactId}`,
          contact_id: contactId,
          key: `send:${id}`,
          state: 'done' as const,
        },
        ...{ payload: `{"send":"${id}","to":"${NUMBER}"}`, due_at: 0, created_at: 0, finished_at: 1 },
      }));
      await tx.insertInto('jobs').values(jobs).execute();
      const kept = { state: 'failed' as const, source: `{"from":"${NUMBER}"}`, name: 'ana.pdf', kept: 9 };
      const files = await tx
        .insertInto('files')
        .values(ids.filter((_, n) => n % 10 === 0).map((message_id) => ({ message_id, position: 0, ...kept })))
        .returning('id')
        .execute();
      const bytes = Buffer.from('x');
      await tx
        .insertInto('pieces')
        .values(files.flatMap(({ id }) => Array.from({ length: 40 }, (_, number) => ({ file_id: id, number, bytes }))))
        .execute();
    });
  }
  return contactId;
}

/** How much is left that a write may take out. */
async function left(db: Tx): Promise<number[]> {
  const { rows } = await sql<Record<string, number>>`select
    (select count(*) from messages where text <> '') as messages, (select count(*) from sends where payload <> '{}') as sends,
    (select count(*) from jobs where payload <> '{}') as jobs, (select count(*) from pieces) as pieces`.execute(db);
  return Object.values(rows[0] ?? {}).map(Number);
}

test('of somebody with very many messages no write takes out more than a few, and nothing is left', async () => {
  const contactId = await wroteMuch();
  let most = 0;
  let writes = 0;
  const watched: Store = {
    ...store,
    write: (work, how) =>
      store
        .write(async (tx) => {
          const before = await left(tx);
          const value = await work(tx);
          const after = await left(tx);
          most = Math.max(most, ...before.map((count, n) => count - (after[n] ?? 0)));
          return value;
        }, how)
        .then(async (value) => {
          writes += 1;
          // Somebody wrote to them meanwhile: that goes too, whenever it came.
          if (writes === 4)
            await store.write((tx) =>
              tx
                .insertInto('messages')
                .values(
                  message({
                    id: 'z',
                    contact_id: contactId,
                    author: 'agent',
                    text: `hola ${NUMBER}`,
                    created_at: Date.now() + 60_000,
                  }),
                )
                .execute(),
            );
          return value;
        }),
  };
  const done = await forget(watched, options());
  expect(done).toMatchObject({ is: 'forgotten', people: [{ messages: COUNT + 1, files: 110 }] });
  expect(most).toBeLessThanOrEqual(100);
  expect(await store.write(left)).toEqual([0, 0, 0, 0]);
  expect(await where(NUMBER)).toEqual([]);
});

test('what was said with somebody who turns out to be them while they are forgotten goes too, however old it is', async () => {
  const { id: contactId } = await store.write((tx) => contact(tx, { waId: NUMBER, name: 'Ana' }));
  const { id: otherId } = await store.write((tx) => contact(tx, { waId: OTHER, name: 'Ana' }));
  const old = { answered_at: 1, created_at: 1, text: 'soy Ana' };
  await store.write((tx) =>
    tx
      .insertInto('messages')
      .values([message({ id: 'a', contact_id: contactId, ...old }), message({ id: 'b', contact_id: otherId, ...old })])
      .execute(),
  );
  const body = { channel_id: 'main', source: 'whatsapp', received_at: 1, outcome: 'read' };
  const raw = JSON.stringify({ from: OTHER });
  await store.write((tx) =>
    tx
      .insertInto('events')
      .values({ ...body, raw })
      .execute(),
  );
  let joined = false;
  const watched: Store = {
    ...store,
    write: async (work, how) => {
      const value = await store.write(work, how);
      const { text } = await store.db
        .selectFrom('messages')
        .select('text')
        .where('id', '=', 'a')
        .executeTakeFirstOrThrow();
      if (text !== '' || joined) return value;
      joined = true;
      await store.write((tx) => join(tx, contactId, otherId));
      return value;
    },
  };
  expect(await forget(watched, options())).toMatchObject({ is: 'forgotten' });
  expect(joined).toBe(true);
  expect(await where('Ana', OTHER)).toEqual([]);
});
