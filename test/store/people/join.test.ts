import { afterEach, beforeEach, expect, test } from 'vitest';
import { addJob } from '../../../src/store/jobs.ts';
import { botState, setBotState } from '../../../src/store/bot-states.ts';
import { joinRules } from '../../../src/store/people/join.ts';
import type { Store } from '../../../src/store/open.ts';
import {
  changePlace,
  currentPlace,
  placeOfMessage,
  placesOf,
  type PlaceChange,
} from '../../../src/store/people/places.ts';
import { addQuestion } from '../../../src/store/questions.ts';
import { addTurn, openTurns } from '../../../src/store/turns.ts';
import { noteHandoff } from '../../../src/store/reports/handoffs.ts';
import { emptyStore, type TestStore } from '../databases.ts';
import { contact, message } from '../rows.ts';

let opened: TestStore;
let store: Store;
beforeEach(async () => {
  opened = await emptyStore();
  ({ store } = opened);
});
afterEach(() => opened.close());

const seen = (given: Parameters<typeof contact>[1]) => store.write((tx) => contact(tx, given));
const fill = (id: number, values: PlaceChange) =>
  store.write(async (tx) => changePlace(tx, await currentPlace(tx, id), values));
const add = (contactId: number, key: string) =>
  store.write((tx) => addJob(tx, { kind: 'register', contactId, key, payload: {}, dueAt: 0 }));

test('two who both have a conversation keep both; the number’s goes on, and each message is known where it stands', async () => {
  const number = await seen({ waId: '5491155550123' });
  const id = await seen({ bsuid: 'AR.1' });
  for (const [contactId, message_id, conversation_id] of [
    [number.id, 11, 7],
    [id.id, 12, 8],
  ] as const) {
    await fill(contactId, { source_id: `s${conversation_id}`, conversation_id, looked_at: conversation_id });
    const row = message({ id: `m${message_id}`, contact_id: contactId, chatwoot_message_id: message_id });
    await store.write((tx) => tx.insertInto('messages').values(row).execute());
  }
  await seen({ waId: '5491155550123', bsuid: 'AR.1' });
  expect(await placesOf(store.db, id.id)).toMatchObject([
    { conversation_id: 7, looked_at: 7, current: 1 },
    { conversation_id: 8, looked_at: 8, current: 0 },
  ]);
  expect((await placeOfMessage(store.db, 'm11')).conversation_id).toBe(7);
  expect((await placeOfMessage(store.db, 'm12')).conversation_id).toBe(8);
  expect(await placesOf(store.db, number.id)).toEqual([]);
});

const moved = ['identifiers', 'jobs', 'messages', 'places', 'turns', 'bot_states', 'questions', 'handoffs'] as const;

test('every column of a person has a rule for joining two, and every table that names a person is moved', async () => {
  const tables = await store.db.introspection.getTables();
  const columns = (name: string) => tables.find((it) => it.name === name)?.columns.map((it) => it.name);
  expect(Object.keys(joinRules).toSorted()).toEqual(columns('contacts')?.toSorted());
  const naming = tables.filter((it) => it.columns.some(({ name }) => name === 'contact_id')).map(({ name }) => name);
  expect(naming.toSorted()).toEqual([...moved].toSorted());
  const number = await seen({ waId: '5491155550123', name: 'Ana', now: 5 });
  const id = await seen({ bsuid: 'AR.1', now: 9 });
  for (const [n, { id: contactId }] of [number, id].entries()) {
    await add(contactId, `j${n}`);
    const row = message({ id: `m${n}`, contact_id: contactId });
    await store.write(async (tx) => {
      await tx.insertInto('messages').values(row).execute();
      const turn = { id: `t${n}`, channel_id: 'main', contact_id: contactId, messages: '[]', words: '', begun_at: n };
      await addTurn(tx, turn);
      await addQuestion(tx, {
        channel_id: 'main',
        contact_id: contactId,
        words: `q${n}`,
        bot: null,
        became: null,
        asked_at: n,
      });
      await noteHandoff(tx, contactId, { did: 'began', cause: 'customer_asked', answered: false }, 7 - n);
      for (const bot of ['both', `only${n}`]) await setBotState(tx, { contactId, bot, value: n, now: n });
    });
  }
  expect(await seen({ waId: '5491155550123', bsuid: 'AR.1' })).toMatchObject({ name: 'Ana', created_at: 5 });
  for (const table of moved) {
    const left = await store.db.selectFrom(table).selectAll().where('contact_id', '=', number.id).execute();
    expect(left, table).toEqual([]);
  }
  expect((await openTurns(store.db, id.id)).map((turn) => turn.id)).toEqual(['t0', 't1']);
  const kept = await Promise.all(['both', 'only0', 'only1'].map((bot) => botState(store.db, id.id, bot)));
  expect(kept.map(({ value }) => value)).toEqual([1, 0, 1]);
  // Both were in human hands: the older time goes on.
  const handoffs = await store.db.selectFrom('handoffs').selectAll().orderBy('began_at').execute();
  expect(handoffs.map(({ began_at: at, ended_by: by }) => [Number(at), by])).toEqual([
    [6, null],
    [7, 'joined'],
  ]);
});
