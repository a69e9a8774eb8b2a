import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { calledBy } from '../../../src/cli/contacts/called.ts';
import { addJob } from '../../../src/store/jobs.ts';
import { takeKey } from '../../../src/store/idempotency.ts';
import { forget } from '../../../src/store/people/forget/forget.ts';
import { KEEP, RULES } from '../../../src/store/people/forget/rules.ts';
import { sql } from '../../../src/store/sql.ts';
import type { Tables } from '../../../src/store/tables.ts';
import { ledger } from '../databases.ts';
import { contact, message } from '../rows.ts';
import { eachWithStore, NOW, NUMBER, opened, options, OTHER, store, where } from './forget-setup.ts';

eachWithStore();

/** Stands in every column that may hold something of a person. */
const CANARY = 'canarybird';
/** One row of a person in every table that has any of people, each filled as far as its columns go. */
async function fill(waId: string, id: string): Promise<number> {
  const tables = await store.db.introspection.getTables();
  return await store.write(async (tx) => {
    const { id: contactId } = await contact(tx, { waId, name: CANARY });
    const whoseRow = { channel_id: 'main', contact_id: contactId };
    await tx
      .insertInto('messages')
      .values(message({ id, contact_id: contactId, answered_at: 1, chatwoot_state: 'registered' }))
      .execute();
    await tx.insertInto('sends').values({ id, message_id: id, part: 0, payload: '{}', state: 'read' }).execute();
    const file = { message_id: id, position: 0, state: 'ready' as const, source: '{}', kept: 3 };
    const { id: fileId } = await tx.insertInto('files').values(file).returning('id').executeTakeFirstOrThrow();
    await tx
      .insertInto('pieces')
      .values({ file_id: fileId, number: 0, bytes: Buffer.from(CANARY) })
      .execute();
    await addJob(tx, { kind: 'register', contactId, key: `register:${id}`, payload: {}, dueAt: 1 });
    await sql`update jobs set state = 'problem' where key = ${`register:${id}`}`.execute(tx);
    await tx
      .insertInto('turns')
      .values({ id, ...whoseRow, messages: '[]', words: '', tries: 1, begun_at: 1 })
      .execute();
    await tx.insertInto('turn_steps').values({ turn_id: id, bot: 'b', step: 0, answer: '{}', saved_at: 1 }).execute();
    const call = { turn_id: id, bot: 'b', step: 0, position: 0, name: 'n', arguments: '{}', key: 'k', begun_at: 1 };
    await tx.insertInto('tool_calls').values(call).execute();
    await tx
      .insertInto('bot_states')
      .values({ contact_id: contactId, bot: 'b', value: '{}', version: 1, set_at: 1 })
      .execute();
    await tx
      .insertInto('questions')
      .values({ ...whoseRow, words: 'w', state: 'open', asked_at: 1 })
      .execute();
    await takeKey(tx, { channelId: 'main', key: `${waId}-1`, bodyHash: 'h', answer: JSON.stringify([id]), now: 1 });
    const act = { at: 1, name: 'op', role: 'see', act: 'number', about: `contact:${contactId}`, detail: CANARY };
    await tx.insertInto('console_acts').values(act).execute();
    const raw = JSON.stringify({ from: waId, text: CANARY });
    await tx
      .insertInto('events')
      .values({ channel_id: 'main', source: 'whatsapp', raw, received_at: 1, outcome: 'read' })
      .execute();
    // What every column of a text may hold, whatever wrote it: all that the rules do not keep.
    for (const [table, rules] of Object.entries(RULES)) {
      if (
        rules === null ||
        table === 'console_acts' ||
        table === 'pieces' ||
        table === 'events' ||
        table === 'idempotency'
      )
        continue;
      const { columns = [] } = tables.find(({ name }) => name === table) ?? {};
      const texts = columns.filter(
        ({ dataType, name }) => /text/i.test(dataType) && !/^(?:id|turn_id|bot|channel_id|message_id)$/.test(name),
      );
      for (const { name } of texts) {
        const rule = rules === 'delete' ? null : (rules as Record<string, unknown>)[name];
        if (
          rule === KEEP ||
          name === 'wa_id' ||
          name === 'phone' ||
          (name === 'value' && table === 'identifiers') ||
          name === 'state' ||
          name.endsWith('_state')
        )
          continue;
        // Who has another's key would be the same person.
        const own = /^(?:source_id|bsuid)$/.test(name) ? `${CANARY}${waId}` : CANARY;
        const value = name === 'wamid' ? `wamid.${Buffer.from(`${waId}${CANARY}`).toString('base64')}` : own;
        const whose =
          table === 'contacts'
            ? sql`id = ${contactId}`
            : columns.some((one) => one.name === 'contact_id')
              ? sql`contact_id = ${contactId}`
              : columns.some((one) => one.name === 'message_id')
                ? sql`message_id = ${id}`
                : sql`turn_id = ${id}`;
        await sql`update ${sql.table(table)} set ${sql.ref(name)} = ${value} where ${whose}`.execute(tx);
      }
    }
    return contactId;
  });
}

