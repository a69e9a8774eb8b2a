import { afterEach, beforeEach, expect, test } from 'vitest';
import { failLate } from '../../src/deliver/fail-late.ts';
import { providerWords } from '../../src/providers/known.ts';
import { clearSessions } from '../../src/store/console/sessions.ts';
import { addJob, claim as claimJobs, giveUp } from '../../src/store/jobs.ts';
import { prune } from '../../src/store/prune.ts';
import { keepStray } from '../../src/store/strays.ts';
import type { ChatwootState } from '../../src/store/tables.ts';
import { emptyStore, type TestStore } from './databases.ts';
import { contact, message } from './rows.ts';

let opened: TestStore;
let contactId: number;
beforeEach(async () => {
  opened = await emptyStore();
  contactId = (await opened.store.write((tx) => contact(tx, { waId: '5491155550123' }))).id;
});
afterEach(() => opened.close());

const said = (id: string, chatwoot_state: ChatwootState) =>
  opened.store.write((tx) =>
    tx
      .insertInto('messages')
      .values(message({ id, contact_id: contactId, created_at: 1, answered_at: 1, chatwoot_state }))
      .execute(),
  );

test('problems stay for ever, or as long as is said; what was not registered goes with them then', async () => {
  const jobs = Array.from({ length: 450 }, (_, n) => ({
    ...{ kind: 'register' as const, lane: `l${n}`, contact_id: contactId, key: `register:m${n}`, payload: '{}' },
    ...{ state: n % 3 === 0 ? ('ready' as const) : ('problem' as const), due_at: 0, created_at: n },
  }));
  await opened.store.write((tx) => tx.insertInto('jobs').values(jobs).execute());
  await said('m1', 'problem');
  await said('m0', 'queued');
  const rest = () => Promise.resolve();
  expect(await prune(opened.store, 1_000, { rest })).toMatchObject({ problems: 0, messages: 0 });
  expect(await prune(opened.store, 1_000, { rest, kinds: { problems: 400 } })).toMatchObject({
    problems: 266,
    messages: 1,
  });
  const left = await opened.store.db.selectFrom('jobs').select(['state', 'created_at']).orderBy('id').execute();
  expect(left.filter(({ state }) => state === 'ready')).toHaveLength(150);
  expect(Math.min(...left.filter(({ state }) => state === 'problem').map((job) => Number(job.created_at)))).toBe(400);
});

test('a problem is as old as the moment in which it became one, however old its work is', async () => {
  const { store } = opened;
  await store.write((tx) => addJob(tx, { kind: 'register', contactId, key: 'register:m1', payload: {}, dueAt: 0 }));
  const claim = { channelId: 'main', kind: 'register' as const, limit: 1, now: 900, leaseMs: 10, token: 'run' };
  const [job] = await store.write((tx) => claimJobs(tx, claim));
  await store.write((tx) => giveUp(tx, job!, { reason: 'r', fix: 'f', effect: 'not begun', now: 900 }));
  const kinds = { problems: 500 };
  expect(await prune(store, 500, { kinds })).toMatchObject({ problems: 0 });
  expect(await prune(store, 500, { kinds: { problems: 901 } })).toMatchObject({ problems: 1 });
});

test('what WhatsApp refuses long after it was sent is a new problem', async () => {
  const { store } = opened;
  await said('m1', 'registered');
  const send = { id: 's1', message_id: 'm1', part: 0, payload: '{}', state: 'failed' as const };
  const done = { kind: 'send' as const, lane: 'send:1', contact_id: contactId, key: 'send:s1', payload: '{}' };
  await store.write(async (tx) => {
    await tx.insertInto('sends').values(send).execute();
    await tx
      .insertInto('jobs')
      .values({ ...done, state: 'done', due_at: 0, created_at: 0, finished_at: 1 })
      .execute();
    const row = await tx.selectFrom('sends').selectAll().executeTakeFirstOrThrow();
    await failLate(tx, row, providerWords('360dialog'), 900);
  });
  expect(await prune(store, 500, { kinds: { problems: 500 } })).toMatchObject({ problems: 0 });
});

test('the problem of a number that nobody has stays while something of it can still be read', async () => {
  const { store } = opened;
  const body = { channel_id: '', source: 'whatsapp by main', raw: '{}', received_at: 800 };
  await store.write(async (tx) => {
    await tx.insertInto('events').values(body).execute();
    const event = await tx.selectFrom('events').selectAll().executeTakeFirstOrThrow();
    await keepStray(tx, event, '4711', 100);
  });
  const kinds = { problems: 500 };
  expect(await prune(store, 500, { kinds })).toMatchObject({ problems: 0 });
  expect(await prune(store, 900, { kinds })).toMatchObject({ events: 1, problems: 1 });
});

test('logins to the console that are over are cleared away', async () => {
  const user = { name: 'ana', role: 'see' as const, password: 'x', set_at: 0 };
  const session = (id: string, seen_at: number, ends_at: number) => ({
    id,
    name: 'ana',
    begun_at: 0,
    seen_at,
    ends_at,
  });
  await opened.store.write((tx) => tx.insertInto('console_users').values(user).execute());
  const sessions = [session('over', 9_000, 9_500), session('idle', 1_000, 90_000), session('used', 9_000, 90_000)];
  await opened.store.write((tx) => tx.insertInto('console_sessions').values(sessions).execute());
  await opened.store.write((tx) => clearSessions(tx, 10_000, 5_000));
  expect(await opened.store.db.selectFrom('console_sessions').select('id').execute()).toEqual([{ id: 'used' }]);
});
