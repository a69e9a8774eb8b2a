import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { reply, type Bot } from '../../src/bots/bot.ts';
import { silentLog } from '../../src/observe/log.ts';
import { addJob } from '../../src/store/jobs.ts';
import { leaseToken } from '../../src/queue/leases.ts';
import { Worker } from '../../src/queue/worker.ts';
import { Breaker } from '../../src/turn/breaker.ts';
import { BotLine } from '../../src/turn/bot-line.ts';
import { turnHandler } from '../../src/turn/handle-turn.ts';
import { effects } from '../effects.ts';
import { emptyStore, memory, type TestStore } from '../store/databases.ts';
import { contact, message } from '../store/rows.ts';

let opened: TestStore;
let worker: Worker;
const began = Date.UTC(2025, 2, 4, 15);
beforeEach(async () => {
  opened = await emptyStore(memory);
  // Time that passes only when it is told to: how fast this machine is does not matter.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: began });
});
afterEach(async () => {
  const stopped = worker.stop(0);
  await passing(1_000);
  vi.useRealTimers();
  await stopped;
  await opened.close();
});

const clock = { now: () => Date.now() };
const STEP_MS = 500;

async function passing(ms: number): Promise<void> {
  for (let at = 0; at < ms; at += STEP_MS) {
    await vi.advanceTimersByTimeAsync(STEP_MS);
    // What is ready runs to its end before the clock goes on.
    for (let n = 0; n < 20; n++) await new Promise((resolve) => setImmediate(resolve));
  }
}

function start(answer: Bot['answer'], { timeoutMs, atOnce }: { timeoutMs: number; atOnce: number }): void {
  let ids = 0;
  const log = silentLog();
  worker = new Worker({
    channelId: 'main',
    kind: 'turn',
    store: opened.store,
    clock,
    random: () => 0,
    token: leaseToken(),
    limit: () => 1_000,
    log,
    handler: turnHandler({
      store: opened.store,
      clock,
      log,
      bots: [{ name: 'test', bot: { answer }, breaker: new Breaker(clock) }],
      mostPerHour: 0,
      readFile: () => Promise.reject(new Error('no file here')),
      restart: true,
      filesMaxBytes: 1e9,
      botTimeoutMs: timeoutMs,
      quietMs: 2_000,
      line: new BotLine(() => atOnce, clock),
      ...effects(() => `out-${String((ids += 1)).padStart(6, '0')}`, { register: 'off' }),
      showTyping: () => undefined,
      onJobs: () => undefined,
    }),
  });
  worker.start();
}

let people = 0;
async function writes(many: number): Promise<void> {
  const now = clock.now();
  await opened.store.write(async (tx) => {
    for (let n = 0; n < many; n++) {
      const id = `m${(people += 1)}`;
      const { id: contactId } = await contact(tx, { waId: `54911${String(people).padStart(8, '0')}` });
      await tx
        .insertInto('messages')
        .values(message({ id, contact_id: contactId, said_at: now, created_at: now }))
        .execute();
      await addJob(tx, { kind: 'turn', contactId, key: `turn:${id}`, payload: { message: id }, dueAt: now });
    }
  });
  worker.wake();
}

/** For each person: how long after writing they got words, which, and who answers from then on. */
async function told(): Promise<{ afterMs: number; text: string; by: string }[]> {
  const rows = await opened.store.db
    .selectFrom('messages as answer')
    .innerJoin('messages as asked', 'asked.contact_id', 'answer.contact_id')
    .innerJoin('contacts', 'contacts.id', 'answer.contact_id')
    .select(['answer.text', 'answer.created_at as at', 'asked.created_at as since', 'contacts.answered_by as by'])
    .where('answer.author', '=', 'bot')
    .where('asked.author', '=', 'customer')
    .execute();
  return rows.map(({ at, since, text, by }) => ({ afterMs: at - since, text, by }));
}

const never = () => new Promise<never>(() => undefined);
const refuses = () => Promise.reject(new Error('connection refused'));
const after = (ms: number) => () => new Promise<never>((_, reject) => setTimeout(() => reject(new Error('cut')), ms));

