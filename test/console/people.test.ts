import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PersonRow } from '../../src/console/people/shapes.ts';
import { addJob } from '../../src/store/jobs.ts';
import type { Store } from '../../src/store/open.ts';
import { databases } from '../store/databases.ts';
import type { Browser } from './desk.ts';
import { openOffice, type Office } from './office.ts';

describe.each(databases)('$name', (database) => {
  let office: Office;
  let store: Store;
  let ana: Browser;
  let at: number;
  beforeEach(async () => {
    office = await openOffice(database);
    ({ store, ana, at } = office);
  });
  afterEach(() => office.close());

  const someone = (...given: Parameters<Office['someone']>) => office.someone(...given);
  const say = (given: Parameters<Office['say']>[0]) => office.say(given);
  const people = async (query: string) =>
    (await (await ana.get(`people?${query}`)).json()) as { items: PersonRow[]; next: string | null };
  const names = async (query: string) => (await people(query)).items.map((row) => row.person.name);

  test('conversations have pages, the newest first, with who answers and why, and no whole number', async () => {
    for (let n = 0; n < 120; n += 1) await someone(`54911555${String(10_000 + n)}`, `P${n}`, at - n);
    const seen: (string | null)[] = [];
    let cursor: string | null = '';
    do {
      const page = await people(`cursor=${cursor}`);
      seen.push(...page.items.map((row) => row.person.name));
      cursor = page.next;
    } while (cursor);
    expect(seen).toEqual(Array.from({ length: 120 }, (_, n) => `P${n}`));
    const [first] = (await people('')).items;
    expect(first).toMatchObject({
      person: { name: 'P0', number: '•••• 0000' },
      answers: { by: 'bot', reason: null, waits: false },
      last: null,
    });
    expect(JSON.stringify(await people(''))).not.toMatch(/\d{8}555\d/);
  });

  test('filters: who answers, who waits, who is not attended, where something was given up; and the link to Chatwoot', async () => {
    const [bea, caro, dora, eva] = [
      await someone('5491155550001', 'Bea', at - 1),
      await someone('5491155550002', 'Caro', at - 2),
      await someone('5491155550003', 'Dora', at - 3),
      await someone('5491155550004', 'Eva', at - 4),
    ];
    await store.write(async (tx) => {
      const human = { answered_by: 'human', answered_reason: 'customer_asked', answered_since: at } as const;
      await tx
        .updateTable('contacts')
        .set({ ...human, answered_remind_at: at + 1 })
        .where('id', '=', caro)
        .execute();
      await tx.updateTable('contacts').set(human).where('id', '=', dora).execute();
      await tx.updateTable('places').set({ conversation_id: 77 }).where('contact_id', '=', caro).execute();
      await addJob(tx, { kind: 'register', contactId: eva, key: 'register:x', payload: {}, dueAt: at });
      await tx.updateTable('jobs').set({ state: 'problem' }).execute();
    });
    await say({ id: 'm1', contact_id: bea, text: 'hola' });
    expect(await names('filter=human')).toEqual(['Caro', 'Dora']);
    expect(await names('filter=bot')).toEqual(['Bea', 'Eva']);
    expect(await names('filter=waiting')).toEqual(['Caro']);
    expect(await names('filter=unanswered')).toEqual(['Bea']);
    expect(await names('filter=problem')).toEqual(['Eva']);
    expect(await names('channel=other')).toEqual([]);
    expect((await people('filter=waiting')).items[0]).toMatchObject({
      answers: { by: 'human', reason: 'customer_asked', waits: true },
      conversation: 'https://chat.example.com/app/accounts/3/conversations/77',
    });
    expect((await people('filter=unanswered')).items[0]?.last).toMatchObject({
      id: 'm1',
      text: 'hola',
      author: 'customer',
    });
  });

  test('handed over and given back, once each, by the way of the API, and kept with who did it', async () => {
    const bea = await someone('5491155550001', 'Bea', at);
    const over = await ana.post(`people/${bea}/handoff`, { to: 'human' });
    expect(await over.json()).toMatchObject({ answers: { by: 'human', reason: 'api' } });
    expect(await (await ana.post(`people/${bea}/handoff`, { to: 'bot' })).json()).toMatchObject({
      answers: { by: 'bot' },
    });
    expect((await ana.post(`people/${bea}/handoff`, { to: 'nobody' })).status).toBe(422);
    const { items } = (await (await ana.get('acts')).json()) as { items: object[] };
    expect(items).toMatchObject([
      { act: 'handoff', about: `contact:${bea}`, detail: 'bot', outcome: 'done', name: 'ana' },
      { act: 'handoff', about: `contact:${bea}`, detail: 'human', outcome: 'done' },
      { act: 'login' },
    ]);
  });
});
