import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FieldFault } from '../../src/wire/field-faults.ts';
import { startStack, type Stack } from '../stack.ts';
import { ana, ask as askAt, TOKEN } from './api.ts';

let stack: Stack;
beforeAll(async () => void (stack = await startStack({ environment: { API_TOKEN: TOKEN } })));
afterAll(async () => await stack.close());

const ask = (path: string, options?: Parameters<typeof askAt>[2]) => askAt(stack.service, path, options);
const fieldsOf = (json: unknown) =>
  Object.fromEntries((json as { fields: FieldFault[] }).fields.map(({ path, message }) => [path, message]));

test('202 with an id and where to ask, once it is on the disk', async () => {
  const { status, json, headers } = await ask('/api/exchanges', { body: ana });
  expect(status).toBe(202);
  expect(json).toEqual({ id: expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-7/) });
  expect(headers.get('content-type')).toMatch('application/json');
  expect((await ask(`/api/exchanges/${json.id}`)).status).toBe(200);
});

test.each([
  ['none', {}],
  ['a wrong one', { authorization: 'Bearer a-token-for-tests-0002' }],
  ['another scheme', { authorization: `Basic ${TOKEN}` }],
  ['an empty one', { authorization: 'Bearer ' }],
])('401 with %s, for both calls, and no word of the true one', async (_, headers) => {
  for (const [method, path] of [
    ['POST', '/api/exchanges'],
    ['GET', '/api/exchanges/some-id'],
  ] as const) {
    const answer = await fetch(stack.service.url + path, { method, headers });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(await answer.text()).not.toContain(TOKEN);
  }
});

test('404 for an id that nobody gave', async () => {
  const { status, json } = await ask('/api/exchanges/0199d8f2-6c1e-7a63-b1f4-1d1d6a1f7c01');
  expect(status).toBe(404);
  expect(json.error).toMatch('no exchange has this id');
});

test.each([
  ['no JSON', '{"phone": '],
  ['nothing', ''],
  ['no UTF-8', new TextEncoder().encode('{"phone":"x"}').fill(0xff, 10, 11)],
])('400 for %s', async (_, body) => {
  expect((await ask('/api/exchanges', { body })).status).toBe(400);
});

test('415 for another type: a form of a web page gets nothing in', async () => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx']) {
    const { status } = await ask('/api/exchanges', { body: JSON.stringify(ana), headers: { 'content-type': type } });
    expect(status, type).toBe(415);
  }
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  expect((await ask('/api/exchanges', { body: JSON.stringify(ana), headers })).status).toBe(202);
});

test('413 over 1 MB; a text of 150,000 characters passes, one more is 422', async () => {
  const longest = { ...ana, phone: '5493415550999', user_message: '😀'.repeat(150_000), bot_response: '' };
  expect((await ask('/api/exchanges', { body: longest })).status).toBe(202);
  const longer = await ask('/api/exchanges', { body: { ...longest, user_message: 'a'.repeat(150_001) } });
  expect(longer.status).toBe(422);
  expect(fieldsOf(longer.json)).toEqual({ user_message: 'must have at most 150000 characters' });
  const many = Array.from({ length: 8 }, () => ({ ...ana, user_message: 'a'.repeat(140_000) }));
  expect((await ask('/api/exchanges', { body: many })).status).toBe(413);
});

test('422 names every field at once', async () => {
  const one = await ask('/api/exchanges', {
    body: { phone: 'Ana', user_message: 5, sender_name: [], said_at: 'today' },
  });
  expect(one.status).toBe(422);
  expect(fieldsOf(one.json)).toEqual({
    phone: expect.stringContaining('must be a phone number'),
    user_message: 'must be a text',
    bot_response: 'is missing',
    sender_name: 'must be a text',
    said_at: expect.stringContaining('ISO 8601'),
  });
  const { phone: _, ...nameless } = ana;
  const list = await ask('/api/exchanges', {
    body: [ana, nameless, { ...ana, user_message: ' ', bot_response: '' }, 7],
  });
  expect(fieldsOf(list.json)).toEqual({
    '1.phone': 'is missing',
    '2.user_message': 'must not be empty where bot_response is empty too',
    '3': 'must be an object',
  });
});

