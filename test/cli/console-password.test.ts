import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isPassword } from '../../src/console/access/password.ts';
import { allUsers, userNamed } from '../../src/store/console/users.ts';
import { openStore } from '../../src/store/open.ts';
import { openDesk, type Desk } from './run.ts';

let desk: Desk;
let url: string;
beforeEach(() => {
  desk = openDesk();
  url = `sqlite:${join(desk.folder, 'c.db')}`;
});
afterEach(() => desk.close());

/** With this on its standard input. */
async function run(typed: string, ...given: string[]) {
  const through = ['sh', '-c', `printf '%s\\n' "$TYPED" | exec "$0" "$@"`];
  const running = desk.start(['console-password', ...given], { DATABASE_URL: url, TYPED: typed }, through);
  return { code: await running.ended, out: running.out(), err: running.err() };
}

test('a password is set, changed and taken away, and never shown', async () => {
  expect(await run('x'.repeat(12))).toMatchObject({ code: 2, err: expect.stringContaining('There is no database') });
  await (await openStore(url)).close();
  expect(await run('', '--list')).toMatchObject({ code: 0, out: expect.stringContaining('it is off') });
  expect(await run('demasiado')).toMatchObject({ code: 2, err: expect.stringContaining('12 to 200 characters') });
  expect(await run('una contraseña larga', 'a b')).toMatchObject({ code: 2 });
  const set = await run('una contraseña larga');
  expect(set).toMatchObject({ code: 0, out: expect.stringContaining('operator may open the console') });
  expect(set.out + set.err).not.toContain('contraseña larga');
  expect(await run('otra contraseña larga', 'ana', '--role', 'see')).toMatchObject({ code: 0 });
  const store = await openStore(url);
  expect((await allUsers(store.db)).map(({ name, role }) => [name, role])).toEqual([
    ['ana', 'see'],
    ['operator', 'operate'],
  ]);
  const kept = (await userNamed(store.db, 'operator'))?.password ?? '';
  expect(kept).not.toContain('contraseña');
  expect(await isPassword('una contraseña larga', kept)).toBe(true);
  await store.close();
  expect(await run('', '--list')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^ana +see .*\noperator +operate /),
  });
  expect(await run('', 'ana', '--remove')).toMatchObject({ code: 0 });
  expect(await run('', 'ana', '--remove')).toMatchObject({
    code: 1,
    err: expect.stringContaining('Nobody is called ana'),
  });
});