const marks = [NUMBER, '543415550123', CANARY, Buffer.from(NUMBER).toString('base64').slice(0, 16)];

test('nothing of a person is left in any column, nor in the file; somebody else keeps everything', async () => {
  await fill(OTHER, 'b');
  const others = (await where(OTHER, CANARY)).toSorted();
  const contactId = await fill(NUMBER, 'a');
  const counted = await counts();
  expect(await forget(store, options())).toMatchObject({
    is: 'forgotten',
    people: [{ channelId: 'main', messages: 1, files: 1, turns: 1, questions: 1, keys: 1 }],
    bodies: 1,
    cleaned: ledger === 'sqlite' ? 'clean' : 'server',
  });
  expect((await where(OTHER, CANARY)).toSorted()).toEqual(others);
  expect(await where(NUMBER, '543415550123')).toEqual([]);
  expect(await counts()).toEqual(counted);
  const row = await store.db.selectFrom('contacts').selectAll().where('id', '=', contactId).executeTakeFirstOrThrow();
  expect(row).toMatchObject({ wa_id: null, phone: null, name: null, forgotten_at: NOW });
  if (ledger !== 'sqlite') return;
  // The other one too, so that a canary in the file is nobody's any more.
  await forget(store, options({ called: calledBy(OTHER) }));
  const path = opened.url.slice('sqlite:'.length);
  for (const file of [path, `${path}-wal`]) {
    const bytes = readFileSync(file, 'latin1');
    for (const mark of [...marks, OTHER]) expect(bytes.includes(mark), `${file} ${mark}`).toBe(false);
  }
});

/** What is counted of people: neither fewer nor more after one was forgotten. */
async function counts(): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const table of [
    'contacts',
    'messages',
    'sends',
    'files',
    'turns',
    'jobs',
    'events',
    'idempotency',
  ] satisfies (keyof Tables)[]) {
    const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(store.db);
    found[table] = Number(rows[0]?.n);
  }
  return found;
}

test('every text column that is kept is one that says nothing of a person', async () => {
  const tables = await store.db.introspection.getTables();
  const kept = Object.entries(RULES).flatMap(([table, rules]) =>
    rules === null || rules === 'delete'
      ? []
      : Object.entries(rules)
          .filter(
            ([column, rule]) =>
              rule === KEEP &&
              tables
                .find(({ name }) => name === table)
                ?.columns.some((one) => one.name === column && /text/i.test(one.dataType)),
          )
          .map(([column]) => `${table}.${column}`),
  );
  // A new one stands here only after somebody has thought about what it may hold.
  expect(
    kept.filter((one) => !/\.(?:channel_id|id|message_id|turn_id|exchange_id|reply_to|bot)$/.test(one)).toSorted(),
  ).toEqual([
    'console_acts.about',
    'console_acts.act',
    'console_acts.name',
    'console_acts.outcome',
    'console_acts.role',
    'events.source',
    'files.mime',
    'files.state',
    'handoffs.cause',
    'handoffs.ended_by',
    'idempotency.answer',
    'jobs.effect',
    'jobs.key',
    'jobs.kind',
    'jobs.lane',
    'jobs.lease_token',
    'messages.answer',
    'messages.author',
    'messages.kind',
    'messages.ticked',
    'tool_calls.name',
    'turn_steps.usage',
    'turns.messages',
    'turns.outcome',
  ]);
});
