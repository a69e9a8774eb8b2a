import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hashPassword, isPassword } from '../../src/console/access/password.ts';
import { actsBefore } from '../../src/store/console/acts.ts';
import type { Store } from '../../src/store/open.ts';
import { databases, emptyStore, type TestStore } from '../store/databases.ts';
import { addPerson, CHEAP, openDesk, PASSWORD, type ConsoleDesk } from './desk.ts';

describe.each(databases)('$name', (database) => {
  let opened: TestStore;
  let store: Store;
  let desk: ConsoleDesk;
  beforeEach(async () => {
    opened = await emptyStore(database);
    ({ store } = opened);
    desk = await openDesk(store);
  });
  afterEach(async () => {
    await desk.console.close();
    await opened.close();
  });

  const json = { 'content-type': 'application/json' };
  const tries = (name: string, password: string, headers: Record<string, string> = {}) =>
    desk.ask('api/login', {
      method: 'POST',
      headers: { ...json, ...headers },
      body: JSON.stringify({ name, password }),
    });
  const state = async (cookie = '') =>
    (await (await desk.ask('api/session', { headers: cookie ? { cookie } : {} })).json()) as Record<string, string>;
  const acts = async () =>
    (await actsBefore(store.db, null, 100)).map(({ name, act, outcome }) => [name, act, outcome]);

  test('it is off until there is a password, and nobody may come in', async () => {
    expect(await state()).toEqual({ state: 'off' });
    expect((await tries('ana', PASSWORD)).status).toBe(403);
    expect((await desk.ask('api/live')).status).toBe(401);
    await addPerson(store, 'ana', 'operate');
    expect(await state()).toEqual({ state: 'login' });
  });

  test('who logs in is known by a cookie that no script reads, until they leave', async () => {
    await addPerson(store, 'ana', 'see');
    const answer = await tries('ana', PASSWORD);
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^optiatiende_console=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/);
    const own = cookie.split(';')[0] ?? '';
    expect(await state(own)).toMatchObject({ state: 'in', user: 'ana', role: 'see' });
    const { csrf = '' } = await state(own);
    const leave = (token: string) =>
      desk.ask('api/logout', { method: 'POST', headers: { ...json, cookie: own, 'x-csrf-token': token }, body: '{}' });
    expect((await leave('wrong')).status).toBe(403);
    expect((await leave(csrf)).status).toBe(200);
    expect(await state(own)).toEqual({ state: 'login' });
    expect(await acts()).toEqual([
      ['ana', 'logout', 'done'],
      ['ana', 'login', 'done'],
    ]);
  });

  test('behind https the cookie is for https and this host alone', async () => {
    await addPerson(store, 'ana', 'see');
    const own = await openDesk(store, { environment: { CONSOLE_PUBLIC: 'true' } });
    const answer = await own.ask('api/login', {
      method: 'POST',
      headers: { ...json, 'x-forwarded-proto': 'https' },
      body: JSON.stringify({ name: 'ana', password: PASSWORD }),
    });
    expect(answer.headers.get('set-cookie')).toMatch(
      /^__Host-optiatiende=[\w-]{43};.* Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
    await own.console.close();
  });

  test('a session that somebody brought along is not taken over, and the ledger holds nothing to log in with', async () => {
    await addPerson(store, 'ana', 'operate');
    const planted = `optiatiende_console=${'x'.repeat(43)}`;
    const answer = await tries('ana', PASSWORD, { cookie: planted });
    const own = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    expect(own).not.toBe(planted);
    expect((await state(planted)).state).toBe('login');
    // Who logs in again has a new one, and the one before is over.
    const again = await tries('ana', PASSWORD, { cookie: own });
    expect((await state(own)).state).toBe('login');
    const other = (again.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const secret = other.slice(other.indexOf('=') + 1);
    const kept = JSON.stringify([
      await store.db.selectFrom('console_sessions').selectAll().execute(),
      await store.db.selectFrom('console_users').selectAll().execute(),
      await store.db.selectFrom('console_acts').selectAll().execute(),
    ]);
    expect(kept).not.toContain(secret);
    expect(kept).not.toContain(PASSWORD);
    expect(desk.log.join('')).not.toContain(secret);
  });

  test('unused for half a day, or after a week however much it is used, it is over', async () => {
    await addPerson(store, 'ana', 'see');
    const hour = 3_600_000;
    const first = await desk.login();
    desk.now.at += 11 * hour;
    expect((await state(first.cookie)).state).toBe('in');
    desk.now.at += 11 * hour;
    expect((await state(first.cookie)).state).toBe('in');
    desk.now.at += 13 * hour;
    expect((await state(first.cookie)).state).toBe('login');
    const second = await desk.login();
    for (let hours = 10; hours < 168; hours += 10) {
      desk.now.at += 10 * hour;
      expect((await state(second.cookie)).state).toBe('in');
    }
    desk.now.at += 10 * hour;
    expect((await state(second.cookie)).state).toBe('login');
  });

  test('a new password ends all sessions of that name, and no others', async () => {
    await addPerson(store, 'ana', 'operate');
    await addPerson(store, 'beto', 'see');
    const [ana, too, beto] = [await desk.login(), await desk.login(), await desk.login('beto')];
    await addPerson(store, 'ana', 'operate', 'otra contraseña larga');
    expect((await state(ana.cookie)).state).toBe('login');
    expect((await state(too.cookie)).state).toBe('login');
    expect((await state(beto.cookie)).state).toBe('in');
    expect((await tries('ana', PASSWORD)).status).toBe(401);
    expect((await tries('ana', 'otra contraseña larga')).status).toBe(200);
  });

  test('after ten wrong ones of an address nobody of it may try for ten minutes, also not with the right one', async () => {
    await addPerson(store, 'ana', 'operate');
    const answers = await Promise.all(Array.from({ length: 14 }, () => tries('ana', 'no es esta')));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([
      ...Array<number>(10).fill(401),
      429,
      429,
      429,
      429,
    ]);
    const waiting = await tries('ana', PASSWORD);
    expect(waiting.status).toBe(429);
    expect(waiting.headers.get('retry-after')).toBe('600');
    desk.now.at += 601_000;
    expect((await tries('ana', PASSWORD)).status).toBe(200);
  });

  test('what was tried is not told apart: a wrong name, a wrong password; and no name that was typed is kept', async () => {
    await addPerson(store, 'ana', 'operate');
    const [name, password] = [await tries('nadie', PASSWORD), await tries('ana', 'no es esta')];
    expect([name.status, password.status]).toEqual([401, 401]);
    expect(await name.text()).toBe(await password.text());
    expect(await acts()).toEqual([
      ['ana', 'login', 'refused: login'],
      ['', 'login', 'refused: login'],
    ]);
    expect(desk.log.join('')).not.toMatch(/nadie|no es esta/);
  });

  test('a page of another site, a form, nonsense and a huge body log nobody in', async () => {
    await addPerson(store, 'ana', 'operate');
    const foreign = await tries('ana', PASSWORD, { origin: 'https://elsewhere.example' });
    expect(foreign.status).toBe(403);
    const form = await desk.ask('api/login', {
      method: 'POST',
      body: new URLSearchParams({ name: 'ana', password: PASSWORD }),
    });
    expect(form.status).toBe(415);
    expect((await tries('ana', 'x'.repeat(300))).status).toBe(422);
    expect((await tries('ana', 'x'.repeat(100_000))).status).toBe(413);
    expect((await desk.ask('api/login', { method: 'POST', headers: json, body: '{' })).status).toBe(422);
  });
});

test('a name that nobody has takes the work of a real one', async () => {
  const real = await hashPassword(PASSWORD);
  // As much as one 32 MB key takes on any machine, at least; nothing is said of how much more.
  for (const kept of [real, null]) {
    const began = performance.now();
    expect(await isPassword('no es esta', kept)).toBe(false);
    expect(performance.now() - began).toBeGreaterThan(8);
  }
  expect(real.split('$').slice(0, 2)).toEqual(['scrypt', '15']);
  expect(await isPassword(PASSWORD, real)).toBe(true);
});

test('an accent is the same however a keyboard makes it', async () => {
  const kept = await hashPassword('contraseña', CHEAP);
  expect(await isPassword('contraseña', kept)).toBe(true);
});
