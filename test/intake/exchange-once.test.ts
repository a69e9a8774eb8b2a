import { afterEach, expect, test } from 'vitest';
import type { ExchangeOutcome } from '../../src/intake/exchange-outcome.ts';
import { eventually, startOn, startStack, type Stack } from '../stack.ts';
import { ana, ask, conversations, TOKEN } from './api.ts';

let stack: Stack;
afterEach(async () => await stack.close());

const start = async () => void (stack = await startStack({ environment: { API_TOKEN: TOKEN } }));
const idsOf = (json: unknown) => (json as ExchangeOutcome[]).map(({ id }) => id);
const key = (name: string) => ({ 'idempotency-key': name });

test('the same key with the same body: the same id, registered once, however it is written', async () => {
  await start();
  const first = await ask(stack.service, '/api/exchanges', { body: ana, headers: key('order-4711') });
  const { phone, bot_response, ...rest } = ana;
  for (const body of [
    ana,
    { bot_response, ...rest, phone },
    { ...ana, phone: '5493415550123@c.us' },
    { ...ana, said_at: null },
  ]) {
    const again = await ask(stack.service, '/api/exchanges', { body, headers: key('order-4711') });
    expect(again).toMatchObject({ status: 202, json: first.json });
  }
  const settled = await ask(stack.service, '/api/exchanges?wait=10', { body: ana, headers: key('order-4711') });
  expect(settled).toMatchObject({ status: 200, json: { id: first.json.id, state: 'registered' } });
  expect(conversations(stack)).toEqual([['COMO VA', '🤖 ¡Todo bien!']]);
});

test('another body under a used key is 409, and a list of one is another body', async () => {
  await start();
  await ask(stack.service, '/api/exchanges', { body: ana, headers: key('k') });
  for (const body of [{ ...ana, bot_response: 'Bien.' }, { ...ana, sender_name: 'Eva Prueba' }, [ana]]) {
    const { status, json } = await ask(stack.service, '/api/exchanges', { body, headers: key('k') });
    expect(status).toBe(409);
    expect(json.error).toMatch('used for another body');
  }
  expect(await ask(stack.service, '/api/exchanges', { body: [ana], headers: key('other') })).toMatchObject({
    status: 202,
    json: [{ id: expect.any(String) }],
  });
});

test('16 parallel copies with a restart in between: one id, one exchange', async () => {
  await start();
  const copy = (where: { url: string }) =>
    ask(where, '/api/exchanges?wait=10', { body: [ana, { ...ana, user_message: 'Y AHORA' }], headers: key('once') });
  const before = await Promise.all(Array.from({ length: 16 }, () => copy(stack.service)));
  await stack.service.stop();
  const again = await startOn(stack.environment);
  try {
    const after = await Promise.all(Array.from({ length: 16 }, () => copy(again)));
    const ids = [...before, ...after].map(({ json }) => idsOf(json).join(' '));
    expect(new Set(ids).size).toBe(1);
    expect(new Set(after.map(({ status }) => status))).toEqual(new Set([200]));
    expect(conversations(stack)).toEqual([['COMO VA', '🤖 ¡Todo bien!', 'Y AHORA', '🤖 ¡Todo bien!']]);
  } finally {
    await again.stop();
  }
});

test('what was taken before a stop is registered after the start', async () => {
  await start();
  stack.sandbox.chatwoot.faults.set([{ kind: 'fail_before' }]);
  const { json } = await ask(stack.service, '/api/exchanges', { body: ana, headers: key('k') });
  await stack.service.stop();
  stack.sandbox.chatwoot.faults.set([]);
  const again = await startOn(stack.environment);
  try {
    const settled = await ask(again, '/api/exchanges?wait=15', { body: ana, headers: key('k') });
    expect(settled).toMatchObject({ status: 200, json: { id: json.id, state: 'registered' } });
    expect(conversations(stack)).toEqual([['COMO VA', '🤖 ¡Todo bien!']]);
  } finally {
    await again.stop();
  }
});

test('a stop does not wait for those who wait, and what they gave is kept', async () => {
  await start();
  stack.sandbox.chatwoot.faults.set([{ kind: 'fail_before' }]);
  const waiting = ask(stack.service, '/api/exchanges?wait=60', { body: ana }).catch(() => null);
  const { db } = stack.service.store;
  await eventually(() => db.selectFrom('jobs').select('id').where('last_error', 'is not', null).executeTakeFirst());
  const began = Date.now();
  await stack.service.stop();
  await waiting;
  expect(Date.now() - began).toBeLessThan(30_000);
  const again = await startOn(stack.environment);
  try {
    const rows = await again.store.db
      .selectFrom('messages')
      .select(['author', 'chatwoot_state'])
      .orderBy('id')
      .execute();
    expect(rows).toEqual([
      { author: 'customer', chatwoot_state: 'queued' },
      { author: 'bot', chatwoot_state: 'queued' },
    ]);
  } finally {
    await again.stop();
  }
});

test('a list is registered in its order, people side by side', async () => {
  await start();
  const list = Array.from({ length: 60 }, (_, n) => ({
    ...ana,
    phone: `54934155501${10 + (n % 3)}`,
    user_message: `question ${n}`,
    bot_response: `answer ${n}`,
  }));
  const { status, json } = await ask(stack.service, '/api/exchanges?wait=20', { body: list });
  expect(status).toBe(200);
  expect((json as ExchangeOutcome[]).map(({ state }) => state)).toEqual(list.map(() => 'registered'));
  const ids = idsOf(json);
  expect(ids).toEqual(ids.toSorted());
  const expected = [0, 1, 2].map((person) =>
    list.filter((_, n) => n % 3 === person).flatMap((one) => [one.user_message, `🤖 ${one.bot_response}`]),
  );
  const texts = conversations(stack);
  expect(texts.toSorted()).toEqual(expected.toSorted());
});

test('the customer asks again on a cut connection, with the same key, until there is an answer', async () => {
  await start();
  const options = { body: ana, headers: key('retry') };
  const cut = new AbortController();
  const lost = fetch(`${stack.service.url}/api/exchanges?wait=60`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json', ...options.headers },
    body: JSON.stringify(ana),
    signal: cut.signal,
  });
  await eventually(() => stack.service.store.db.selectFrom('idempotency').select('key').executeTakeFirst());
  cut.abort();
  await expect(lost).rejects.toThrow();
  const again = await ask(stack.service, '/api/exchanges?wait=10', options);
  expect(again).toMatchObject({ status: 200, json: { state: 'registered' } });
  expect(conversations(stack)).toEqual([['COMO VA', '🤖 ¡Todo bien!']]);
});
