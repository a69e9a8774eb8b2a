import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSandboxChatwoot, type SandboxChatwoot } from '../../src/sandbox/chatwoot/server.ts';
import type { Service } from '../../src/service/open.ts';
import { openRegistrar, type Registrar } from '../../src/service/registrar.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { eventually, startOn } from '../stack.ts';
import { sharedDatabase } from '../store/databases.ts';

let folder: string;
let chatwoot: SandboxChatwoot;
let counter: Server;
let database: Awaited<ReturnType<typeof sharedDatabase.make>>;
let store: Store;
let registrars: Registrar[];
let service: Service | null;
/** Posts to Chatwoot that are under way, and the most that ever were. */
let posts: { now: number; most: number };

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'optiatiende-'));
  chatwoot = await startSandboxChatwoot({
    inboxes: [{ identifier: 'inbox-a' }, { identifier: 'inbox-b' }],
    latencyMs: 10,
  });
  posts = { now: 0, most: 0 };
  counter = createServer((asked, answer) => {
    const counts = asked.method === 'POST' ? 1 : 0;
    posts.now += counts;
    posts.most = Math.max(posts.most, posts.now);
    const { method, headers } = asked;
    const on = request(new URL(asked.url ?? '/', chatwoot.url), { method, headers }, (got) => {
      void buffer(got).then((body) => {
        // Before its sender hears of it: what begins then is not at the same time.
        posts.now -= counts;
        answer.writeHead(got.statusCode ?? 500, got.headers).end(body);
      });
    });
    asked.pipe(on);
  });
  await new Promise<void>((resolve) => counter.listen(0, '127.0.0.1', resolve));
  database = await sharedDatabase.make();
  store = await openStore(database.url);
  registrars = [];
  service = null;
});
afterEach(async () => {
  await Promise.all(registrars.map((it) => it.close()));
  await service?.stop();
  await store.close();
  await database.remove();
  counter.closeAllConnections();
  counter.close();
  await chatwoot.close();
  rmSync(folder, { recursive: true, force: true });
});

const url = () => `http://127.0.0.1:${(counter.address() as AddressInfo).port}`;
const holder = async () => {
  const duties = await store.db.selectFrom('duties').selectAll().where('name', 'like', 'chatwoot:%').execute();
  return duties.map((duty) => duty.holder);
};
const texts = (inbox: string) =>
  [...chatwoot.state.conversations.values()]
    .filter(({ source }) => source.inbox.identifier === inbox)
    .map(({ messages }) => messages.map(({ content }) => content));

test('several programs and channels at one Chatwoot: its limit of calls is one, all is registered once and in order', async () => {
  const path = join(folder, 'channels.yaml');
  writeFileSync(
    path,
    `defaults: {chatwoot_enabled: true, chatwoot_url: "${url()}", chatwoot_concurrency: '1'}
channels: {a: {chatwoot_inbox_id: inbox-a}, b: {chatwoot_inbox_id: inbox-b}}\n`,
  );
  for (let n = 0; n < 3; n++)
    registrars.push(await openRegistrar({ settings: { CHANNELS: path, DATABASE_URL: database.url } }));
  const ids: string[] = [];
  for (let n = 0; n < 12; n++) {
    const exchange = { phone: `+54934155501${10 + (n % 2)}`, user_message: `q${n}`, bot_response: `a${n}` };
    for (const channel of ['a', 'b'])
      ids.push((await registrars[ids.length % registrars.length]!.register({ ...exchange, channel })).id);
  }
  for (const id of ids) expect(await registrars[0]!.wait(id, 120)).toMatchObject({ state: 'registered' });
  expect(posts.most).toBe(1);
  const said = (rest: number) =>
    Array.from({ length: 6 }, (_, n) => [`q${2 * n + rest}`, `🤖 a${2 * n + rest}`]).flat();
  for (const inbox of ['inbox-a', 'inbox-b']) expect(texts(inbox).toSorted()).toEqual([said(0), said(1)].toSorted());
});

test('a library registers what no service is there for, and gives it to one that starts', async () => {
  const settings = { CHATWOOT_ENABLED: 'true', CHATWOOT_URL: url(), CHATWOOT_INBOX_ID: 'inbox-a' };
  const variables = { ...settings, CHATWOOT_CONCURRENCY: '1', DATABASE_URL: database.url };
  registrars.push(await openRegistrar({ settings: variables }));
  const [library] = registrars;
  const says = async (n: number) => {
    const { id } = await library!.register({ phone: '+5493415550111', user_message: `q${n}`, bot_response: `a${n}` });
    expect(await library!.wait(id, 60)).toMatchObject({ state: 'registered' });
  };
  await says(0);
  service = await startOn({ ...variables, PORT: '0', LOG_LEVEL: 'silent' });
  const runs = await store.db.selectFrom('runs').selectAll().execute();
  const serving = runs.find(({ serves }) => serves === 1)?.token;
  await says(1);
  await eventually(async () => (await holder()).includes(serving ?? ''));
  await says(2);
  // It is the service that has registered it, and the library has nothing of it.
  expect(await holder()).toEqual([serving]);
  await service.stop();
  service = null;
  await says(3);
  expect(texts('inbox-a')).toEqual([[0, 1, 2, 3].flatMap((n) => [`q${n}`, `🤖 a${n}`])]);
  expect(posts.most).toBe(1);
});
