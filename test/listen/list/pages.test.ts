import { afterEach, beforeEach, expect, test } from 'vitest';
import { openApplicationClient } from '../../../src/chatwoot/api/application.ts';
import { systemClock } from '../../../src/clock.ts';
import { Allowance } from '../../../src/listen/allowance.ts';
import { ConversationList } from '../../../src/listen/list/conversation-list.ts';
import { silentLog } from '../../../src/observe/log.ts';
import { openStore, type Store } from '../../../src/store/open.ts';
import { json, stand, type Stand } from '../../chatwoot/api/server.ts';
import { moment } from '../../chatwoot/moments.ts';
import { effects } from '../../effects.ts';
import { eventually } from '../../stack.ts';

/** How the list is paged, against a server that keeps one as a real Chatwoot does. */

const PAGE = 25;
const INBOX = 13;
const key = { channelId: 'main', inboxIdentifier: 'ours' };
const NOW = Date.now();

interface Listed {
  id: number;
  /** Seconds before now. */
  ago: number;
}

let store: Store;
let server: Stand;
let list: ConversationList | null;
/** In any order. */
let conversations: Listed[];
/** Pages asked for, in their order; and how many of them at once. */
let asked: number[];
let atOnce: number;
/** Done once a page was answered. */
let afterPage: (page: number) => void;
/** What was logged as a warning. */
let warned: Record<string, unknown>[];

beforeEach(async () => {
  [conversations, asked, atOnce, afterPage, list, warned] = [[], [], 0, () => undefined, null, []];
  store = await openStore('sqlite::memory:');
  let running = 0;
  server = await stand((call, response) => {
    running += 1;
    atOnce = Math.max(atOnce, running);
    const page = Number(new URL(call.path, server.url).searchParams.get('page'));
    asked.push(page);
    const sorted = conversations.toSorted((a, b) => a.ago - b.ago);
    const payload = sorted.slice((page - 1) * PAGE, page * PAGE).map(shown);
    setTimeout(() => {
      running -= 1;
      json(response, 200, { data: { meta: { all_count: sorted.length }, payload } });
      afterPage(page);
    }, 2);
  });
});
afterEach(async () => {
  await list?.stop();
  await server.close();
  await store.close();
});

/** As the recorded one, of another person. */
function shown({ id, ago }: Listed): object {
  const recorded = moment('76').answer as { messages: object[] };
  const at = Math.floor(NOW / 1000) - ago;
  const sourceId = `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`;
  const said = {
    ...recorded.messages[0],
    id: 10_000_000 - ago,
    created_at: at,
    updated_at: new Date(at * 1000).toISOString(),
    conversation: { contact_inbox: { source_id: sourceId } },
  };
  const sender = { id, name: `P ${id}`, phone_number: `+54911555${String(10_000 + id)}` };
  const times = { created_at: at, last_activity_at: at, updated_at: at };
  return { ...recorded, id, ...times, messages: [said], last_non_activity_message: said, meta: { sender } };
}

const found = async (): Promise<number[]> => {
  const rows = await store.db.selectFrom('places').select('conversation_id').orderBy('conversation_id').execute();
  return rows.flatMap((row) => row.conversation_id ?? []);
};
const numbers = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

/** The list was read to its end this long before now. Seconds. */
async function readBefore(seconds: number): Promise<void> {
  const at = NOW - seconds * 1000;
  const value = JSON.stringify({ inbox: key.inboxIdentifier, from: at - 3_600_000, fromId: 0, readTo: at });
  await store.write((tx) => tx.insertInto('meta').values({ key: 'conversation_list:main', value }).execute());
}

