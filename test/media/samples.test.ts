import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Conversation, Message } from '../../src/sandbox/chatwoot/records.ts';
import type { Contact } from '../../src/store/tables.ts';
import { eventually, startStack, type Stack } from '../stack.ts';
import { index, rawSample } from '../whatsapp/read/samples.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({
    environment: { BOT: 'none' },
    sandbox: { chatwoot: { messagesPerMinute: 10_000 } },
  });
});
afterAll(() => stack.close());

/** Every message that somebody of use sent, by its wamid, with who sent it. */
const wanted = new Map<string, { file: string; names: string[] }>();
for (const { file, found } of index.cases) {
  // Nobody is named as its sender: kept raw.
  if (file.startsWith('160-')) continue;
  for (const { id, usable, from, fromUserId } of found?.messages ?? []) {
    const given = [from, fromUserId].filter((name) => name !== null);
    const names = given.flatMap((name) => [`wa:${String(name).replace(/\D/g, '')}`, `id:${name}`]);
    if (usable && id !== null) wanted.set(id, { file, names });
  }
}

test('every usable message of the samples stands in Chatwoot, readable, in the conversation of its person', async () => {
  const { db } = stack.service.store;
  for (const { file } of index.cases)
    await fetch(stack.service.url + stack.service.webhookPath, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: new Uint8Array(rawSample(file)),
    });
  await eventually(
    async () => (await db.selectFrom('events').select('id').where('outcome', 'is', null).execute()).length === 0,
  );
  await eventually(
    async () =>
      (await db.selectFrom('jobs').select('id').where('state', 'in', ['ready', 'waiting']).execute()).length === 0,
    60_000,
  );
  expect(await db.selectFrom('jobs').select(['key', 'last_error']).where('state', '=', 'problem').execute()).toEqual(
    [],
  );

  const posted = new Map<number, { message: Message; conversation: Conversation }>();
  for (const conversation of stack.sandbox.chatwoot.state.conversations.values())
    for (const message of conversation.messages) posted.set(message.id, { message, conversation });
  const rows = new Map((await db.selectFrom('messages').selectAll().execute()).map((row) => [row.wamid, row]));
  const contacts = new Map<number, Contact>();
  for (const one of await db.selectFrom('contacts').selectAll().execute()) contacts.set(one.id, one);
  const places = await db.selectFrom('places').selectAll().execute();
  const identifiers = await db.selectFrom('identifiers').selectAll().execute();

  expect(wanted.size).toBeGreaterThan(100);
  for (const [wamid, { file, names }] of wanted) {
    const row = rows.get(wamid);
    expect(row?.chatwoot_state, file).toBe('registered');
    const found = posted.get(row?.chatwoot_message_id ?? 0);
    const { content = null, attachments = [] } = found?.message ?? {};
    expect((content ?? '').trim() !== '' || attachments.length > 0, file).toBe(true);
    expect(found?.message.type, file).toBe(0);
    const person = contacts.get(row?.contact_id ?? 0);
    expect(found?.conversation.source.sourceId, file).toBe(places.find(({ id }) => id === row?.place_id)?.source_id);
    const known = identifiers.filter((it) => it.contact_id === person?.id).map(({ value }) => value);
    // News of a person's own change names them in its body only.
    expect(
      names.length === 0 || names.some((name) => known.includes(name)),
      `${file}: ${names.join()} among ${known.join()}`,
    ).toBe(true);
  }
  // One conversation for each person.
  const known = places.flatMap((it) => it.conversation_id ?? []);
  expect(new Set(known).size).toBe(known.length);
  expect(stack.sandbox.chatwoot.state.conversations.size).toBe(known.length);
});