/** WhatsApp takes 80 words a second: of the 90 seconds promised these many are for sending 300, with some to spare. */
const SENDING_MS = 10_000;

describe('300 customers, and the bot is dead: each is told and handed to people in time', () => {
  test.each<[string, Bot['answer'], number, number]>([
    ['refuses, 16 at once', refuses, 20_000, 16],
    ['hangs for BOT_TIMEOUT=0.1', never, 100, 16],
    ['hangs for BOT_TIMEOUT=20', never, 20_000, 16],
    ['hangs for BOT_TIMEOUT=60', never, 60_000, 16],
    ['hangs for BOT_TIMEOUT=60, one at a time', never, 60_000, 1],
    ['hangs for BOT_TIMEOUT=600', never, 600_000, 16],
    ['hangs for BOT_TIMEOUT=600, one at a time', never, 600_000, 1],
    ['is cut after 15 s', after(15_000), 60_000, 16],
  ])('%s', async (_, answer, timeoutMs, atOnce) => {
    start(answer, { timeoutMs, atOnce });
    await writes(300);
    await passing(90_000);
    const all = await told();
    expect(all).toHaveLength(300);
    expect(Math.max(...all.map(({ afterMs }) => afterMs))).toBeLessThanOrEqual(90_000 - SENDING_MS);
    expect(all.filter(({ text, by }) => by !== 'human' || !text.startsWith('Perdón'))).toEqual([]);
  });

  test('who goes on writing meanwhile, too', async () => {
    start(never, { timeoutMs: 20_000, atOnce: 16 });
    for (let second = 0; second < 60; second++) {
      await writes(5);
      await passing(1_000);
    }
    await passing(90_000);
    const all = await told();
    expect(all).toHaveLength(300);
    expect(Math.max(...all.map(({ afterMs }) => afterMs))).toBeLessThanOrEqual(90_000 - SENDING_MS);
  });
});

test.each([
  ['refused', refuses],
  ['hung', never],
])('a bot that %s and is back answers everybody whose time is not over', async (_, down) => {
  let isDown = true;
  start((turn) => (isDown ? down() : [reply(`re: ${turn.messages[0]?.text}`)]), {
    timeoutMs: 10_000,
    atOnce: 4,
  });
  // Of the first some are told before it is back.
  await writes(20);
  await passing(25_000);
  const before = await told();
  await writes(100);
  await passing(1_000);
  isDown = false;
  await passing(20_000);
  const all = await told();
  expect(all).toHaveLength(120);
  expect(all.filter(({ text }) => text.startsWith('re:')).length).toBeGreaterThanOrEqual(100 - 4);
  expect(before.every(({ by }) => by === 'human')).toBe(true);
});

test('a slow bot that works is waited for, however many stand in line', async () => {
  start(() => new Promise((resolve) => setTimeout(() => resolve([reply('acá estoy')]), 12_000)), {
    timeoutMs: 20_000,
    atOnce: 4,
  });
  await writes(40);
  await passing(130_000);
  const all = await told();
  expect(all.map(({ text }) => text)).toEqual(Array.from({ length: 40 }, () => 'acá estoy'));
});

test.each([0, 1])(
  'what waited for us for hours is asked with the bot’s whole time, also where %i tries were cut short by our own end',
  async (cut) => {
    start(() => new Promise((resolve) => setTimeout(() => resolve([reply('acá estoy')]), 50_000)), {
      timeoutMs: 55_000,
      atOnce: 4,
    });
    const now = clock.now();
    await opened.store.write(async (tx) => {
      const { id: contactId } = await contact(tx, { waId: '5491155550999' });
      await tx
        .insertInto('messages')
        .values(message({ id: 'old', contact_id: contactId, created_at: now - 3_600_000 }))
        .execute();
      await addJob(tx, { kind: 'turn', contactId, key: 'turn:old', payload: { message: 'old' }, dueAt: now });
      await tx.updateTable('jobs').set({ attempts: cut }).execute();
    });
    await passing(55_000);
    expect(await told()).toMatchObject([{ text: 'acá estoy' }]);
  },
);
