import { expect, test } from 'vitest';
import { reply, type Turn } from '../../src/bots/bot.ts';
import { silentLog } from '../../src/observe/log.ts';
import { leaseToken } from '../../src/queue/leases.ts';
import { TrackedEffect } from '../../src/queue/tracked-effect.ts';
import { writeOutcome } from '../../src/queue/write-outcome.ts';
import { addJob, claim, finish } from '../../src/store/jobs.ts';
import { eventually } from '../stack.ts';
import {
  clock,
  contactId,
  handlerOf,
  left,
  said,
  start,
  store,
  turnsDone,
  typing,
  worker,
  wrote,
  withTurns,
} from './turn-setup.ts';

withTurns();

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

test('words that leave while the turn is put back to wait for them: it does not wait', async () => {
  await store.write((tx) => addJob(tx, { kind: 'send', contactId, key: 'send:x', payload: {}, dueAt: clock.at }));
  await wrote('m1', 'hola');
  const token = leaseToken();
  const claimed = (kind: 'turn' | 'send') =>
    store.write((tx) => claim(tx, { channelId: 'main', kind, limit: 1, now: clock.at, leaseMs: 60_000, token }));
  const [turn] = await claimed('turn');
  const [sending] = await claimed('send');
  const effect = new TrackedEffect(turn!, { store, clock });
  const outcome = await handlerOf(answers)(turn!, new AbortController().signal, effect);
  expect(outcome).toMatchObject({ do: 'later', dueAt: clock.at + 30_000 });
  // In between, as another process or a quicker write may.
  await store.write((tx) => finish(tx, sending!, clock.at));
  const options = { store, clock, kind: 'turn', channelId: 'main', random: () => 0, token, limit: () => 1 } as const;
  const handler = handlerOf(answers);
  await writeOutcome({ job: turn!, effect }, outcome, { ...options, handler, log: silentLog() }, false);
  expect(await due()).toBe(0);
});
