import { expect, test } from 'vitest';
import { reply, type Turn } from '../../src/bots/bot.ts';
import { eventually } from '../stack.ts';
import { clock, left, said, start, store, turnsDone, typing, worker, wrote } from './turn-setup.ts';

const turns: Turn[] = [];
const texts = () => turns.map(({ messages }) => messages.map(({ text }) => text));
const answers = (turn: Turn) => {
  turns.push(turn);
  return [reply(`turno ${turns.length}`)];
};
/** When the turn that waits is looked at again; null while one is looked at. */
const due = async () => {
  const jobs = await store.db
    .selectFrom('jobs')
    .selectAll()
    .where('kind', '=', 'turn')
    .where('state', '=', 'ready')
    .execute();
  const [head] = jobs;
  return head?.lease_token === null ? head.due_at - clock.at : null;
};
const waits = (ms: number) => eventually(async () => (await due()) === ms);
const passes = (ms: number) => {
  clock.at += ms;
  worker?.wake();
};

test('a turn begins after a moment of quiet, with all that came; "typing…" is shown at once', async () => {
  turns.length = 0;
  start(answers, { quietMs: 2_000 });
  await wrote('m1', 'hola');
  await waits(2_000);
  expect(typing).toEqual(['w-m1']);
  passes(1_499);
  await wrote('m2', 'una pregunta');
  passes(500);
  await waits(1_500);
  expect(texts()).toEqual([]);
  passes(1_500);
  await eventually(turnsDone);
  expect(texts()).toEqual([['hola', 'una pregunta']]);
  expect(typing).toEqual(['w-m1', 'w-m2']);
});

test('ten seconds after the first it begins, though the customer goes on writing', async () => {
  turns.length = 0;
  start(answers, { quietMs: 2_000 });
  const began = clock.at + 1;
  for (let n = 0; n < 12; n++) {
    await wrote(`m${String(n).padStart(2, '0')}`, String(n));
    passes(799);
    await eventually(async () => ((await due()) ?? 0) > 0);
  }
  expect(clock.at - began).toBeLessThan(10_000);
  expect(texts()).toEqual([]);
  passes(began + 10_000 - clock.at);
  await eventually(() => turns.length === 1);
  expect(texts()[0]).toHaveLength(12);
});

test('the next turn waits until the words of the last have left, and takes all that came meanwhile', async () => {
  turns.length = 0;
  start(answers);
  await wrote('m1', 'uno');
  await eventually(async () => (await said()).length === 1);
  for (const n of [2, 3, 4]) await wrote(`m${n}`, `otra ${n}`);
  await eventually(async () => ((await due()) ?? 0) > 20_000);
  passes(1_000);
  expect(texts()).toEqual([['uno']]);
  await left();
  await eventually(turnsDone);
  expect(texts()).toEqual([['uno'], ['otra 2', 'otra 3', 'otra 4']]);
});

test('a wait costs no try', async () => {
  let tries = 0;
  start(
    () => {
      tries += 1;
      throw new Error('not yet');
    },
    { quietMs: 2_000 },
  );
  await wrote('m1', 'hola');
  await waits(2_000);
  passes(2_000);
  await eventually(() => tries === 1);
  await eventually(async () => (await due()) !== null);
  const job = await store.db.selectFrom('jobs').selectAll().where('kind', '=', 'turn').executeTakeFirstOrThrow();
  expect(job.attempts).toBe(1);
});
