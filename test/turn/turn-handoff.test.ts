import { message } from '../store/rows.ts';
import { expect, test } from 'vitest';
import { handOff, reply, resolve, type Action, type Bot } from '../../src/bots/bot.ts';
import { applyHandoff } from '../../src/handoff/apply.ts';
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

test('a person who takes over while the bot thinks is not talked over: the answer is discarded', async () => {
  let go!: (actions: Action[]) => void;
  start(() => new Promise((resolve) => (go = resolve)));
  await wrote('m1', 'hola');
  await eventually(() => go);
  await store.write((tx) =>
    applyHandoff(tx, contactId, { type: 'answered_on_phone' }, { now: clock.at, quietHours: 8 }),
  );
  go([reply('demasiado tarde'), resolve()]);
  await eventually(turnsDone);
  expect(await said()).toEqual([]);
  expect(await jobs('register')).toEqual([]);
  const left = await store.db.selectFrom('messages').select('id').where('answered_at', 'is', null).execute();
  expect(left).toEqual([]);
});

test('while a person answers the bot is not asked; after the quiet hours it is', async () => {
  await store.write((tx) =>
    applyHandoff(tx, contactId, { type: 'answered_on_phone' }, { now: clock.at, quietHours: 8 }),
  );
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
  // Nobody has answered "hola" yet: the bot does not step in where a person is waited for.
  expect(asked).toBe(0);
  await store.write((tx) =>
    tx
      .insertInto('messages')
      .values(
        message({
          id: 'm3',
          contact_id: contactId,
          author: 'agent',
          text: 'listo',
          said_at: clock.at,
          created_at: clock.at,
        }),
      )
      .execute(),
  );
  clock.at += 1;
  await wrote('m4', 'otra cosa');
  await eventually(turnsDone);
  expect(asked).toBe(1);
  expect(await said()).toEqual(['acá estoy']);
  expect(await row()).toMatchObject({ answered_by: 'bot', answered_reason: null });
});

test('the customer’s words that bring the bot back are answered once, though the last word is to be answered then', async () => {
  await store.write((tx) =>
    applyHandoff(tx, contactId, { type: 'answered_on_phone' }, { now: clock.at, quietHours: 8 }),
  );
  clock.at += 8 * 3_600_000;
  const asked: string[][] = [];
  const answer: Bot['answer'] = ({ messages }) => {
    asked.push(messages.map(({ text }) => text));
    return [reply(`re: ${messages.at(-1)?.text}`)];
  };
  start(answer, { answerLast: true });
  await wrote('m1', '¿siguen ahí?');
  await eventually(async () => (await said()).length > 0);
  // A second turn was added by the hand-back; it waits until the first one's words have left.
  await left();
  await eventually(turnsDone);
  const turns = await store.db.selectFrom('jobs').select('key').where('kind', '=', 'turn').execute();
  expect(turns.length).toBe(2);
  expect([asked, await said()]).toEqual([[['¿siguen ahí?']], ['re: ¿siguen ahí?']]);
  await wrote('m2', 'gracias');
  await eventually(turnsDone);
  expect(await said()).toEqual(['re: ¿siguen ahí?', 're: gracias']);
});

test('a hand-off says its words as notices, and the bot is quiet from then on', async () => {
  start(() => [handOff('quiere hablar', 'te paso con una persona')]);
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
