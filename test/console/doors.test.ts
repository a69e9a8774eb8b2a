import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { actsBefore } from '../../src/store/console/acts.ts';
import { contactOf } from '../../src/store/people/contacts.ts';
import type { Store } from '../../src/store/open.ts';
import { databases, emptyStore, type TestStore } from '../store/databases.ts';
import { person } from '../store/rows.ts';
import { addPerson, openDesk, type ConsoleDesk } from './desk.ts';

describe.each(databases)('$name', (database) => {
  let opened: TestStore;
  let store: Store;
  let desk: ConsoleDesk;
  beforeEach(async () => {
    opened = await emptyStore(database);
    ({ store } = opened);
    desk = await openDesk(store);
    await addPerson(store, 'ana', 'operate');
    await addPerson(store, 'beto', 'see');
  });
  afterEach(async () => {
    await desk.console.close();
    await opened.close();
  });

  const path = (door: { path: string }) => door.path.slice(1).replace(/:\w+/g, '1');
  const acts = async () => (await actsBefore(store.db, null, 1_000)).filter(({ act }) => act !== 'login');

  test('every door wants a session, and every act the role, the token of the page, JSON and a page of ours', async () => {
    const { doors } = desk.console;
    expect(doors.length).toBeGreaterThan(2);
    const [ana, beto] = [await desk.login(), await desk.login('beto')];
    for (const door of doors) {
      const method = door.method.toUpperCase();
      const body = method === 'POST' ? { body: '{}' } : {};
      const json = { 'content-type': 'application/json' };
      const status = async (headers: Record<string, string>) =>
        (await desk.ask(`api/${path(door)}`, { method, headers: { ...json, ...headers }, ...body })).status;
      const name = `${method} ${door.path}`;
      expect(await status({}), name).toBe(401);
      expect(await status({ cookie: `optiatiende_console=${'x'.repeat(43)}` }), name).toBe(401);
      if (door.act === null) continue;
      expect(door.role, name).toBe('operate');
      expect(await status({ cookie: beto.cookie, 'x-csrf-token': beto.csrf }), name).toBe(403);
      for (const wrong of [
        {},
        { 'x-csrf-token': '' },
        { 'x-csrf-token': beto.csrf },
        { 'x-csrf-token': ana.csrf, origin: 'https://elsewhere.example' },
        { 'x-csrf-token': ana.csrf, 'sec-fetch-site': 'cross-site' },
      ])
        expect(await status({ cookie: ana.cookie, ...wrong }), name).toBe(403);
      expect(await status({ cookie: ana.cookie, 'x-csrf-token': ana.csrf, 'content-type': 'text/plain' })).toBe(415);
    }
    // Nobody did anything; that beto tried is kept.
    const tried = await acts();
    expect(tried.every(({ name, outcome }) => name === 'beto' && outcome === 'refused: role')).toBe(true);
    expect(tried.map(({ act }) => act).toSorted()).toEqual(
      doors.flatMap(({ act }) => (act === null ? [] : [act])).toSorted(),
    );
  });

  test('a whole number is given to who may operate, and that is kept without the number', async () => {
    const { id } = await store.write((tx) => contactOf(tx, person({ waId: '5491155550123' })));
    const ana = await desk.login();
    const answer = await ana.post(`people/${id}/number`);
    expect(await answer.json()).toEqual({ number: '+5491155550123' });
    expect((await ana.post('people/999/number')).status).toBe(404);
    expect((await ana.post('people/x/number')).status).toBe(404);
    const { items } = (await (await ana.get('acts')).json()) as { items: object[] };
    expect(items).toMatchObject([
      { act: 'number.show', about: null, outcome: 'refused: unknown' },
      { act: 'number.show', about: null, outcome: 'refused: unknown' },
      { name: 'ana', act: 'number.show', about: `contact:${id}`, outcome: 'done' },
      { act: 'login' },
    ]);
    expect(JSON.stringify(items) + desk.log.join('')).not.toContain('5550123');
  });

  test('the list of acts has pages', async () => {
    const ana = await desk.login();
    for (let at = 0; at < 60; at += 1) await ana.post('people/999/number');
    const first = (await (await ana.get('acts')).json()) as { items: { id: number }[]; next: string };
    const rest = (await (await ana.get(`acts?cursor=${first.next}`)).json()) as typeof first;
    expect([first.items.length, rest.items.length, rest.next]).toEqual([50, 11, null]);
    expect(rest.items[0]?.id).toBe((first.items.at(-1)?.id ?? 0) - 1);
    expect((await ana.get('acts?cursor=bm9uc2Vuc2U')).status).toBe(200);
  });

  test('a ledger that cannot be asked is told as that, and nothing of ours that failed is told to the page', async () => {
    const ana = await desk.login();
    await opened.close();
    const answer = await ana.get('acts');
    expect(answer.status).toBeGreaterThanOrEqual(500);
    expect(await answer.text()).not.toMatch(/select|\.ts:/i);
  });
});
