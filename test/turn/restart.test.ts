import { expect, test } from 'vitest';
import { handOff, reply, type Action, type Turn } from '../../src/bots/bot.ts';
import { message } from '../store/rows.ts';
import { eventually } from '../stack.ts';
import { clock, contactId, left, row, said, start, store, turnsDone, wrote, withTurns } from './turn-setup.ts';

withTurns();

/** What the bot was asked, each with how to answer it. */
interface Asked {
  turn: Turn;
  texts: string[];
  answer: (actions: Action[]) => void;
  signal: AbortSignal;
}
let asked: Asked[] = [];
function thinks(
  given: Parameters<typeof start>[1] = {},
  first: (turn: Turn) => Promise<unknown> = async () => undefined,
) {
  asked = [];
  start(async (turn, signal) => {
    await first(turn);
    return await new Promise((answer) =>
      asked.push({ turn, texts: turn.messages.map(({ text }) => text), answer, signal }),
    );
  }, given);
}
const nth = (n: number) => eventually(() => asked[n - 1]);
const outcomes = async () =>
  (await store.db.selectFrom('turns').select(['messages', 'outcome']).orderBy('id').execute()).map((turn) => [
    turn.messages,
    turn.outcome,
  ]);

test('what comes while the bot thinks makes its answer stale: all is thought of again, and answered once', async () => {
  thinks();
  await wrote('m1', 'quiero dos kilos');
  const first = await nth(1);
  await wrote('m2', 'no, tres');
  first.answer([reply('van dos'), handOff('dos', '')]);
  const second = await nth(2);
  expect(second.texts).toEqual(['quiero dos kilos', 'no, tres']);
  expect(second.turn).toMatchObject({ attempt: 1, history: [] });
  expect(second.turn.id).not.toBe(first.turn.id);
  expect(await said()).toEqual([]);
  second.answer([reply('van tres')]);
  await eventually(turnsDone);
  expect(await said()).toEqual(['van tres']);
  expect(await row()).toMatchObject({ answered_by: 'bot' });
  expect(await outcomes()).toEqual([
    ['["m1"]', 'stale'],
    ['["m1","m2"]', 'bot'],
  ]);
});

test('its thinking is not waited for: it is broken off soon after more came', async () => {
  thinks();
  await wrote('m1', 'uno');
  const first = await nth(1);
  await wrote('m2', 'dos');
  const second = await nth(2);
  expect(first.signal.aborted).toBe(true);
  second.answer([reply('a los dos')]);
  await eventually(turnsDone);
  expect(await said()).toEqual(['a los dos']);
});

test('once: who goes on writing is answered, and what came then is the next turn', async () => {
  thinks();
  await wrote('m1', 'uno');
  const first = await nth(1);
  await wrote('m2', 'dos');
  first.answer([reply('stale')]);
  const second = await nth(2);
  await wrote('m3', 'tres');
  second.answer([reply('uno y dos')]);
  await eventually(async () => (await said()).length === 1);
  await left();
  const third = await nth(3);
  expect(third.texts).toEqual(['tres']);
  await wrote('m4', 'cuatro');
  third.answer([reply('stale, too')]);
  const fourth = await nth(4);
  expect(fourth.texts).toEqual(['tres', 'cuatro']);
  fourth.answer([reply('tres y cuatro')]);
  await eventually(turnsDone);
  expect(await said()).toEqual(['uno y dos', 'tres y cuatro']);
});

test('not once a tool was called: what it did is told, and not done again', async () => {
  const call = { step: 0, index: 0, name: 'order', arguments: {} };
  const ran: string[] = [];
  thinks({}, async ({ steps, messages }) => {
    if (messages[0]?.text !== 'uno') return;
    await steps.once(call, (key) => Promise.resolve(ran.push(key)), { idempotent: false });
  });
  await wrote('m1', 'uno');
  const first = await nth(1);
  await wrote('m2', 'dos');
  first.answer([reply('pedido hecho')]);
  await eventually(async () => (await said()).length === 1);
  await left();
  const second = await nth(2);
  expect(second.texts).toEqual(['dos']);
  second.answer([]);
  await eventually(turnsDone);
  expect(ran).toHaveLength(1);
});

test('more that is deleted again at once makes nothing stale', async () => {
  thinks();
  await wrote('m1', 'uno');
  const first = await nth(1);
  await store.write(async (tx) => {
    const common = { contact_id: contactId, said_at: clock.at, created_at: clock.at };
    const gone = message({ ...common, id: 'm2', wamid: 'w-m2' });
    const payload = JSON.stringify({ kind: 'revoke', target: 'w-m2' });
    const revoke = message({ ...common, id: 'm3', wamid: 'w-m3', kind: 'revoke', payload, answered_at: clock.at });
    await tx.insertInto('messages').values([gone, revoke]).execute();
  });
  first.answer([reply('ya')]);
  await eventually(async () => (await said()).length === 1);
  expect(asked).toHaveLength(1);
});

test('a bot that fails for good is not asked again because more came: the customer is told once', async () => {
  let tries = 0;
  const one = start(() => {
    tries += 1;
    throw new Error('broken');
  });
  await wrote('m1', 'uno');
  for (const attempt of [1, 2]) {
    await eventually(async () => {
      const job = await store.db.selectFrom('jobs').selectAll().where('key', '=', 'turn:m1').executeTakeFirstOrThrow();
      return job.attempts === attempt && job.lease_token === null;
    });
    await wrote(`m${attempt + 1}`, 'más');
    clock.at += 10_000;
    one.wake();
  }
  await eventually(turnsDone);
  expect(tries).toBe(3);
  expect(await said()).toHaveLength(1);
  expect(await row()).toMatchObject({ answered_by: 'human', answered_reason: 'bot_failed' });
});