test.each([
  ['senderName', 'is not a field: did you mean sender_name?'],
  ['SENDER-NAME', 'is not a field: did you mean sender_name?'],
  ['name', 'is not a field: did you mean sender_name?'],
  ['saidAt', 'is not a field: did you mean said_at?'],
  ['said', 'is not a field: did you mean said_at?'],
  ['chanel', 'is not a field: did you mean channel?'],
  ['bot', 'is not a field: did you mean bot_response?'],
  ['mesage', expect.stringContaining('there are phone, user_message, bot_response, sender_name, said_at, channel')],
  ['__proto', expect.stringContaining('is not a field')],
])('422 for a field that does not exist: %s', async (field, message) => {
  const one = await ask('/api/exchanges', { body: { ...ana, [field]: 'Ana' } });
  expect(one.status).toBe(422);
  expect(fieldsOf(one.json)).toEqual({ [field]: message });
  const list = await ask('/api/exchanges', { body: [ana, { ...ana, [field]: 'Ana', user_message: 5 }] });
  expect(fieldsOf(list.json)).toEqual({ [`1.${field}`]: message, '1.user_message': 'must be a text' });
});

test.each([
  ['null', null, 'must be an object'],
  ['an empty list', [], 'must hold at least one exchange'],
  ['101 exchanges', Array.from({ length: 101 }, () => ana), 'must hold at most 100 exchanges'],
])('422 for %s', async (_, body, message) => {
  const { status, json } = await ask('/api/exchanges', { body: JSON.stringify(body) });
  expect(status).toBe(422);
  expect(fieldsOf(json)).toEqual({ body: message });
});

test.each(['-1', '121', 'soon', '', '1e2', '0x10', 'NaN'])('422 for wait=%s', async (wait) => {
  const { status, json } = await ask(`/api/exchanges?wait=${wait}`, { body: ana });
  expect(status).toBe(422);
  expect(fieldsOf(json)).toEqual({ wait: 'must be a number of seconds from 0 to 120' });
});

test('422 for a key that is empty or longer than 255 characters', async () => {
  for (const key of ['', 'k'.repeat(256)]) {
    const { status, json } = await ask('/api/exchanges', { body: ana, headers: { 'idempotency-key': key } });
    expect(status).toBe(422);
    expect(fieldsOf(json)).toEqual({ 'Idempotency-Key': 'must have 1 to 255 characters' });
  }
  const headers = { 'idempotency-key': 'k'.repeat(255) };
  expect((await ask('/api/exchanges', { body: ana, headers })).status).toBe(202);
});

test('nothing that was refused is kept', async () => {
  const before = await stack.service.store.db.selectFrom('messages').select('id').execute();
  await ask('/api/exchanges', { body: [ana, { ...ana, phone: 'x' }] });
  await ask('/api/exchanges', { body: ana, headers: { authorization: 'Bearer x' } });
  expect(await stack.service.store.db.selectFrom('messages').select('id').execute()).toHaveLength(before.length);
});

test('without API_TOKEN only programs of this machine come in, by a loopback name and through no proxy', async () => {
  const open = await startStack();
  try {
    const status = (headers: Record<string, string>) =>
      new Promise<number>((resolve, reject) => {
        const call = request(`${open.service.url}/api/exchanges/none`, { headers }, (answer) => {
          answer.resume();
          resolve(answer.statusCode ?? 0);
        });
        call.on('error', reject).end();
      });
    expect(await status({})).toBe(404);
    expect(await status({ host: 'localhost:8080' })).toBe(404);
    expect(await status({ host: '[::1]' })).toBe(404);
    expect(await status({ host: 'bot.example.com' })).toBe(401);
    expect(await status({ 'x-forwarded-for': '203.0.113.7' })).toBe(401);
    const answer = await fetch(`${open.service.url}/api/exchanges`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(ana),
    });
    expect(answer.status).toBe(202);
  } finally {
    await open.close();
  }
});

test('503 where it cannot be kept', async () => {
  const broken = await startStack({ environment: { API_TOKEN: TOKEN } });
  try {
    await broken.service.store.write((tx) => tx.schema.dropTable('idempotency').execute());
    const reply = await askAt(broken.service, '/api/exchanges', { body: ana, headers: { 'idempotency-key': 'k' } });
    expect(reply.status).toBe(503);
    expect(reply.json).toEqual({ error: 'could not be stored, send it again' });
  } finally {
    await broken.close();
  }
});
