import { afterEach, beforeEach, expect, test } from 'vitest';
import { addressOf } from '../../src/console/access/caller.ts';
import { memory } from '../store/databases.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { addPerson, openDesk, PASSWORD } from './desk.ts';

let store: Store;
beforeEach(async () => {
  store = await openStore((await memory.make()).url);
  await addPerson(store, 'ana', 'operate');
});
afterEach(() => store.close());

const paths = ['console', 'console/', 'console/assets/a.js', 'console/api/session', 'console/api/acts'];

test.each([
  ['under another name', { host: 'bot.example.com' }],
  ['through a proxy', { host: 'localhost', 'x-forwarded-for': '203.0.113.7' }],
  ['through a proxy that says so', { host: 'localhost:8080', via: '1.1 proxy' }],
])('from elsewhere there is nothing at the address: %s', async (_, headers) => {
  const desk = await openDesk(store);
  for (const path of paths) {
    const answer = await desk.console.app.request(`http://localhost/${path}`, { headers });
    expect(answer.status, path).toBe(404);
    expect(await answer.text()).toContain('there is nothing at this address');
  }
  expect(desk.log.filter((line) => line.includes('CONSOLE_PUBLIC'))).toHaveLength(1);
  await desk.console.close();
});

test('a name of this machine is no proof where others can connect: the other end of the connection is', async () => {
  const desk = await openDesk(store, { environment: { HOST: '0.0.0.0', API_TOKEN: 'an-api-token-of-tests' } });
  const from = async (remoteAddress: string) => {
    const env = { incoming: { socket: { remoteAddress } } };
    return (
      await desk.console.app.request('http://localhost/console/api/session', { headers: { host: 'localhost' } }, env)
    ).status;
  };
  expect(await from('203.0.113.7')).toBe(404);
  expect(await from('10.0.0.9')).toBe(404);
  expect(await from('127.0.0.1')).toBe(200);
  expect(await from('::ffff:127.0.0.1')).toBe(200);
  await desk.console.close();
});

test('with CONSOLE_PUBLIC it is there for everybody, behind the password', async () => {
  const desk = await openDesk(store, { environment: { CONSOLE_PUBLIC: 'true' } });
  const headers = { host: 'bot.example.com', 'x-forwarded-for': '203.0.113.7' };
  const ask = (path: string) => desk.console.app.request(`http://bot.example.com/${path}`, { headers });
  expect((await ask('console/api/session')).status).toBe(200);
  expect((await ask('console/api/acts')).status).toBe(401);
  await desk.console.close();
});

test('whose tries are counted: the other end, or whom a proxy of our own network names', () => {
  const of = (remoteAddress: string, forwarded?: string) =>
    addressOf({
      env: { incoming: { socket: { remoteAddress } } },
      req: { header: () => forwarded },
    } as never);
  expect(of('203.0.113.7', '198.51.100.1')).toBe('203.0.113.7');
  expect(of('127.0.0.1', 'spoofed, 198.51.100.1')).toBe('198.51.100.1');
  expect(of('10.0.0.2', 'nonsense')).toBe('10.0.0.2');
  expect(of('127.0.0.1')).toBe('127.0.0.1');
});

test('every answer forbids frames, foreign scripts and keeping, also a refusal and what is not there', async () => {
  const desk = await openDesk(store);
  for (const path of ['', 'api/session', 'api/acts', 'api/none', 'api/live', 'assets/none.js']) {
    const { headers } = await desk.ask(path);
    expect(headers.get('content-security-policy'), path).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(headers.get('content-security-policy')).not.toMatch(/unsafe|\*/);
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control'), path).toBe('no-store');
  }
  const login = await desk.ask('api/login', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'ana', password: PASSWORD }),
  });
  expect(login.headers.get('cache-control')).toBe('no-store');
  await desk.console.close();
});
