import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { eventInbox } from '../../src/intake/event-inbox.ts';
import type { WhatsAppDoorChannel, WhatsAppDoorOptions } from '../../src/intake/take-webhook.ts';
import { whatsAppDoor } from '../../src/intake/whatsapp-door.ts';
import { silentLog } from '../../src/observe/log.ts';
import type { Store } from '../../src/store/open.ts';
import { door360 } from '../providers/open.ts';
import { emptyStore, type TestStore } from '../store/databases.ts';
import { index, rawSample } from '../whatsapp/read/samples.ts';

const SECRET = 'invented-path-secret';
let opened: TestStore;
let store: Store;
beforeEach(async () => {
  opened = await emptyStore();
  ({ store } = opened);
});
afterEach(() => opened.close());

function door({ authorization, provider, ...given }: Partial<WhatsAppDoorOptions & WhatsAppDoorChannel> = {}) {
  const main = {
    name: 'main',
    webhookSecret: SECRET,
    authorization: authorization ?? null,
    numberId: null,
    provider: provider ?? door360(),
  };
  return whatsAppDoor({
    channels: () => [main],
    keep: eventInbox(store, () => undefined),
    clock: { now: () => 5 },
    log: silentLog(),
    ...given,
  });
}
const post = async (
  app: ReturnType<typeof door>,
  payload: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = { 'content-type': 'application/json' },
  path = SECRET,
) => app.request(`/webhooks/whatsapp/${path}`, { method: 'POST', body: payload, headers });
const kept = async () =>
  (await store.db.selectFrom('events').select('raw').orderBy('id').execute()).map(({ raw }) => raw);

test('200 once the body is in the ledger, as it came', async () => {
  const answer = await post(door(), '{"a":"\\/"}');
  expect([answer.status, await answer.json()]).toEqual([200, { ok: true }]);
  expect(await store.db.selectFrom('events').selectAll().execute()).toMatchObject([
    { channel_id: 'main', source: 'whatsapp', raw: '{"a":"\\/"}', received_at: 5, outcome: null },
  ]);
});

test.each([
  ['wrong', 'wrong'],
  ['a beginning of it', SECRET.slice(0, -1)],
  ['longer', `${SECRET}x`],
])('401 for a path secret that is %s', async (_, path) => {
  expect((await post(door(), '{}', {}, path)).status).toBe(401);
  expect((await door().request(`/webhooks/whatsapp/${path}`)).status).toBe(401);
  expect(await kept()).toEqual([]);
});

test('401 without any secret', async () => {
  expect((await door().request('/webhooks/whatsapp', { method: 'POST', body: '{}' })).status).toBe(401);
});

test('a look with GET is answered, and keeps nothing', async () => {
  expect((await door().request(`/webhooks/whatsapp/${SECRET}`)).status).toBe(200);
  expect(await kept()).toEqual([]);
});

test('the Authorization header must be the one set', async () => {
  const app = door({ authorization: 'Basic abc' });
  for (const authorization of ['Basic abd', '', 'basic abc']) {
    expect((await post(app, '{}', { authorization })).status).toBe(401);
  }
  expect((await post(app, '{}', {})).status).toBe(401);
  expect((await post(app, '{}', { authorization: 'Basic abc' })).status).toBe(200);
});

test('the signature must fit the raw bytes, in either header', async () => {
  const { secret, file, value } = index.hmacExample;
  const app = door({ provider: door360(secret) });
  const raw = new Uint8Array(rawSample(file));
  expect((await post(app, raw, { 'x-360dialog-signature': value })).status).toBe(200);
  expect((await post(app, raw, { 'x-hub-signature-256': `sha256=${value}` })).status).toBe(200);
  const again = JSON.stringify(JSON.parse(Buffer.from(raw).toString()));
  const other = createHmac('sha256', 'other').update(raw).digest('hex');
  expect((await post(app, again, { 'x-360dialog-signature': value })).status).toBe(401);
  expect((await post(app, raw, { 'x-360dialog-signature': other })).status).toBe(401);
  expect((await post(app, raw, {})).status).toBe(401);
  expect(await kept()).toHaveLength(2);
});

describe('what is no JSON', () => {
  test.each([
    ['application/json', 400],
    ['text/html', 415],
    ['application/x-www-form-urlencoded', 415],
  ])('%s: %i', async (type, status) => {
    expect((await post(door(), '<html>', { 'content-type': type })).status).toBe(status);
    expect(await kept()).toEqual([]);
  });

  test('a wrong type does no harm where the body is JSON', async () => {
    expect((await post(door(), '{"a":1}', { 'content-type': 'text/plain' })).status).toBe(200);
  });
});

test('an empty test body and a byte order mark are answered kindly', async () => {
  expect((await post(door(), '')).status).toBe(200);
  expect(await kept()).toEqual([]);
  expect((await post(door(), '\uFEFF{"a":1}')).status).toBe(200);
  expect(await kept()).toEqual(['{"a":1}']);
});

test('413 above 4 MB, with and without a length', async () => {
  const big = `"${'x'.repeat(4 * 1024 * 1024)}"`;
  expect((await post(door(), big)).status).toBe(413);
  expect((await post(door(), big, { 'content-length': String(big.length) })).status).toBe(413);
  expect((await post(door(), `"${'x'.repeat(4 * 1024 * 1024 - 2)}"`)).status).toBe(200);
});

describe('503 where it could not be stored, and 200 again once it can', () => {
  test.each([
    ['before the write begins', false],
    ['in the commit', true],
  ])('failing %s', async (_, late) => {
    let broken = true;
    const failing: Store = {
      ...store,
      write: async (work) => {
        if (broken && !late) throw new Error('database is locked');
        return await store.write(async (tx) => {
          const value = await work(tx);
          if (broken) throw new Error('disk full');
          return value;
        });
      },
    };
    const told = vi.fn();
    const app = door({ keep: eventInbox(failing, told) });
    const answers = await Promise.all([post(app, '{"n":1}'), post(app, '{"n":2}')]);
    expect(answers.map(({ status }) => status)).toEqual([503, 503]);
    expect(told).not.toHaveBeenCalled();
    broken = false;
    expect((await post(app, '{"n":3}')).status).toBe(200);
    expect(await kept()).toEqual(['{"n":3}']);
    expect(told).toHaveBeenCalledTimes(1);
  });
});

test('bodies that arrive together share a write and are all there', async () => {
  let writes = 0;
  const counting: Store = {
    ...store,
    write: (work) => {
      writes += 1;
      return store.write(work);
    },
  };
  const keep = eventInbox(counting, () => undefined);
  await Promise.all(
    Array.from({ length: 100 }, (_, n) =>
      keep({ channel_id: 'main', source: 'whatsapp', raw: String(n), received_at: n }),
    ),
  );
  expect(writes).toBeLessThanOrEqual(2);
  expect(await kept()).toEqual(Array.from({ length: 100 }, (_, n) => String(n)));
});
