import { pino } from 'pino';
import { expect, test } from 'vitest';
import { reply, type Action, type Bot, type Turn } from '../../src/bots/bot.ts';
import { message } from '../store/rows.ts';
import { eventually } from '../stack.ts';
import {
  store,
  contactId,
  clock,
  typing,
  start,
  wrote,
  turnsDone,
  said,
  jobs,
  row,
  notices,
  left,
  withTurns,
} from './turn-setup.ts';

withTurns();

test('all waiting messages are one turn: answered once, in order, sent and registered', async () => {
  const turns: Turn[] = [];
  await wrote('m1', 'hola');
  await wrote('m2', '¿a qué hora abren?');
  await wrote('m3', 'Menú', { kind: 'choice', via: 'list', id: 'menu', title: 'Menú', description: null });
  start((turn) => {
    turns.push(turn);
    return [reply('uno'), reply('dos')];
  });
  await eventually(turnsDone);
  expect(turns).toHaveLength(1);
  expect(turns[0]).toMatchObject({
    person: { id: String(contactId), name: 'Ana', phone: '+5491155550123' },
    history: [],
    language: 'es',
    messages: [
      { id: 'm1', author: 'customer', kind: 'text', text: 'hola' },
      { id: 'm2', text: '¿a qué hora abren?' },
      { id: 'm3', kind: 'choice', text: 'Menú', choiceId: 'menu' },
    ],
  });
  expect(typing).toEqual(['w-m3']);
  expect(await said()).toEqual(['uno', 'dos']);
  expect(await jobs('send')).toHaveLength(2);
  expect(await jobs('register')).toHaveLength(2);
  const exchanges = await store.db.selectFrom('messages').select('exchange_id').where('author', '=', 'bot').execute();
  expect(exchanges.map(({ exchange_id }) => exchange_id)).toEqual(['m3', 'm3']);
});

test('BOT_RESTART=false: what is written while the bot thinks is the next turn, which sees the first as history', async () => {
  const turns: Turn[] = [];
  let go!: (actions: Action[]) => void;
  start(
    (turn) => {
      turns.push(turn);
      return turns.length === 1 ? new Promise((resolve) => (go = resolve)) : [reply('segundo')];
    },
    { restart: false },
  );
  await wrote('m1', 'uno');
  await eventually(() => turns.length === 1);
  await wrote('m2', 'dos');
  clock.at += 1;
  go([reply('primero')]);
  await eventually(async () => (await said()).length === 1);
  await left();
  await eventually(() => turns.length === 2);
  expect(turns[1]?.messages.map(({ text }) => text)).toEqual(['dos']);
  expect(turns[1]?.history.map(({ author, text }) => [author, text])).toEqual([
    ['customer', 'uno'],
    ['bot', 'primero'],
  ]);
  await eventually(turnsDone);
  expect(await said()).toEqual(['primero', 'segundo']);
});

test('history is the newest thirty, oldest first', async () => {
  await store.write(async (tx) => {
    for (let n = 10; n < 50; n++) {
      await tx
        .insertInto('messages')
        .values(
          message({ id: `h${n}`, contact_id: contactId, author: 'agent', text: `t${n}`, said_at: n, payload: '{}' }),
        )
        .execute();
    }
  });
  let history: string[] = [];
  await wrote('m1', 'hola');
  start((turn) => {
    history = turn.history.map(({ text }) => text);
    return [];
  });
  await eventually(turnsDone);
  expect(history).toEqual(Array.from({ length: 30 }, (_, n) => `t${n + 20}`));
  expect(await said()).toEqual([]);
});

test.each<[string, Bot['answer']]>([
  ['throws', () => Promise.reject(new Error('broken'))],
  ['never answers', () => new Promise(() => undefined)],
  [
    'heeds the signal',
    (_, signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('left')))),
  ],
  ['says nothing sayable', () => [{ do: 'reply', text: '  \n' }]],
  ['gives an unknown action', () => [{ do: 'dance' } as never]],
])('a bot that %s is tried three times, then the customer is told and a person answers', async (_, answer) => {
  let tries = 0;
  const one = start(
    (turn, signal) => {
      tries += 1;
      return answer(turn, signal);
    },
    { botTimeoutMs: 20, texts: { BOT_FAILED_TEXT: 'Una persona del equipo lo mira.' } },
  );
  await wrote('m1', 'hola');
  for (const attempt of [1, 2]) {
    await eventually(async () => {
      const it = await store.db.selectFrom('jobs').selectAll().where('key', '=', 'turn:m1').executeTakeFirstOrThrow();
      return it.attempts === attempt && it.lease_token === null;
    });
    expect(await said()).toEqual([]);
    clock.at += 10_000;
    one.wake();
  }
  await eventually(turnsDone);
  expect(tries).toBe(3);
  expect(await said()).toEqual(['Una persona del equipo lo mira.']);
  expect(await notices()).toEqual([true]);
  expect(await row()).toMatchObject({ answered_by: 'human', answered_reason: 'bot_failed' });
});

test('what was wrong is named', async () => {
  start(() => [{ do: 'reply', text: 'x', list: { button: 'b', rows: [{ id: '', title: 'y' }] } }]);
  await wrote('m1', 'hola');
  const failed = await eventually(async () => {
    const it = await store.db.selectFrom('jobs').selectAll().where('key', '=', 'turn:m1').executeTakeFirstOrThrow();
    return it.last_error;
  });
  expect(failed).toMatch(/the bot gave no valid actions: [^]*\[0\]\.list\.rows\[0\]\.id/);
});

test('the log says where in its code the bot failed; its words, which may be the customer’s, at trace level only', async () => {
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  start(
    function myAnswer({ messages }) {
      throw new TypeError(`cannot read ${messages[0]?.text}`);
    },
    { log },
  );
  await wrote('m1', 'mi tarjeta 4111');
  const line = await eventually(() => lines.find((one) => one.includes('the bot failed')));
  expect(JSON.parse(line)).toMatchObject({
    level: 40,
    reason: 'the bot threw: TypeError',
    at: expect.stringMatching(/test\/turn\/turn\.test\.ts:\d+:\d+$/),
  });
  // One line tells it; the stack is for who looks for it.
  expect(line).not.toContain('stack');
  const where = await eventually(() => lines.find((one) => one.includes('where the bot failed')));
  expect(JSON.parse(where)).toMatchObject({
    level: 20,
    stack: expect.stringMatching(/^ +at (Object\.)?myAnswer .*turn\.test\.ts/),
  });
  const told = await eventually(() => lines.find((one) => one.includes('4111')));
  expect(JSON.parse(told)).toMatchObject({ level: 10, text: 'cannot read mi tarjeta 4111' });
  expect(lines.filter((one) => one.includes('4111'))).toHaveLength(1);
  const { last_error: kept } = await eventually(() =>
    store.db.selectFrom('jobs').select('last_error').where('last_error', 'is not', null).executeTakeFirst(),
  );
  expect(kept).toBe('the bot threw: TypeError');
});
