import { expect, test } from 'vitest';
import { ana } from '../listen/office.ts';
import { eventually } from '../stack.ts';
import { deliver } from '../traffic.ts';
import { eachWithOffice, fix, gaps, office, sent, texts } from './audited-office.ts';
import { audited, gapsOf, settled } from './audited.ts';

eachWithOffice();

test('work that is gone from the ledger: nobody answers, nobody registers', async () => {
  await settled(office.stack);
  const { store } = office.stack.service;
  const { id: contact } = await office.contact();
  const now = Date.now();
  const row = {
    contact_id: contact,
    channel_id: 'main',
    author: 'customer' as const,
    kind: 'text',
    payload: '{"kind":"text"}',
  };
  await store.write((tx) =>
    tx
      .insertInto('messages')
      .values({
        ...row,
        ...{
          id: 'lost',
          text: 'perdido',
          wamid: 'wamid.lost',
          said_at: now - 600_000,
          created_at: now,
          exchange_id: 'lost',
        },
        chatwoot_state: 'queued',
      })
      .execute(),
  );
  const report = await audited(office.stack);
  expect(report.gaps.map(({ kind, next }) => [kind, next])).toEqual([
    ['unanswered', 'write'],
    ['unregistered', 'fix'],
  ]);
  expect(report.days.at(-1)).toMatchObject({ received: 2, answered: 1, unanswered: 1 });
  await fix();
  await settled(office.stack);
  expect(texts().at(-1)).toBe('🕒 perdido');
  // The bot's words of the first turn, lost from the ledger.
  await store.db.deleteFrom('messages').where('text', '=', 're: hola').execute();
  expect(await gaps()).toContain('no_words: hola');
});

test('a send that WhatsApp refused, and one that was never delivered', async () => {
  const { whatsapp } = office.stack.sandbox;
  whatsapp.faults.set([{ kind: 'status_failed', code: 131026, times: 1 }]);
  await office.says('¿llega?');
  const { store } = office.stack.service;
  // Until the refusal has come it merely waits.
  const refused = await eventually(async () =>
    (await audited(office.stack)).gaps.find(({ kind, next }) => kind === 'unsent' && next !== 'waits'),
  );
  expect(refused).toMatchObject({
    next: 'retry',
    number: expect.any(Number),
    reason: expect.stringMatching(/WhatsApp/),
  });
  await store.db.updateTable('sends').set({ state: 'sent' }).where('message_id', 'like', '%').execute();
  await store.db.updateTable('messages').set({ whatsapp_state: 'sent' }).where('text', '=', 're: hola').execute();
  await expect.poll(gaps, { timeout: 60_000 }).toEqual(['undelivered: re: hola', 'unsent: re: ¿llega?']);
  // A phone that is off for an hour is no gap.
  expect(await gapsOf(office.stack, await audited(office.stack, { strict: false }))).toEqual(['unsent: re: ¿llega?']);
  const before = sent();
  expect(await fix()).toEqual([]);
  expect(sent()).toBe(before);
});

test('each message is counted where it belongs: a reaction, an act, a group, an old one', async () => {
  const at = String(Math.floor(Date.now() / 1_000));
  const url = () => office.stack.service.url + office.stack.service.webhookPath;
  const say = (id: string, more: object) =>
    deliver(url, {
      entry: [{ changes: [{ field: 'messages', value: { messages: [{ id, from: ana, timestamp: at, ...more }] } }] }],
    });
  await say('r1', { type: 'reaction', reaction: { message_id: 'wamid.1', emoji: '👍' } });
  await say('p1', { type: 'pin_in_chat' });
  await office.says('de ayer', ana, Date.now() - 25 * 3_600_000);
  await settled(office.stack);
  const rows = await office.stack.service.store.db
    .selectFrom('messages')
    .select(['kind', 'answer'])
    .where('author', '=', 'customer')
    .orderBy('created_at')
    .execute();
  expect(rows.map(({ answer }) => answer)).toEqual(['bot', 'kind', 'kind', 'old']);
  const report = await audited(office.stack);
  expect(report.gaps).toEqual([]);
  expect(report.days.at(-1)).toMatchObject({ received: 4, answered: 1, people: 0, notToAnswer: 3 });
});

test.each(['dropped', 'lost'])(
  'what was %s while nobody knew whether it had arrived is looked for first',
  async (how) => {
    await settled(office.stack);
    const { db } = office.stack.service.store;
    const place = await office.place();
    const id = (await db.selectFrom('messages').select('id').where('text', '=', 're: hola').executeTakeFirstOrThrow())
      .id;
    await db
      .updateTable('messages')
      .set({ chatwoot_state: 'problem', chatwoot_message_id: null, error: 'Chatwoot: answered 500' })
      .where('id', '=', id)
      .execute();
    await db
      .updateTable('places')
      .set({ last_incoming_id: place.last_incoming_id - 1 })
      .execute();
    const effect = { effect: 'unclear 1 1 answered', last_error: 'Chatwoot: answered 500' };
    await db.updateTable('jobs').set(effect).where('key', '=', `register:${id}`).execute();
    if (how === 'lost') await db.deleteFrom('jobs').where('key', '=', `register:${id}`).execute();
    expect((await audited(office.stack)).gaps).toMatchObject([
      { kind: 'unregistered', message: id, reason: 'Chatwoot: answered 500', next: 'fix' },
    ]);
    expect(await fix()).toEqual([id]);
    await settled(office.stack);
    expect(texts()).toEqual(['hola', '🤖 re: hola']);
    expect(await gaps()).toEqual([]);
  },
);
