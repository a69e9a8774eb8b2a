import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { oldOf } from '../../src/service/pruning.ts';
import { prune } from '../../src/store/prune.ts';
import { beginCall, saveStep } from '../../src/store/turn-steps.ts';
import { addTurn, endTurn, openTurns } from '../../src/store/turns.ts';
import type { Store } from '../../src/store/open.ts';
import type { JobState, NewMessage } from '../../src/store/tables.ts';
import { databases, emptyStore, type TestStore } from './databases.ts';
import { contact, message } from './rows.ts';

describe.each(databases)('$name', (database) => {
  let opened: TestStore;
  let store: Store;
  let contactId: number;
  beforeEach(async () => {
    opened = await emptyStore(database);
    ({ store } = opened);
    contactId = (await store.write((tx) => contact(tx, { waId: '5491155550123' }))).id;
  });
  afterEach(() => opened.close());

  const addMessage = (id: string, given: Partial<NewMessage> = {}) =>
    store.write((tx) =>
      tx
        .insertInto('messages')
        .values(message({ id, contact_id: contactId, chatwoot_state: 'registered', answered_at: 1, ...given }))
        .execute(),
    );
  const addJob = (key: string, state: JobState, finished_at: number | null) =>
    store.write((tx) =>
      tx
        .insertInto('jobs')
        .values({
          kind: 'send',
          lane: 'send:1',
          contact_id: contactId,
          key,
          payload: '{}',
          state,
          due_at: 0,
          created_at: 0,
          finished_at,
        })
        .execute(),
    );
  const ids = async (table: 'messages' | 'sends') =>
    (await store.db.selectFrom(table).select('id').orderBy('id').execute()).map(({ id }) => id);

  test('each kind may be kept longer or shorter than the rest; acts of the console go only where that is said', async () => {
    const event = { source: 'whatsapp', raw: '{}', received_at: 4_000, outcome: 'read' };
    const act = { at: 4_000, name: 'ana', role: 'see' as const, act: 'login', about: null, detail: null };
    await store.write(async (tx) => {
      await tx.insertInto('events').values(event).execute();
      await tx.insertInto('console_acts').values(act).execute();
    });
    await addMessage('m', { created_at: 4_000 });
    expect(await prune(store, 3_000)).toMatchObject({ events: 0, messages: 0, acts: 0 });
    expect(await prune(store, 3_000, { kinds: { events: 5_000 } })).toMatchObject({ events: 1, messages: 0, acts: 0 });
    expect(await prune(store, 5_000, { kinds: { messages: 3_000, acts: 5_000 } })).toMatchObject({
      messages: 0,
      acts: 1,
    });
    const retention = { events: 2, messages: null, turns: null, questions: null, acts: 1, problems: 3, files: 1 };
    expect(oldOf({ retention }, 10 * 86_400_000)).toEqual({
      events: 8 * 86_400_000,
      acts: 9 * 86_400_000,
      problems: 7 * 86_400_000,
    });
  });

  test('old events go, unread and new ones stay', async () => {
    const event = (received_at: number, outcome: string | null) =>
      store.write((tx) =>
        tx.insertInto('events').values({ source: 'whatsapp', raw: '{}', received_at, outcome }).execute(),
      );
    await event(1, 'read');
    await event(1, null);
    await event(9_000, 'read');
    expect((await prune(store, 5_000))['events']).toBe(1);
    const left = await store.db.selectFrom('events').select(['received_at', 'outcome']).orderBy('id').execute();
    expect(left).toEqual([
      { received_at: 1, outcome: null },
      { received_at: 9_000, outcome: 'read' },
    ]);
  });

  test('ended turns go with what was done in them; open and new ones stay', async () => {
    const part = (turnId: string) => ({ turnId, bot: 'b' });
    for (const [id, endedAt] of [
      ['old', 1],
      ['new', 9_000],
      ['open', null],
    ] as const)
      await store.write(async (tx) => {
        await addTurn(tx, { id, channel_id: 'main', contact_id: contactId, messages: '[]', words: '', begun_at: 1 });
        await saveStep(tx, part(id), { step: 0, answer: '1', usage: null, now: 1 });
        await beginCall(tx, part(id), { step: 0, position: 0, name: 'n', arguments: '{}', key: id }, 1);
        if (endedAt !== null) await endTurn(tx, id, { outcome: 'bot', bot: 'b', now: endedAt });
      });
    expect((await prune(store, 5_000)).turns).toBe(1);
    const left = async (table: 'turn_steps' | 'tool_calls') =>
      (await store.db.selectFrom(table).select('turn_id').orderBy('turn_id').execute()).map((row) => row.turn_id);
    expect(await left('turn_steps')).toEqual(['new', 'open']);
    expect(await left('tool_calls')).toEqual(['new', 'open']);
    expect((await openTurns(store.db, contactId)).map(({ id }) => id)).toEqual(['open']);
  });

  test('finished jobs go; problems, also late ones, and waiting work stay', async () => {
    await addJob('done', 'done', 1);
    await addJob('new', 'done', 9_000);
    await addJob('late problem', 'problem', 1);
    await addJob('problem', 'problem', null);
    await addJob('ready', 'ready', null);
    await addJob('waiting', 'waiting', null);
    await prune(store, 5_000);
    const left = await store.db.selectFrom('jobs').select('key').orderBy('key').execute();
    expect(left.map(({ key }) => key)).toEqual(['late problem', 'new', 'problem', 'ready', 'waiting']);
  });

  test('messages of finished exchanges go, with their sends', async () => {
    await addMessage('old');
    await addMessage('bot', { author: 'bot', answered_at: null, whatsapp_state: 'read' });
    await store.write((tx) =>
      tx.insertInto('sends').values({ id: 'bot', message_id: 'bot', part: 0, payload: '{}', state: 'read' }).execute(),
    );
    await addJob('send:bot', 'done', 1);
    expect((await prune(store, 5_000))['messages']).toBe(2);
    expect(await ids('messages')).toEqual([]);
    expect(await ids('sends')).toEqual([]);
  });

  test.each<[string, Partial<NewMessage>]>([
    ['new', { created_at: 9_000 }],
    ['not yet registered', { chatwoot_state: 'queued' }],
    ['not yet answered', { answered_at: null }],
    ['not yet sent', { author: 'bot', whatsapp_state: 'queued' }],
  ])('stays: %s', async (_, given) => {
    await addMessage('m', given);
    await prune(store, 5_000);
    expect(await ids('messages')).toEqual(['m']);
  });

  test('a message whose registering is a problem stays until the operator has decided', async () => {
    await addMessage('m', { chatwoot_state: 'problem' });
    await addJob('register:m', 'problem', null);
    await prune(store, 5_000);
    expect(await ids('messages')).toEqual(['m']);
    await store.write((tx) => tx.updateTable('jobs').set({ state: 'done', finished_at: 1 }).execute());
    await prune(store, 5_000);
    expect(await ids('messages')).toEqual([]);
  });

  test('what a problem of sending needs for another try stays, part by part', async () => {
    await addMessage('m', { author: 'bot', answered_at: null, whatsapp_state: 'failed' });
    for (const [part, id] of ['m', 'm.1'].entries()) {
      await store.write((tx) =>
        tx.insertInto('sends').values({ id, message_id: 'm', part, payload: '{}', state: 'failed' }).execute(),
      );
    }
    await addJob('send:m.1', 'problem', 1);
    await prune(store, 5_000);
    expect(await ids('sends')).toEqual(['m', 'm.1']);
    await store.write((tx) => tx.updateTable('jobs').set({ state: 'done' }).execute());
    await prune(store, 5_000);
    expect(await ids('messages')).toEqual([]);
  });

  test('in small pieces, with a rest after each; what must stay is looked at once', async () => {
    await store.write(async (tx) => {
      for (let n = 0; n < 300; n++)
        await tx
          .insertInto('messages')
          .values(message({ id: `m${n}`, contact_id: contactId, answered_at: n % 3 === 0 ? null : 1 }))
          .execute();
    });
    let rests = 0;
    const before = [...(await ids('messages'))].length;
    const rest = async () => {
      rests += 1;
      // Between two pieces everybody else may write.
      await store.write((tx) =>
        tx
          .updateTable('contacts')
          .set({ name: String(rests) })
          .execute(),
      );
    };
    const { messages } = await prune(store, 5_000, { rest });
    expect(messages).toBe(200);
    expect(before - (await ids('messages')).length).toBe(200);
    expect(rests).toBeGreaterThanOrEqual(6);
    expect(rests).toBeLessThan(12);
  });

  test('a stop ends it after the piece that runs', async () => {
    await store.write(async (tx) => {
      for (let n = 0; n < 300; n++)
        await tx
          .insertInto('messages')
          .values(message({ id: `m${n}`, contact_id: contactId, answered_at: 1 }))
          .execute();
    });
    const stopping = new AbortController();
    const rest = () => Promise.resolve(stopping.abort());
    await prune(store, 5_000, { rest, signal: stopping.signal });
    const left = (await ids('messages')).length;
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(300);
  });

  test('more than one batch', async () => {
    await store.write(async (tx) => {
      for (let n = 0; n < 1_203; n++) {
        await tx
          .insertInto('messages')
          .values(message({ id: `m${n}`, contact_id: contactId, answered_at: 1 }))
          .execute();
      }
    });
    await prune(store, 5_000);
    expect(await ids('messages')).toEqual([]);
  });
});
