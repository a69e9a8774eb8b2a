import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addJob, claim, finish, putBack } from '../../../src/store/jobs.ts';
import { contactOf } from '../../../src/store/people/contacts.ts';
import { applyIdentityChange, type IdentityChange } from '../../../src/store/people/identity.ts';
import type { Store } from '../../../src/store/open.ts';
import { changePlace, currentPlace, type PlaceChange } from '../../../src/store/people/places.ts';
import type { Contact } from '../../../src/store/tables.ts';
import { e164, matchKey } from '../../../src/whatsapp/numbers.ts';
import { databases, emptyStore, type TestStore } from '../databases.ts';
import { contact, message, person } from '../rows.ts';

describe.each(databases)('$name', (database) => {
  let opened: TestStore;
  let store: Store;
  beforeEach(async () => {
    opened = await emptyStore(database);
    ({ store } = opened);
  });
  afterEach(() => opened.close());

  const seen = (given: Parameters<typeof contact>[1]) => store.write((tx) => contact(tx, given));
  const change = (contactId: number, given: Partial<IdentityChange>) =>
    store.write((tx) =>
      applyIdentityChange(tx, {
        channelId: 'main',
        contactId,
        newWaId: null,
        newBsuid: null,
        newLineKey: given.newWaId ? matchKey(given.newWaId) : null,
        newPhone: e164(given.newWaId ?? null),
        ...given,
      }),
    );
  const set = (id: number, values: Partial<Contact>) =>
    store.write((tx) => tx.updateTable('contacts').set(values).where('id', '=', id).execute());
  const fill = (id: number, values: PlaceChange) =>
    store.write(async (tx) => changePlace(tx, await currentPlace(tx, id), values));
  const lane = (kind: string, id: number) =>
    store.db
      .selectFrom('jobs')
      .select(['id', 'key', 'state'])
      .where('lane', '=', `${kind}:${id}`)
      .orderBy('id')
      .execute();
  const add = (contactId: number, key: string) =>
    store.write((tx) => addJob(tx, { kind: 'register', contactId, key, payload: {}, dueAt: 0 }));
  const take = async (token = 'a', limit = 10, now = 10) =>
    store.write((tx) => claim(tx, { channelId: 'main', kind: 'register', limit, now, leaseMs: 60_000, token }));

  test('the same number, the same id and both together are one contact', async () => {
    const first = await seen({ waId: '5491155550123', name: 'Ana' });
    expect(first).toMatchObject({ wa_id: '5491155550123', bsuid: null, phone: '+5491155550123', name: 'Ana' });
    const both = await seen({ waId: '5491155550123', bsuid: 'AR.1' });
    expect(both).toMatchObject({ id: first.id, bsuid: 'AR.1', name: 'Ana' });
    expect(await seen({ bsuid: 'AR.1', name: 'Ana P.' })).toMatchObject({
      id: first.id,
      wa_id: '5491155550123',
      name: 'Ana P.',
    });
  });

  test.each([
    ['Mexico', '5215555550111', '525555550111'],
    ['Argentina', '5491155550123', '541155550123'],
    ['Brazil', '5511985550123', '551185550123'],
  ])('%s: both spellings are one person, answered at the address last received', async (_, one, other) => {
    const first = await seen({ waId: one });
    const second = await seen({ waId: other });
    expect(second).toMatchObject({ id: first.id, wa_id: other });
    expect(await seen({ waId: one })).toMatchObject({ id: first.id, wa_id: one });
  });

  test('a number and an id known apart are joined when they come together: messages, lanes, conversation and handoff', async () => {
    const number = await seen({ waId: '5491155550123' });
    const id = await seen({ bsuid: 'AR.1' });
    expect(id.id).not.toBe(number.id);
    await store.write((tx) =>
      tx
        .insertInto('messages')
        .values(message({ id: 'm1', contact_id: number.id }))
        .execute(),
    );
    await add(id.id, 'a1');
    await add(number.id, 'b1');
    await add(id.id, 'a2');
    await add(number.id, 'b2');
    await set(number.id, { answered_by: 'human', answered_reason: 'customer_asked', last_inbound_at: 500 });
    await set(number.id, { answered_remind_at: 600, answered_give_back_at: 700 });
    await set(id.id, { last_inbound_at: 400 });
    await fill(number.id, { source_id: '5491155550123', conversation_id: 7, last_incoming_id: 99 });

    const joined = await seen({ waId: '5491155550123', bsuid: 'AR.1' });
    expect(joined).toMatchObject({
      id: id.id,
      wa_id: '5491155550123',
      bsuid: 'AR.1',
      answered_by: 'human',
      last_inbound_at: 500,
    });
    const inHands = await store.db.selectFrom('contacts').select('id').where('answered_by', '=', 'human').execute();
    expect(inHands).toEqual([{ id: id.id }]);
    const waits = store.db.selectFrom('contacts').select('id').where('answered_remind_at', 'is not', null);
    expect(await waits.execute()).toEqual([{ id: id.id }]);
    expect(await currentPlace(store.db, id.id)).toMatchObject({
      source_id: '5491155550123',
      conversation_id: 7,
      last_incoming_id: 99,
    });
    expect(await lane('register', number.id)).toEqual([]);
    expect((await lane('register', id.id)).map(({ key, state }) => [key, state])).toEqual([
      ['a1', 'ready'],
      ['b1', 'waiting'],
      ['a2', 'waiting'],
      ['b2', 'waiting'],
    ]);
    const moved = await store.db.selectFrom('messages').select('contact_id').executeTakeFirstOrThrow();
    expect(moved.contact_id).toBe(id.id);
    expect(await seen({ waId: '541155550123' })).toMatchObject({ id: id.id });
  });

  test('a job that runs while its lane is joined is settled in the new lane, which goes on', async () => {
    const number = await seen({ waId: '5491155550123' });
    const id = await seen({ bsuid: 'AR.1' });
    await add(number.id, 'b1');
    const [running] = await take();
    await add(number.id, 'b2');
    await seen({ waId: '5491155550123', bsuid: 'AR.1' });
    expect(await take('b')).toEqual([]);
    await store.write((tx) => finish(tx, running!, 20));
    expect((await take('b')).map(({ key, contact_id }) => [key, contact_id])).toEqual([['b2', id.id]]);
  });

  test('two that run while their lanes are joined leave one head, the oldest, however they end', async () => {
    const number = await seen({ waId: '5491155550123' });
    const id = await seen({ bsuid: 'AR.1' });
    await add(number.id, 'b1');
    await add(id.id, 'a1');
    const running = await take();
    expect(running.map(({ key }) => key)).toEqual(['b1', 'a1']);
    await seen({ waId: '5491155550123', bsuid: 'AR.1' });
    const later = { reason: 'x', now: 10, dueAt: 15, effect: 'not begun', counts: true };
    await store.write((tx) => putBack(tx, running[1]!, later));
    expect(await take('b', 10, 16)).toEqual([]);
    await store.write((tx) => putBack(tx, running[0]!, later));
    expect((await lane('register', id.id)).map(({ key, state }) => [key, state])).toEqual([
      ['b1', 'ready'],
      ['a1', 'waiting'],
    ]);
  });

  test('a head whose outcome is not known stays the head when an older job joins its lane', async () => {
    const number = await seen({ waId: '5491155550123' });
    await add(number.id, 'b1');
    const id = await seen({ bsuid: 'AR.1' });
    await add(id.id, 'a1');
    const [, unclear] = await take();
    expect(unclear?.key).toBe('a1');
    const later = { reason: 'x', now: 10, dueAt: 500, effect: 'not begun', counts: true };
    await store.write((tx) => putBack(tx, unclear!, { ...later, effect: 'unclear 10 1' }));
    const [other] = await store.db.selectFrom('jobs').selectAll().where('key', '=', 'b1').execute();
    await store.write((tx) => putBack(tx, other!, later));
    await seen({ waId: '5491155550123', bsuid: 'AR.1' });
    expect((await lane('register', id.id)).map(({ key, state }) => [key, state])).toEqual([
      ['b1', 'waiting'],
      ['a1', 'ready'],
    ]);
  });

  test('a number given away: its new owner is somebody else, the old one keeps id and history', async () => {
    const old = await seen({ waId: '5491155550123', bsuid: 'AR.1' });
    const fresh = await seen({ waId: '5491155550123', bsuid: 'AR.2' });
    expect(fresh.id).not.toBe(old.id);
    expect(await seen({ waId: '5491155550123' })).toMatchObject({ id: fresh.id });
    expect(await seen({ bsuid: 'AR.1' })).toMatchObject({ id: old.id, wa_id: null });
  });

  test('a number that goes to somebody already known only moves', async () => {
    const old = await seen({ waId: '5491155550123', bsuid: 'AR.1' });
    const known = await seen({ waId: '5491155550199', bsuid: 'AR.2' });
    await add(old.id, 'a1');
    expect(await seen({ waId: '5491155550123', bsuid: 'AR.2' })).toMatchObject({
      id: known.id,
      wa_id: '5491155550123',
    });
    expect(await lane('register', old.id)).toHaveLength(1);
    expect(await seen({ bsuid: 'AR.1' })).toMatchObject({ id: old.id, wa_id: null });
  });

  test('number and id changes keep the contact, and what was written by the new name before the news', async () => {
    const ana = await seen({ waId: '5491155550123', bsuid: 'AR.1' });
    const early = await seen({ waId: '5491155550199' });
    await add(early.id, 'e1');
    await change(ana.id, { newWaId: '5491155550199', newBsuid: 'AR.9' });
    expect(await seen({ waId: '5491155550199', bsuid: 'AR.9' })).toMatchObject({
      id: ana.id,
      wa_id: '5491155550199',
      phone: '+5491155550199',
      bsuid: 'AR.9',
    });
    expect(await lane('register', ana.id)).toHaveLength(1);
    expect(await seen({ bsuid: 'AR.1' })).toMatchObject({ id: ana.id });
  });

  test('a new number that belongs to another id is taken over without that person', async () => {
    const ana = await seen({ waId: '5491155550123', bsuid: 'AR.1' });
    const other = await seen({ waId: '5491155550199', bsuid: 'AR.2' });
    await add(other.id, 'o1');
    await change(ana.id, { newWaId: '5491155550199' });
    expect(await seen({ waId: '5491155550199' })).toMatchObject({ id: ana.id });
    expect(await seen({ bsuid: 'AR.2' })).toMatchObject({ id: other.id });
    expect(await lane('register', other.id)).toHaveLength(1);
  });

  test('channels know nothing of each other', async () => {
    const here = await seen({ waId: '5491155550123' });
    const there = await store.write((tx) =>
      contactOf(tx, { ...person({ waId: '5491155550123' }), channelId: 'other' }),
    );
    expect(there.id).not.toBe(here.id);
  });
});
