import { afterEach, expect, test } from 'vitest';
import { startSandboxChatwoot } from '../../src/sandbox/chatwoot/server.ts';
import { startStack, type Stack } from '../stack.ts';
import { ana, ask, conversations, TOKEN } from './api.ts';

let stack: Stack;
afterEach(async () => await stack.close());

const start = async (environment: Record<string, string> = {}) =>
  void (stack = await startStack({ environment: { API_TOKEN: TOKEN, ...environment } }));
const say = (body: unknown, wait = '?wait=10') => ask(stack.service, `/api/exchanges${wait}`, { body });

test('wait answers with the outcome, and GET with the same', async () => {
  await start();
  const { status, json } = await say(ana);
  expect(status).toBe(200);
  expect(json).toEqual({
    id: expect.any(String),
    state: 'registered',
    conversation_id: 1,
    user_message: { state: 'registered', chatwoot_message_id: 1 },
    bot_response: { state: 'registered', chatwoot_message_id: 2 },
    error: null,
  });
  expect((await ask(stack.service, `/api/exchanges/${json.id}`)).json).toEqual(json);
});

test('a new person: source id, number and name as the script gave them', async () => {
  await start();
  const { json } = await say(ana);
  const [conversation] = [...stack.sandbox.chatwoot.state.conversations.values()];
  expect(conversation?.source.sourceId).toBe('5493415550123');
  expect(conversation?.source.contact).toMatchObject({ name: 'Ana Prueba', phone: '+5493415550123' });
  expect(json.user_message.chatwoot_message_id).toBe(conversation?.messages[0]?.id);
});

test('nothing is sent on WhatsApp and no bot answers', async () => {
  await start({ BOT: 'faq' });
  await say(ana);
  const { db } = stack.service.store;
  expect(await db.selectFrom('jobs').select('kind').distinct().execute()).toEqual([{ kind: 'register' }]);
  expect(stack.sandbox.whatsapp.sent).toEqual([]);
});

test('one side may be empty: it is not registered and its part is null', async () => {
  await start();
  const { json } = await say([
    { ...ana, user_message: '' },
    { ...ana, bot_response: '\u200b \n' },
  ]);
  expect(json).toMatchObject([
    { state: 'registered', user_message: null, bot_response: { state: 'registered' } },
    { state: 'registered', user_message: { state: 'registered' }, bot_response: null },
  ]);
  expect(conversations(stack)).toEqual([['🤖 ¡Todo bien!', 'COMO VA']]);
});

test('Chatwoot is down, then up: 202 meanwhile, then registered in order', async () => {
  const place = await startSandboxChatwoot();
  const port = Number(new URL(place.url).port);
  await place.close();
  await start({ CHATWOOT_URL: place.url });
  const first = await say(ana, '?wait=0.3');
  expect(first).toMatchObject({ status: 202, json: { state: 'waiting', conversation_id: null, error: null } });
  const second = await say({ ...ana, user_message: 'SIGO AQUI', bot_response: '' }, '');
  const chatwoot = await startSandboxChatwoot({ port });
  try {
    const key = await say({ ...ana, user_message: '', bot_response: 'Volvió.' }, '?wait=20');
    expect(key).toMatchObject({ status: 200, json: { state: 'registered' } });
    for (const { json } of [first, second])
      expect((await ask(stack.service, `/api/exchanges/${json.id}`)).json.state).toBe('registered');
    const [conversation, ...others] = [...chatwoot.state.conversations.values()];
    expect(others).toEqual([]);
    expect(conversation?.messages.map(({ content }) => content)).toEqual([
      'COMO VA',
      '🤖 ¡Todo bien!',
      'SIGO AQUI',
      '🤖 Volvió.',
    ]);
  } finally {
    await chatwoot.close();
  }
});

test('a refusal that will not change is a problem with its reason', async () => {
  await start({ CHATWOOT_INBOX_ID: 'NoSuchInbox' });
  const { status, json } = await say(ana);
  expect(status).toBe(200);
  expect(json).toMatchObject({
    state: 'problem',
    conversation_id: null,
    user_message: { state: 'problem', chatwoot_message_id: null },
    bot_response: { state: 'problem' },
    error: expect.stringMatching(/inbox/i),
  });
});

test('off: taken all the same, and nothing waits', async () => {
  await start({ CHATWOOT_ENABLED: 'false' });
  const { status, json } = await say(ana, '');
  expect(status).toBe(202);
  expect((await ask(stack.service, `/api/exchanges/${json.id}`)).json).toMatchObject({
    state: 'off',
    user_message: { state: 'off', chatwoot_message_id: null },
  });
  expect((await say(ana)).status).toBe(200);
  expect(await stack.service.store.db.selectFrom('jobs').select('id').execute()).toEqual([]);
});

test('dry run: settled, and Chatwoot heard nothing', async () => {
  await start({ CHATWOOT_DRY_RUN: 'true' });
  expect(await say(ana)).toMatchObject({ status: 200, json: { state: 'dry_run', conversation_id: null } });
  expect(stack.sandbox.chatwoot.state.contacts.size).toBe(0);
});

test('said_at: ISO 8601 or seconds; what comes late says when it was said; the future is now', async () => {
  await start();
  const now = Date.now();
  const hourAgo = now - 3_600_000;
  const { json } = await say([
    { ...ana, said_at: new Date(hourAgo).toISOString() },
    { ...ana, said_at: hourAgo / 1000 },
    { ...ana, said_at: now / 1000 + 86_400 },
  ]);
  expect(json[2].state).toBe('registered');
  const texts = conversations(stack).flat();
  expect(texts.map((text) => /^🕒 Dicho el/.test(text ?? ''))).toEqual([true, true, true, true, false, false]);
  const rows = await stack.service.store.db.selectFrom('messages').select('said_at').orderBy('id').execute();
  expect(rows.slice(0, 4).map((row) => row.said_at)).toEqual([hourAgo, hourAgo, hourAgo, hourAgo]);
  expect(rows[4]?.said_at).toBeGreaterThanOrEqual(now);
  expect(rows[4]?.said_at).toBeLessThan(now + 60_000);
  for (const said_at of [now, '1999-12-31T23:59:59Z', '2026-03-01T14:03:00', '2026-02-30T10:00:00Z'])
    expect((await say({ ...ana, said_at })).status, String(said_at)).toBe(422);
});

test('what no other side can store is taken out: NUL and lone surrogates', async () => {
  await start();
  await say('{"phone": 5493415550123, "user_message": "a\\u0000b\\ud83d", "bot_response": "c"}');
  expect(conversations(stack)).toEqual([['ab', '🤖 c']]);
});