function start(alertMs = 10): ConversationList {
  const account = { inboxId: INBOX, assignsByItself: false, agents: new Map(), stream: null };
  const clock = systemClock;
  let ids = 0;
  list = new ConversationList({
    ...effects(() => `id-${(ids += 1)}`),
    ...key,
    key,
    list: key,
    store,
    clock,
    log: Object.assign(silentLog(), {
      warn: (fields: object, msg: string) => void warned.push({ ...fields, msg }),
    }),
    onAssign: 'auto',
    account: () => account,
    onPerson: () => undefined,
    chatwootUrl: server.url,
    nameInFront: false,
    windowTemplate: null,
    userClient: openApplicationClient({ url: server.url, accountId: 1, token: 'user', kind: 'user', timeoutMs: 5_000 }),
    target: { rest: null, restFor: () => undefined, isDown: () => Promise.resolve(false) },
    allowance: new Allowance(0, 60_000, clock),
    times: { calmMs: 3_600_000, alertMs },
    onJobs: () => undefined,
  });
  list.start();
  return list;
}

test('page by page, one request at a time, until all are older than what was read before; then only what is new', async () => {
  await readBefore(625);
  // With the minute before that, in which something may have been saved late.
  conversations = numbers(200).map((id) => ({ id, ago: id * 10 }));
  start();
  await eventually(async () => (await found()).length === 68);
  expect(await found()).toEqual(numbers(68));
  await eventually(() => asked.length === 3);
  conversations.push({ id: 300, ago: 0 });
  list?.now();
  await eventually(async () => (await found()).includes(300));
  expect(asked).toEqual([1, 2, 3, 1]);
  expect(atOnce).toBe(1);
});

test('one that is deleted meanwhile hides none of those behind it', async () => {
  await readBefore(3_000);
  conversations = numbers(60).map((id) => ({ id, ago: id * 10 }));
  afterPage = (page) => {
    if (page === 1) conversations = conversations.filter(({ id }) => id !== 3);
  };
  start();
  await eventually(async () => (await found()).length === 60);
  expect(asked.slice(0, 3)).toEqual([1, 2, 1]);
});

test('a long one rests after ten pages, and goes on where it was; what came meanwhile is read after it', async () => {
  await readBefore(100_000);
  conversations = numbers(PAGE * 12).map((id) => ({ id, ago: id * 10 }));
  afterPage = (page) => {
    if (page !== 11 || conversations.length > PAGE * 12) return;
    conversations.push({ id: 900, ago: 0 });
    list?.now();
  };
  start();
  await eventually(async () => (await found()).includes(900));
  expect((await found()).length).toBe(PAGE * 12 + 1);
  expect(asked.slice(0, 13)).toEqual([...numbers(13)]);
});

test('ended in the middle, the next run reads it from the beginning', async () => {
  await readBefore(100_000);
  conversations = numbers(PAGE * 12).map((id) => ({ id, ago: id * 10 }));
  const first = start(3_600_000);
  await eventually(async () => (await found()).length === PAGE * 10);
  await first.stop();
  start();
  await eventually(async () => (await found()).length === PAGE * 12);
  expect(asked.slice(10, 13)).toEqual([1, 2, 3]);
});

test('words that are too old to be said when somebody listens again are told of, each once', async () => {
  const day = 24 * 3_600;
  await readBefore(10 * day);
  // Ten of them lie before the page's edge; those of the first day were read.
  conversations = [
    ...numbers(30).map((id) => ({ id, ago: 8 * day + id })),
    { id: 40, ago: 60 },
    { id: 50, ago: 11 * day },
  ];
  start();
  await eventually(() => warned.length >= 30);
  await eventually(async () => (await found()).length === 1);
  list?.now();
  await eventually(() => asked.length >= 3);
  await list?.stop();
  expect(await found()).toEqual([40]);
  expect(warned.map(({ conversation }) => conversation)).toEqual(numbers(30));
  expect(warned[0]).toEqual({
    conversation: 1,
    saidAt: new Date((Math.floor(NOW / 1000) - 8 * day - 1) * 1000).toISOString(),
    msg: 'what an agent wrote while nobody listened is too old to be sent, and stays unsaid',
  });
});
