import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { checkDatabase } from '../../src/cli/check/database.ts';
import { inSpanish } from '../../src/cli/words/spanish.ts';
import { wordsIn } from '../../src/cli/words/words.ts';
import { systemClock } from '../../src/clock.ts';
import { Misconfigured } from '../../src/errors.ts';
import { migrate } from '../../src/store/migrate.ts';
import { openStore } from '../../src/store/open.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { allAdvice } from '../../src/store/postgres/opening-faults.ts';
import { sql } from '../../src/store/sql.ts';
import { adminOf, newDatabase, serverUrl } from './database.ts';

let made: Awaited<ReturnType<typeof newDatabase>>;
beforeAll(async () => void (made = await newDatabase(serverUrl(), 'empty')));
afterAll(() => made.drop());

const at = (change: (url: URL) => void): string => {
  const url = new URL(made.url);
  change(url);
  return url.href;
};

/** Answers like something that is no PostgreSQL. */
async function stranger(): Promise<{ port: string; close: () => void }> {
  const server = createServer((socket) => socket.on('error', () => undefined).end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: String((server.address() as AddressInfo).port), close: () => server.close() };
}

test.each<[string, (url: URL) => void, RegExp]>([
  [
    'a wrong password',
    (url) => (url.password = 'a-wrong-secret'),
    /the user name or the password is wrong\. Correct them/,
  ],
  ['no such user', (url) => (url.username = 'nobody-here'), /the user name or the password is wrong\. Correct them/],
  ['no such database', (url) => (url.pathname = '/no_such_one'), /there is no database of this name\. Make it/],
  ['no server', (url) => (url.port = '1'), /nothing listens there\. Start the server/],
  ['no such host', (url) => (url.hostname = 'no-such-host.invalid'), /host.*(is not known|cannot be looked up)/],
  [
    'TLS that is not there',
    (url) => (url.search = '?sslmode=require'),
    /the server speaks no TLS\. Take `sslmode` out/,
  ],
  [
    'no file of the authority',
    (url) => (url.search = '?sslmode=verify-full&sslrootcert=/no/such.pem'),
    /no such socket or file/,
  ],
])('%s is told with the place and what to do, and without the password', async (_, change, says) => {
  const url = at(change);
  const error: unknown = await openStore(url).catch((failed: unknown) => failed);
  expect(error).toBeInstanceOf(Misconfigured);
  const { message } = error as Misconfigured;
  expect(message).toMatch(/^DATABASE_URL: the database \S+ at \S+:\d+ cannot be used: /);
  expect(message).toMatch(says);
  expect(message).not.toContain(new URL(url).password);
});

test('what is no PostgreSQL is told too', async () => {
  const other = await stranger();
  await expect(openStore(at((url) => (url.port = other.port)))).rejects.toThrow(
    /^DATABASE_URL: the database .+ cannot be used: /,
  );
  other.close();
});

test('a user who may not make tables', async () => {
  const admin = await adminOf(made.url);
  await admin.query(`create role reader login password 'reads-only'`);
  const url = at((it) => {
    it.username = 'reader';
    it.password = 'reads-only';
  });
  await expect(openStore(url)).rejects.toThrow(/this user may not make tables in it\. Make the user its owner/);
  await admin.query('drop role reader');
  await admin.end();
});

test('all of it is said in Spanish too', () => {
  const odd = allAdvice()
    .flatMap(({ reason, fix }) => [reason, fix])
    .filter((text) => inSpanish(text) === text);
  expect(odd).toEqual([]);
});

test('a check of an empty database makes nothing; of a ledger it tells what is in it; of none, why', async () => {
  const words = wordsIn('es').check;
  const check = async (databaseUrl: string) =>
    (await checkDatabase({ databaseUrl, filesMaxBytes: 1e9 }, systemClock, words)).line;
  expect(await check(made.url)).toMatchObject({ state: 'ok', detail: expect.stringContaining('se creará') as string });
  expect(await check(at((url) => (url.port = '1')))).toMatchObject({
    state: 'wrong',
    detail: expect.stringContaining('ahí no escucha nadie') as string,
    fix: expect.stringContaining('Arrancá el servidor') as string,
  });
  const store = await openStore(made.url);
  expect(await check(made.url)).toMatchObject({ state: 'ok', detail: expect.stringContaining('127.0.0.1') as string });
  await sql`insert into kysely_migration (name, timestamp) values ('999_later', '')`.execute(store.db);
  await store.close();
  await expect(openStore(made.url)).rejects.toThrow(/a newer version of OptiAtiende \(step 999_later\)/);
});

test('who sleeps while it brings the tables up to date keeps nobody waiting for long, and a step may take its time', async () => {
  const fresh = await newDatabase(serverUrl(), 'empty');
  onTestFinished(() => fresh.drop());
  const limits: Record<string, string> = {};
  const store = await openPostgres(fresh.url, async (db) => {
    for (const name of ['idle_in_transaction_session_timeout', 'statement_timeout', 'lock_timeout']) {
      const { rows } = await sql<{ value: string }>`select current_setting(${name}) as value`.execute(db);
      limits[name] = rows[0]?.value ?? '';
    }
    await migrate(db);
  });
  await store.close();
  expect(limits).toEqual({ idle_in_transaction_session_timeout: '10s', statement_timeout: '0', lock_timeout: '0' });
});
