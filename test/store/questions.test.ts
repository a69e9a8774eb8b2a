import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../src/store/open.ts';
import { prune } from '../../src/store/prune.ts';
import {
  addQuestion,
  answerOfPerson,
  markQuestions,
  noteWhatBecame,
  questionsSince,
  type NewQuestion,
} from '../../src/store/questions.ts';
import { databases, emptyStore, type TestStore } from './databases.ts';
import { contact, message } from './rows.ts';

const HOUR = 3_600_000;

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

  const asked = (words: string, at: number, given: Partial<NewQuestion> = {}) =>
    store.write((tx) =>
      addQuestion(tx, {
        channel_id: 'main',
        contact_id: contactId,
        words,
        bot: 'faq',
        became: null,
        asked_at: at,
        ...given,
      }),
    );
  const became = (became: 'person' | 'chosen', now: number, chosen: string | null = null) =>
    store.write((tx) => noteWhatBecame(tx, contactId, { became, chosen, now }));
  const kept = () => questionsSince(store.db, { since: 0 });

  test('what becomes of the last one is noted, once, and for half a day', async () => {
    await asked('uno', 1);
    await asked('dos', 2);
    await became('chosen', 3, 'Horarios');
    await became('person', 4);
    expect((await kept()).map(({ words, became, chosen }) => [words, became, chosen])).toEqual([
      ['uno', null, null],
      ['dos', 'chosen', 'Horarios'],
    ]);
    await asked('tres', 5);
    await became('person', 5 + 13 * HOUR);
    expect((await kept()).at(-1)).toMatchObject({ words: 'tres', became: null, state: 'open' });
  });

  test('the same words right after are one question, a day later two', async () => {
    await asked('uno', 1);
    await asked('uno', 2, { became: 'person' });
    await asked('uno', 2 + 24 * HOUR);
    expect((await kept()).map(({ asked_at, became }) => [asked_at, became])).toEqual([
      [1, 'person'],
      [2 + 24 * HOUR, null],
    ]);
  });

  test('by time and channel; marked by their numbers, however many', async () => {
    await asked('uno', 1);
    await asked('dos', 2, { channel_id: 'shop' });
    await asked('tres', 3);
    expect((await questionsSince(store.db, { since: 2 })).map(({ words }) => words)).toEqual(['dos', 'tres']);
    const shop = await questionsSince(store.db, { since: 0, channel: 'shop' });
    expect(shop.map(({ words }) => words)).toEqual(['dos']);
    const others = Array.from({ length: 1_200 }, (_, n) => 1_000_000 + n);
    await store.write((tx) => markQuestions(tx, [...others, shop[0]!.id], 'done'));
    expect((await kept()).map(({ state }) => state)).toEqual(['open', 'done', 'open']);
  });

  test('what a person answered within a day is found', async () => {
    await asked('uno', 10);
    const [row] = await kept();
    expect(await answerOfPerson(store.db, row!)).toBeNull();
    const says = (id: string, given: object) =>
      store.write((tx) =>
        tx
          .insertInto('messages')
          .values(message({ id, contact_id: contactId, ...given }))
          .execute(),
      );
    await says('before', { author: 'agent', text: 'antes', created_at: 5 });
    await says('bot', { author: 'bot', text: 'bot', created_at: 11 });
    await says('late', { author: 'agent', text: 'tarde', created_at: 11 + 25 * HOUR });
    expect(await answerOfPerson(store.db, row!)).toBeNull();
    await says('then', { author: 'agent', text: 'sí, tenemos', created_at: 20 });
    expect(await answerOfPerson(store.db, row!)).toBe('sí, tenemos');
  });

  test('old ones go, whatever became of them', async () => {
    await asked('uno', 1);
    await asked('dos', 4_999, { became: 'person' });
    await asked('tres', 5_000);
    expect((await prune(store, 5_000)).questions).toBe(2);
    expect((await kept()).map(({ words }) => words)).toEqual(['tres']);
  });
});
