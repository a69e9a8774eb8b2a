import { afterEach, beforeEach, expect, test } from 'vitest';
import { actionsIn } from '../../src/store/turn-actions.ts';
import { addTurn, endTurn } from '../../src/store/turns.ts';
import { startStack, type Stack } from '../stack.ts';
import { contact } from '../store/rows.ts';

const TOKEN = 'a-token-of-our-own';
let stack: Stack;
beforeEach(async () => {
  stack = await startStack({ environment: { API_TOKEN: TOKEN } });
  const { store } = stack.service;
  // What ended long ago is deleted as soon as the service runs.
  const now = Date.now();
  await store.write(async (tx) => {
    const { id } = await contact(tx, { waId: '5491155550123' });
    for (const turn of ['open', 'ended'])
      await addTurn(tx, { id: turn, channel_id: 'main', contact_id: id, messages: '[]', words: '', begun_at: now });
    await endTurn(tx, 'ended', { outcome: 'stale', bot: null, now });
  });
});
afterEach(async () => await stack.close());

const hello = { actions: [{ do: 'reply', text: 'hola' }] };
async function give(turn: string, body: unknown, token = TOKEN) {
  const answer = await fetch(`${stack.service.url}/api/turns/${turn}/actions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return [answer.status, (await answer.json()) as { error?: string; fields?: { path: string }[] }] as const;
}

test('actions of an open turn are taken, once; the same again change nothing, others are refused', async () => {
  expect(await give('open', hello)).toEqual([202, { turn: 'open', state: 'taken' }]);
  expect((await give('open', hello))[0]).toBe(202);
  expect(await give('open', { actions: [] })).toEqual([409, { error: expect.stringContaining('other actions') }]);
  const { actions } = await stack.service.store.db
    .selectFrom('turns')
    .select('actions')
    .where('id', '=', 'open')
    .executeTakeFirstOrThrow();
  expect(JSON.parse(actionsIn(actions) ?? '')).toEqual(hello.actions);
});

test.each<[string, string, unknown, string, number, RegExp]>([
  ['a turn that has ended', 'ended', hello, TOKEN, 409, /ended \(stale\)/],
  ['an unknown turn', 'nobody', hello, TOKEN, 404, /no turn/],
  ['a wrong token', 'open', hello, 'wrong', 401, /Bearer/],
  ['no JSON', 'open', 'hola', TOKEN, 422, /wrong/],
  ['a hand-off without words', 'open', { actions: [{ do: 'handoff', reason: 'r' }] }, TOKEN, 422, /wrong/],
  ['too much', 'open', { actions: [{ do: 'reply', text: 'x'.repeat(12_600_000) }] }, TOKEN, 413, /12 MB/],
])('%s is refused', async (_, turn, body, token, status, error) => {
  const [was, answer] = await give(turn, body, token);
  expect([was, answer.error]).toEqual([status, expect.stringMatching(error)]);
});

test('each field at fault is named', async () => {
  const [, answer] = await give('open', { actions: [{ do: 'reply', text: '' }, { do: 'dance' }] });
  expect(answer.fields?.map(({ path }) => path)).toEqual(['actions.0.text', 'actions.1.do']);
});

test('the shapes are published', async () => {
  const document = (await (await fetch(`${stack.service.url}/openapi.json`)).json()) as {
    paths: Record<string, unknown>;
    components: { schemas: Record<string, { properties: Record<string, unknown> }> };
  };
  expect(Object.keys(document.paths)).toContain('/api/turns/{id}/actions');
  const { BotTurn, BotActions } = document.components.schemas;
  expect(Object.keys(BotTurn?.properties ?? {})).toEqual(['turn']);
  const words = JSON.stringify(BotActions);
  for (const action of ['reply', 'handoff', 'note', 'label', 'attributes', 'template', 'media', 'state', 'pass'])
    expect(words).toContain(`"${action}"`);
});

test.each([
  [{ ...hello, action: [] }, 'action', 'is not a field: did you mean actions?'],
  [
    { actions: [{ do: 'reply', text: 'hola', Button: [] }] },
    'actions.0.Button',
    'is not a field: did you mean buttons?',
  ],
  [{ actions: [{ do: 'note', texts: 'x', text: 'hola' }] }, 'actions.0.texts', 'is not a field: did you mean text?'],
])('a field that does not exist is refused by its name: %j', async (body, path, message) => {
  const [status, answer] = await give('open', body);
  expect([status, answer.fields]).toEqual([422, [{ path, message }]]);
});
