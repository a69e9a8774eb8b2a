import { afterEach, beforeEach, expect, test } from 'vitest';
import { addJob, claim, finish, giveUp, putBack } from '../../src/store/jobs.ts';
import { dropProblems, listProblems, retryProblems } from '../../src/queue/problems.ts';
import { troubleOfExchange, waitingReasons } from '../../src/queue/waiting-reasons.ts';
import { addMessage, messageById } from '../../src/store/messages.ts';
import type { Store } from '../../src/store/open.ts';
import { currentPlace } from '../../src/store/people/places.ts';
import { sendById } from '../../src/store/sends.ts';
import type { Job, JobKind } from '../../src/store/tables.ts';
import { emptyStore, type TestStore } from '../store/databases.ts';
import { contact, message } from '../store/rows.ts';

let opened: TestStore;
let store: Store;
let ana: number;
beforeEach(async () => {
  opened = await emptyStore();
  ({ store } = opened);
  ana = await person('5493415550123');
});
afterEach(() => opened.close());

const person = async (waId: string) => (await store.write((tx) => contact(tx, { waId }))).id;
const UNCLEAR = 'unclear 90 2';
const why = (unclear = false) => ({
  reason: 'refused',
  fix: 'mend it',
  effect: unclear ? UNCLEAR : 'not begun',
});

/** A message with its job, and a send row where it is sent. */
async function add(id: string, kind: JobKind = 'register', contactId = ana): Promise<void> {
  await store.write(async (tx) => {
    const whatsapp = kind === 'send' ? { author: 'bot' as const, whatsapp_state: 'queued' as const } : {};
    await addMessage(tx, message({ id, contact_id: contactId, chatwoot_state: 'queued', ...whatsapp }));
    if (kind === 'send')
      await tx.insertInto('sends').values({ id, message_id: id, part: 0, payload: '{}', state: 'queued' }).execute();
    const payload = kind === 'send' ? { send: id } : { message: id };
    await addJob(tx, { kind, contactId, key: `${kind}:${id}`, payload, dueAt: 0 });
  });
}

const take = (kind: JobKind = 'register', now = 100) =>
  store.write((tx) => claim(tx, { channelId: 'main', kind, limit: 10, now, leaseMs: 1_000, token: `run ${now}` }));

/** Claims the heads and gives the first one up. */
async function fail(kind: JobKind = 'register', unclear = false): Promise<Job> {
  const [job] = await take(kind);
  await store.write(async (tx) => {
    await giveUp(tx, job!, { ...why(unclear), now: 100 });
    const { message: messageId = '', send = '' } = JSON.parse(job!.payload) as { message?: string; send?: string };
    await tx.updateTable('messages').set({ chatwoot_state: 'problem' }).where('id', '=', messageId).execute();
    await tx.updateTable('sends').set({ state: 'failed', error: 'refused' }).where('id', '=', send).execute();
    await tx.updateTable('messages').set({ whatsapp_state: 'failed' }).where('id', '=', send).execute();
  });
  return job!;
}

const settle = (job: Job) => store.write((tx) => finish(tx, job, 200));
const jobById = (id: number) => store.db.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const anasPlace = () => currentPlace(store.db, ana);
const all = (more: { newConversation?: boolean } = {}) => retryProblems(store, { of: 'all', now: 500, ...more });

/** Works the lane off, one claim after the other; the messages in the order they went. */
async function workOff(): Promise<string[]> {
  const order: string[] = [];
  for (let jobs = await take('register', 9_000); jobs.length > 0; jobs = await take('register', 9_000)) {
    expect(jobs.length).toBe(1);
    order.push(jobs[0]!.key);
    await settle(jobs[0]!);
  }
  return order;
}

test('the list says who, what, why and the way out, oldest first', async () => {
  await add('m1');
  await add('m2', 'send');
  await store.write((tx) =>
    addJob(tx, { kind: 'register', contactId: ana, key: 'resolve:x', payload: { resolve: 'x' }, dueAt: 0 }),
  );
  await fail();
  await fail('send');
  await fail();
  expect(await listProblems(store.db, { limit: 10 })).toMatchObject([
    {
      what: 'message',
      author: 'customer',
      person: '5493415550123',
      reason: 'refused',
      fix: 'mend it',
      exchangeId: 'm1',
    },
    { what: 'send', author: 'bot', exchangeId: 'm2' },
    { what: 'resolve', author: null, exchangeId: 'x' },
  ]);
  expect(await listProblems(store.db, { limit: 1 })).toHaveLength(1);
  expect(await listProblems(store.db, { limit: 10, of: [2] })).toMatchObject([{ id: 2 }]);
});

test('a retry goes back to its old place, before what waits behind a backoff', async () => {
  for (const id of ['m1', 'm2', 'm3', 'm4']) await add(id);
  const first = await fail();
  const [second] = await take();
  await store.write((tx) =>
    putBack(tx, second!, { reason: 'x', now: 100, dueAt: 8_000, effect: 'not begun', counts: true }),
  );
  expect(await all()).toEqual({ ids: [first.id], missing: [], haveConversation: [] });
  expect(await jobById(first.id)).toMatchObject({
    state: 'ready',
    attempts: 0,
    due_at: 500,
    last_error: null,
    fix: null,
  });
  expect((await messageById(store.db, 'm1'))?.chatwoot_state).toBe('queued');
  expect(await workOff()).toEqual(['register:m1', 'register:m2', 'register:m3', 'register:m4']);
});

