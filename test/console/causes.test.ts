import { afterEach, beforeEach, expect, test } from 'vitest';
import { causeOf } from '../../src/console/problems/cause.ts';
import { causes, idsOfCause, problemsOfCause } from '../../src/console/problems/causes.ts';
import { dropProblems, retryProblems } from '../../src/queue/problems.ts';
import type { Store } from '../../src/store/open.ts';
import type { JobKind } from '../../src/store/tables.ts';
import { emptyStore, type TestStore } from '../store/databases.ts';
import { people } from '../store/rows.ts';

let opened: TestStore;
let store: Store;
beforeEach(async () => {
  opened = await emptyStore();
  ({ store } = opened);
  await people(store, 60);
});
afterEach(() => opened.close());

interface Given {
  reason: string;
  channel?: string;
  kind?: JobKind;
  payload?: object;
  person?: number;
  at?: number;
}

let jobs = 0;
async function give(...all: Given[]): Promise<void> {
  const rows = all.map(({ reason, channel = 'main', kind = 'register', payload = {}, person = 1, at = 1_000 }) => {
    jobs += 1;
    return {
      ...{ kind, channel_id: channel, contact_id: person, lane: `${kind}:${person}`, key: `${kind}:${jobs}` },
      ...{ payload: JSON.stringify(payload), state: 'problem' as const, due_at: 0, created_at: at },
      ...{ last_error: reason, fix: 'mend it' },
    };
  });
  for (let from = 0; from < rows.length; from += 500)
    await store.write((tx) =>
      tx
        .insertInto('jobs')
        .values(rows.slice(from, from + 500))
        .execute(),
    );
}

test('problems of one cause stand together, most first, whatever ids are in the reason', async () => {
  await give(
    { reason: 'Chatwoot, POST /conversations/81/messages: answered 422', person: 1, at: 5 },
    { reason: 'Chatwoot, POST /conversations/977/messages: answered 422', person: 2, at: 9 },
    { reason: 'Chatwoot, POST /conversations/81/messages: answered 422', person: 1, at: 7 },
    { reason: 'WhatsApp answered 131047', kind: 'send', payload: { send: 'm.1' } },
    { reason: 'WhatsApp answered 131026', kind: 'send' },
  );
  const { causes: found, count, more } = await causes(store.db);
  expect({ count, more }).toEqual({ count: 5, more: false });
  expect(found.map(({ what, count: of, people: who }) => [what, of, who])).toEqual([
    ['message', 3, 2],
    ['send', 1, 1],
    ['send', 1, 1],
  ]);
  expect(found[0]).toMatchObject({ oldest: 5, newest: 9, fix: 'mend it', channel: 'main' });
  expect(found[0]!.reason).toContain('/977/');
});

test('two channels, two kinds of work and two codes are two causes', () => {
  const one = { channel: 'main', what: 'send', reason: 'refused (131047)', fix: 'wait' } as const;
  const others = [
    { ...one, channel: 'other' },
    { ...one, what: 'message' as const },
    { ...one, reason: 'refused (131026)' },
    { ...one, fix: 'hurry' },
  ];
  expect(new Set([one, ...others].map(causeOf)).size).toBe(5);
  const told = (id: string) => causeOf({ ...one, reason: `the message ${id} was not taken` });
  expect(told('0192f0a1-7c3e-7aaa-8bbb-0123456789ab')).toBe(told('0192f0a1-7c3e-7aaa-8bbb-ba9876543210'));
  expect(told('wamid.HBgNNTQ5MTE1NTU1MDAxMhUC')).toBe(told('wamid.HBgNNTQ5MzQxNTU1MDAxMhUD'));
});

test('the list of a cause goes on where it ended, and its numbers are all of them', async () => {
  await give(...Array.from({ length: 130 }, (_, n) => ({ reason: n % 2 ? 'odd' : 'even', person: (n % 50) + 1 })));
  const odd = (await causes(store.db)).causes.find(({ reason }) => reason === 'odd')!.id;
  const all: number[] = [];
  for (let after = 0; ;) {
    const page = await problemsOfCause(store.db, { cause: odd, after, limit: 20 });
    all.push(...page.map(({ id }) => id));
    if (page.length < 20) break;
    after = page.at(-1)!.id;
  }
  expect(all).toHaveLength(65);
  expect(all).toEqual(await idsOfCause(store.db, odd));
  expect(await problemsOfCause(store.db, { cause: 'none', after: 0, limit: 20 })).toEqual([]);
});

test('only of one channel; what is retried or dropped is gone, and a note stays with what was dropped', async () => {
  await give({ reason: 'a' }, { reason: 'a', channel: 'norte' }, { reason: 'b', channel: 'norte' });
  const norte = await causes(store.db, { channel: 'norte' });
  expect(norte.causes.map(({ reason }) => reason).sort()).toEqual(['a', 'b']);
  const idOf = (reason: string) => norte.causes.find((cause) => cause.reason === reason)!.id;
  const [a] = await idsOfCause(store.db, idOf('a'));
  const [b] = await idsOfCause(store.db, idOf('b'));
  await dropProblems(store, { of: [a!], now: 50, note: 'answered by phone' });
  await retryProblems(store, { of: [b!], now: 50 });
  expect((await causes(store.db, { channel: 'norte' })).causes).toEqual([]);
  expect((await causes(store.db)).count).toBe(1);
  const dropped = await store.db.selectFrom('jobs').selectAll().where('id', '=', a!).executeTakeFirstOrThrow();
  expect(dropped).toMatchObject({ state: 'done', last_error: 'a', fix: 'answered by phone' });
});

test('it counts no further than ten thousand', async () => {
  await give(...Array.from({ length: 10_300 }, (_, n) => ({ reason: 'Chatwoot is full', person: (n % 60) + 1 })));
  const found = await causes(store.db);
  expect(found).toMatchObject({ count: 10_000, more: true, causes: [{ count: 10_000, people: 60 }] });
});
