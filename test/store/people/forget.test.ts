import { expect, test } from 'vitest';
import { calledBy } from '../../../src/cli/contacts/called.ts';
import { addJob, claim } from '../../../src/store/jobs.ts';
import { takeKey } from '../../../src/store/idempotency.ts';
import { knownWamid } from '../../../src/store/messages.ts';
import { forget } from '../../../src/store/people/forget/forget.ts';
import { sql } from '../../../src/store/sql.ts';
import { contact, message } from '../rows.ts';
import { eachWithStore, NOW, NUMBER, options, OTHER, store, where } from './forget-setup.ts';

eachWithStore();

test('a webhook and a request that come once more are known for copies', async () => {
  const wamid = 'wamid.HBgNNTQ5MzQxNTU1MDEyMxUCABIYFDNFQjA=';
  const { id } = await store.write((tx) => contact(tx, { waId: NUMBER }));
  await store.write((tx) =>
    tx
      .insertInto('messages')
      .values(message({ id: 'm', contact_id: id, answered_at: 1, wamid }))
      .execute(),
  );
  const use = { channelId: 'main', key: `${NUMBER}/7`, bodyHash: 'h', answer: '["m"]', now: 1 };
  await store.write((tx) => takeKey(tx, use));
  await forget(store, options());
  await store.write(async (tx) => {
    expect(await knownWamid(tx, 'main', wamid)).toMatch(/^gone:/);
    expect(await knownWamid(tx, 'main', `${wamid}x`)).toBeNull();
    expect(await takeKey(tx, use)).toEqual({ answer: '["m"]', sameBody: true });
    expect(await takeKey(tx, { ...use, key: 'another' })).toBeNull();
    // Who writes now is somebody new.
    expect((await contact(tx, { waId: NUMBER })).id).not.toBe(id);
  });
});

test('what is under way is refused by its name; ended where that is asked for, but never what runs', async () => {
  const { id } = await store.write((tx) => contact(tx, { waId: NUMBER }));
  const work = { contactId: id, payload: {}, dueAt: NOW };
  await store.write(async (tx) => {
    await tx
      .insertInto('messages')
      .values(message({ id: 'm', contact_id: id, chatwoot_state: 'queued' }))
      .execute();
    await addJob(tx, { ...work, kind: 'register', key: 'register:m' });
    await addJob(tx, { ...work, kind: 'turn', key: 'turn:m' });
    await addJob(tx, { ...work, kind: 'look', key: 'look:m' });
  });
  const open = { unread: 0, turn: 1, send: 0, register: 1, held: 0 };
  expect(await forget(store, options())).toEqual({ is: 'under way', underWay: open });
  expect(await where(NUMBER)).not.toEqual([]);
  const lease = { channelId: 'main', limit: 1, now: NOW, leaseMs: 60_000, token: 'run' };
  await store.write((tx) => claim(tx, { ...lease, kind: 'register' }));
  expect(await forget(store, options({ endWaiting: true }))).toEqual({
    is: 'under way',
    underWay: { ...open, held: 1 },
  });
  const over = options({ endWaiting: true, clock: { now: () => NOW + 60_001 } });
  expect(await forget(store, over)).toMatchObject({ is: 'forgotten' });
  const jobs = await store.db.selectFrom('jobs').select('state').execute();
  expect(jobs.map(({ state }) => state)).toEqual(['done', 'done', 'done']);
  const rows = await store.db.selectFrom('messages').selectAll().execute();
  expect(rows).toMatchObject([{ answer: 'deleted', chatwoot_state: 'off', text: '' }]);
});

test('a body about them that nobody has read yet is waited for; one that failed is emptied and not read again', async () => {
  await store.write((tx) => contact(tx, { waId: NUMBER }));
  const event = (raw: string, outcome: string | null, channel_id = 'main') =>
    store.write((tx) =>
      tx.insertInto('events').values({ channel_id, source: 'whatsapp', raw, received_at: 1, outcome }).execute(),
    );
  await event(`{"from":"${NUMBER}"}`, null);
  await event(`{"from":"${OTHER}"}`, null);
  expect(await forget(store, options())).toMatchObject({ is: 'under way', underWay: { unread: 1 } });
  await sql`update events set outcome = 'read' where id = 1`.execute(store.db);
  await event(`{"from":"${NUMBER}"}`, 'failed: why');
  await event(`{"from":"${NUMBER}"}`, 'stray: 9', '');
  // An earlier release wrote it without the 9.
  await event('{"from":"543415550123"}', 'read');
  expect(await forget(store, options())).toMatchObject({ is: 'forgotten', bodies: 4 });
  const rows = await store.db.selectFrom('events').select(['raw', 'outcome']).orderBy('id').execute();
  expect(rows).toEqual([
    { raw: '', outcome: 'read' },
    { raw: `{"from":"${OTHER}"}`, outcome: null },
    { raw: '', outcome: 'forgotten' },
    { raw: '', outcome: 'forgotten' },
    { raw: '', outcome: 'read' },
  ]);
});

test('on one channel alone: the other one knows them still; by a user id as by a number', async () => {
  await store.write((tx) => contact(tx, { waId: NUMBER, bsuid: 'AR.1234567890' }));
  const there = { channel_id: 'sur', wa_id: NUMBER, phone: `+${NUMBER}`, created_at: 1 };
  await store.write(async (tx) => {
    const { id } = await tx.insertInto('contacts').values(there).returning('id').executeTakeFirstOrThrow();
    await tx
      .insertInto('identifiers')
      .values({ channel_id: 'sur', value: `wa:${NUMBER}`, contact_id: id })
      .execute();
  });
  expect(await forget(store, options({ called: calledBy('AR.1234567890') }))).toMatchObject({
    people: [{ channelId: 'main' }],
  });
  expect((await where(NUMBER)).toSorted()).toEqual(['contacts.phone', 'contacts.wa_id', 'identifiers.value']);
  expect(await forget(store, options({ channel: 'main' }))).toMatchObject({ people: [] });
  expect(await forget(store, options())).toMatchObject({ people: [{ channelId: 'sur' }] });
  expect(await where(NUMBER, 'AR.1234567890')).toEqual([]);
});