test('while a younger one runs the retried one waits, and goes next', async () => {
  for (const id of ['m1', 'm2', 'm3']) await add(id);
  await fail();
  const [running] = await take();
  expect(running?.key).toBe('register:m2');
  await all();
  expect(await take('register', 600)).toEqual([]);
  await settle(running!);
  expect(await workOff()).toEqual(['register:m1', 'register:m3']);
});

test('what may have arrived is still known to be unclear; what surely has not is not', async () => {
  await add('m1');
  await add('m2', 'register', await person('5493415550124'));
  const unclear = await fail('register', true);
  await store.write((tx) => tx.updateTable('jobs').set({ lease_token: null, lease_until: 0 }).execute());
  const clear = await fail();
  await all();
  const jobs = await take('register', 600);
  // Of two calls of which it is not known one is forgiven: the operator asks for one more.
  expect(jobs.map(({ id, effect }) => [id, effect])).toEqual([
    [unclear.id, 'unclear 90 1'],
    [clear.id, 'not begun'],
  ]);
});

test('a send is queued again, as unclear where it was, and not where a status told that it arrived', async () => {
  for (const [n, id] of ['clear', 'unclear', 'arrived'].entries()) {
    await add(id, 'send', await person(`549341555020${n}`));
    await fail('send', id === 'unclear');
  }
  await store.write((tx) => tx.updateTable('sends').set({ state: 'delivered' }).where('id', '=', 'arrived').execute());
  await all();
  const state = async (id: string) => [
    (await sendById(store.db, id))?.state,
    (await messageById(store.db, id))?.whatsapp_state,
  ];
  expect(await state('clear')).toEqual(['queued', 'queued']);
  expect(await state('unclear')).toEqual(['sending', 'queued']);
  expect(await state('arrived')).toEqual(['delivered', 'failed']);
});

test('a retry lifts the block of its person; a new conversation takes everything of the person along, in order', async () => {
  for (const id of ['m1', 'm2', 'm3']) await add(id);
  await add('other', 'register', await person('5493415550124'));
  for (let n = 0; n < 4; n++) {
    await store.write((tx) => tx.updateTable('jobs').set({ lease_token: null, lease_until: 0 }).execute());
    await fail();
  }
  await store.write((tx) => tx.updateTable('places').set({ blocked: 'the list' }).execute());
  const handled = await retryProblems(store, { of: [2], now: 500, newConversation: true });
  expect(handled).toEqual({ ids: [1, 2, 3], missing: [], haveConversation: [] });
  expect(await anasPlace()).toMatchObject({ blocked: null, skip_list: 1 });
  expect((await listProblems(store.db, { limit: 10 })).map(({ id }) => id)).toEqual([4]);
  expect(await workOff()).toEqual(['register:m1', 'register:m2', 'register:m3']);
});

test('no new conversation for somebody who has one', async () => {
  await add('m1');
  await fail();
  await store.write((tx) => tx.updateTable('places').set({ conversation_id: 7 }).execute());
  expect(await all({ newConversation: true })).toMatchObject({ ids: [1], haveConversation: [ana] });
  expect(await anasPlace()).toMatchObject({ skip_list: 0 });
});

test('dropped: done, with its reason; its message stays a problem, a block stays', async () => {
  await add('m1');
  await fail();
  await store.write((tx) => tx.updateTable('places').set({ blocked: 'the list' }).execute());
  expect(await dropProblems(store, { of: [1, 1, 9], now: 500 })).toMatchObject({ ids: [1], missing: [9] });
  expect(await jobById(1)).toMatchObject({ state: 'done', finished_at: 500, last_error: 'refused' });
  expect((await messageById(store.db, 'm1'))?.chatwoot_state).toBe('problem');
  expect((await anasPlace()).blocked).toBe('the list');
  expect(await all()).toEqual({ ids: [], missing: [], haveConversation: [] });
});

test('more than one write holds', async () => {
  for (let n = 0; n < 450; n++) {
    await add(`m${n}`);
    await fail();
  }
  expect((await all({ newConversation: true })).ids).toHaveLength(450);
  expect(await listProblems(store.db, { limit: 10 })).toEqual([]);
});

test('why work waits, and what holds up one exchange', async () => {
  await add('m1');
  await add('m2', 'register', await person('5493415550124'));
  expect(await waitingReasons(store.db)).toEqual([]);
  expect(await troubleOfExchange(store.db, 'm1')).toBeNull();
  for (const job of await take())
    await store.write((tx) =>
      putBack(tx, job, { reason: 'slow', now: 100, dueAt: 150, effect: 'not begun', counts: true }),
    );
  expect(await waitingReasons(store.db)).toEqual([{ channel: 'main', kind: 'register', reason: 'slow', count: 2 }]);
  expect(await troubleOfExchange(store.db, 'm1')).toEqual({ reason: 'slow', fix: '' });
});
