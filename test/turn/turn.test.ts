import { afterEach, beforeEach, expect, test } from 'vitest';
import { handOff, reply, resolve, type Action, type Bot, type Turn } from '../../src/bots/bot.ts';
import { applyHandoff } from '../../src/handoff/apply.ts';
import { silentLog } from '../../src/observe/log.ts';
import { addJob } from '../../src/queue/jobs.ts';
import { leaseToken } from '../../src/queue/leases.ts';
import { Worker } from '../../src/queue/worker.ts';
import type { Store } from '../../src/store/open.ts';
import { turnHandler, type TurnOptions } from '../../src/turn/handle-turn.ts';
import { emptyStore, type TestStore } from '../store/databases.ts';
import { contact, message } from '../store/rows.ts';
import { eventually } from '../stack.ts';

let opened: TestStore;
let store: Store;
let worker: Worker | null;
let contactId: number;
let clock: { at: number; now: () => number };
let typing: string[];
beforeEach(async () => {
  opened = await emptyStore();
  ({ store } = opened);
  clock = { at: 1_000_000, now: () => clock.at };
  typing = [];
  worker = null;
  contactId = (await store.write((tx) => contact(tx, { waId: '5491155550123', bsuid: 'AR.1', name: 'Ana' }))).id;
});
afterEach(async () => {
  await worker?.stop(0);
  await opened.close();
});

let ids = 0;
function start(answer: Bot['answer'], given: Partial<TurnOptions> = {}): Worker {
  const log = silentLog();
  const handler = turnHandler({
    store,
    clock,
    log,
    bot: { answer },
    botTimeoutMs: 5_000,
    language: 'es',
    register: 'on',
    quietHours: 8,
    newId: () => `out-${String((ids += 1)).padStart(4, '0')}`,
    showTyping: (wamid) => typing.push(wamid),
    onJobs: () => undefined,
    ...given,
  });
  worker = new Worker({
    kind: 'turn',
    store,
    clock,
    random: () => 0,
    token: leaseToken(),
    limit: () => 4,
    handler,
    log,
  });
  worker.start();
  return worker;
}

/** What the customer wrote, with its turn. */
async function wrote(id: string, text: string, content: object = { kind: 'text', text }): Promise<void> {
  clock.at += 1;
  await store.write(async (tx) => {
    await tx
      .insertInto('messages')
      .values(
        message({
          id,
          contact_id: contactId,
          text: `seen: ${text}`,
          payload: JSON.stringify(content),
          wamid: `w-${id}`,
          kind: (content as { kind: string }).kind,
          said_at: clock.at,
          created_at: clock.at,
        }),
      )
      .execute();
    await addJob(tx, { kind: 'turn', contactId, key: `turn:${id}`, payload: { message: id }, dueAt: clock.at });
  });
  worker?.wake();
}
const turnsDone = async () => {
  const left = await store.db
    .selectFrom('jobs')
    .select('id')
    .where('kind', '=', 'turn')
    .where('state', '!=', 'done')
    .execute();
  return left.length === 0;
};
const said = async () =>
  (await store.db.selectFrom('messages').select('text').where('author', '=', 'bot').orderBy('id').execute()).map(
    ({ text }) => text,
  );
const jobs = async (kind: 'send' | 'register') =>
  (await store.db.selectFrom('jobs').select('payload').where('kind', '=', kind).orderBy('id').execute()).map(
    ({ payload }) => JSON.parse(payload) as object,
  );
const row = () => store.db.selectFrom('contacts').selectAll().executeTakeFirstOrThrow();
const notices = async () =>
  (await store.db.selectFrom('messages').select('payload').where('author', '=', 'bot').execute()).map(
    ({ payload }) => (JSON.parse(payload) as { notice: boolean }).notice,
  );

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

test('what is written while the bot thinks is the next turn, which sees the first as history', async () => {
  const turns: Turn[] = [];
  let go!: (actions: Action[]) => void;
  start((turn) => {
    turns.push(turn);
    return turns.length === 1 ? new Promise((resolve) => (go = resolve)) : [reply('segundo')];
  });
  await wrote('m1', 'uno');
  await eventually(() => turns.length === 1);
  await wrote('m2', 'dos');
  clock.at += 1;
  go([reply('primero')]);
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
    { botTimeoutMs: 20 },
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
  expect(await said()).toEqual([expect.stringContaining('Una persona del equipo')]);
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

test('a person who takes over while the bot thinks is not talked over: the answer is discarded', async () => {
  let go!: (actions: Action[]) => void;
  start(() => new Promise((resolve) => (go = resolve)));
  await wrote('m1', 'hola');
  await eventually(() => go);
  await store.write((tx) => applyHandoff(tx, contactId, { type: 'person_replied' }, { now: clock.at, quietHours: 8 }));
  go([reply('demasiado tarde'), resolve()]);
  await eventually(turnsDone);
  expect(await said()).toEqual([]);
  expect(await jobs('register')).toEqual([]);
  const left = await store.db.selectFrom('messages').select('id').where('answered_at', 'is', null).execute();
  expect(left).toEqual([]);
});

test('while a person answers the bot is not asked; after the quiet hours it is', async () => {
  await store.write((tx) => applyHandoff(tx, contactId, { type: 'person_replied' }, { now: clock.at, quietHours: 8 }));
  let asked = 0;
  start(() => {
    asked += 1;
    return [reply('acá estoy')];
  });
  await wrote('m1', 'hola');
  await eventually(turnsDone);
  expect([asked, typing]).toEqual([0, []]);
  clock.at += 8 * 3_600_000;
  await wrote('m2', '¿hola?');
  await eventually(turnsDone);
  expect(asked).toBe(1);
  expect(await said()).toEqual(['acá estoy']);
  expect(await row()).toMatchObject({ answered_by: 'bot', answered_reason: null });
});

test('a hand-off says its words as notices, and the bot is quiet from then on', async () => {
  start(() => [reply('te paso con una persona'), handOff('quiere hablar')]);
  await wrote('m1', 'humano');
  await eventually(turnsDone);
  expect(await notices()).toEqual([true]);
  expect(await row()).toMatchObject({
    answered_by: 'human',
    answered_reason: 'bot_handed_off',
    answered_since: clock.at,
  });
});

test('a resolve comes after everything said in its turn, wherever the bot put it', async () => {
  start(() => [resolve(), reply('¡chau!')]);
  await wrote('m1', 'gracias');
  await eventually(turnsDone);
  const registered = await jobs('register');
  expect(registered).toHaveLength(2);
  expect(registered[1]).toEqual({ resolve: 'm1' });
});

test('with Chatwoot off nothing is registered, and the bot still answers', async () => {
  start(() => [reply('hola'), resolve()], { register: 'off' });
  await wrote('m1', 'hola');
  await eventually(turnsDone);
  expect(await jobs('register')).toEqual([]);
  expect(await jobs('send')).toHaveLength(1);
});

test('invisible words are no message', async () => {
  start(() => [reply('\u200b')]);
  await wrote('m1', 'hola');
  await eventually(turnsDone);
  expect(await jobs('send')).toEqual([]);
  expect(await said()).toEqual([]);
});

test('a stop in the middle of a turn gives it back without counting it', async () => {
  const one = start(() => new Promise(() => undefined));
  await wrote('m1', 'hola');
  await eventually(() => one.running === 1);
  await one.stop(10);
  const it = await store.db.selectFrom('jobs').selectAll().executeTakeFirstOrThrow();
  expect(it).toMatchObject({ state: 'ready', attempts: 0, lease_token: null });
});
