import { afterEach, beforeEach } from 'vitest';
import { type Bot } from '../../src/bots/bot.ts';
import { silentLog } from '../../src/observe/log.ts';
import { addJob, hurry } from '../../src/store/jobs.ts';
import { leaseToken } from '../../src/queue/leases.ts';
import { Worker, type Handler } from '../../src/queue/worker.ts';
import type { Store } from '../../src/store/open.ts';
import { Breaker } from '../../src/turn/breaker.ts';
import { BotLine } from '../../src/turn/bot-line.ts';
import { turnHandler, type TurnOptions } from '../../src/turn/handle-turn.ts';
import { effects } from '../effects.ts';
import { emptyStore, type TestStore } from '../store/databases.ts';
import { contact, message } from '../store/rows.ts';

export let opened: TestStore;
export let store: Store;
export let worker: Worker | null;
export let contactId: number;
export let clock: { at: number; now: () => number };
export let typing: string[];
/** Before each test of this file an empty ledger with Ana in it; its worker ends with it. */
export function withTurns(): void {
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
}

type GivenTurn = Partial<TurnOptions> & { botName?: string };

export let ids = 0;
export const handlerOf = (answer: Bot['answer'], given: GivenTurn = {}): Handler =>
  turnHandler({
    store,
    clock,
    log: silentLog(),
    bots: [{ name: given.botName ?? 'test', bot: { answer }, breaker: new Breaker(clock) }],
    mostPerHour: 0,
    readFile: () => Promise.reject(new Error('no file here')),
    botTimeoutMs: 5_000,
    quietMs: 0,
    restart: true,
    filesMaxBytes: 1e9,
    line: new BotLine(() => 4, clock),
    ...effects(() => `out-${String((ids += 1)).padStart(4, '0')}`),
    showTyping: (wamid) => typing.push(wamid),
    onJobs: () => undefined,
    ...given,
  });

export function start(answer: Bot['answer'], given: GivenTurn = {}): Worker {
  worker = new Worker({
    channelId: 'main',
    kind: 'turn',
    store,
    clock,
    random: () => 0,
    token: leaseToken(),
    limit: () => 4,
    handler: handlerOf(answer, given),
    log: silentLog(),
  });
  worker.start();
  return worker;
}

/** What the customer wrote, with its turn. */
export async function wrote(id: string, text: string, content: object = { kind: 'text', text }): Promise<void> {
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
export const turnsDone = async () => {
  const left = await store.db
    .selectFrom('jobs')
    .select('id')
    .where('kind', '=', 'turn')
    .where('state', '!=', 'done')
    .execute();
  return left.length === 0;
};
export const said = async () =>
  (
    await store.db
      .selectFrom('messages')
      .select('text')
      .where('author', '=', 'bot')
      .where('kind', '!=', 'notice')
      .orderBy('id')
      .execute()
  ).map(({ text }) => text);
export const jobs = async (kind: 'send' | 'register') =>
  (await store.db.selectFrom('jobs').select('payload').where('kind', '=', kind).orderBy('id').execute()).map(
    ({ payload }) => JSON.parse(payload) as object,
  );
export const row = () => store.db.selectFrom('contacts').selectAll().executeTakeFirstOrThrow();
export const notices = async () =>
  (
    await store.db
      .selectFrom('messages')
      .select('payload')
      .where('author', '=', 'bot')
      .where('kind', '!=', 'notice')
      .execute()
  ).map(({ payload }) => (JSON.parse(payload) as { notice: boolean }).notice);

/** What was said has left for WhatsApp. */
export async function left(): Promise<void> {
  await store.write(async (tx) => {
    await tx.updateTable('jobs').set({ state: 'done' }).where('kind', '=', 'send').execute();
    await hurry(tx, 'turn', contactId, clock.at);
  });
  worker?.wake();
}
