import { createHmac } from 'node:crypto';
import { createServer, request, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { quickDoor } from '../../src/intake/quick-door.ts';
import type { WhatsAppDoorChannel } from '../../src/intake/take-webhook.ts';
import { whatsAppDoor } from '../../src/intake/whatsapp-door.ts';
import { silentLog } from '../../src/observe/log.ts';
import type { NewEvent } from '../../src/store/events.ts';
import { StoreFault } from '../../src/store/fault.ts';
import { door360 } from '../providers/open.ts';

const SECRET = 'a-secret-of-the-quick-door';
const SIGNING = 'what-the-provider-signs-with';
let kept: NewEvent[];
let counted: number[];
let toOthers: number;
let refuses: Error | null;
let broken: boolean;
let servers: { both: Server; slow: Server };

const channel = (name: string, with_: Partial<WhatsAppDoorChannel>): WhatsAppDoorChannel => ({
  name,
  webhookSecret: SECRET,
  authorization: null,
  numberId: null,
  provider: door360(),
  ...with_,
});
const channels = () => [
  channel('main', {}),
  channel('guarded', { webhookSecret: `${SECRET}-guarded`, authorization: 'Basic abc' }),
  channel('signed', { webhookSecret: `${SECRET}-signed`, provider: door360(SIGNING) }),
  channel('long', { webhookSecret: 'x'.repeat(300) }),
];

beforeEach(async () => {
  [kept, counted, toOthers, refuses, broken] = [[], [], 0, null, false];
  const options = {
    channels: () => {
      if (broken) throw new Error('nobody thought of this');
      return channels();
    },
    keep: (row: NewEvent) => (refuses ? Promise.reject(refuses) : Promise.resolve(void kept.push(row))),
    clock: { now: () => 7 },
    log: silentLog(),
  };
  const door = whatsAppDoor(options);
  const others = getRequestListener(door.fetch);
  const quick = quickDoor({
    ...options,
    failed: () => ({ status: 500, body: { error: 'a fault' } }),
    answered: (status) => void counted.push(status),
  });
  const both = createServer((incoming, outgoing) => {
    if (quick(incoming, outgoing)) return;
    toOthers += 1;
    void others(incoming, outgoing);
  });
  const slow = createServer((incoming, outgoing) => void others(incoming, outgoing));
  servers = { both, slow };
  for (const server of [both, slow]) await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterEach(async () => {
  for (const server of [servers.both, servers.slow]) {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
});

interface Asked {
  path?: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  chunked?: boolean;
}

function ask(server: Server, { path = SECRET, method = 'POST', headers = {}, body = '{}', chunked = false }: Asked) {
  const { port } = server.address() as AddressInfo;
  const length = chunked ? { 'transfer-encoding': 'chunked' } : { 'content-length': String(Buffer.byteLength(body)) };
  return new Promise<{ status: number; type: string | undefined; body: string }>((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port, method, path: `/webhooks/whatsapp/${path}`, headers: { ...length, ...headers } },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (piece: string) => (text += piece));
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, type: answer.headers['content-type'], body: text }),
        );
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });
}

const json = { 'content-type': 'application/json' };
const signed = (body: string) => ({
  ...json,
  'X-Hub-Signature-256': `sha256=${createHmac('sha256', SIGNING).update(body).digest('hex')}`,
});
const invalid = Buffer.from([0x22, 0xff, 0xc3, 0x28, 0x22]);

/** What the quick door must answer by itself, and what it must leave to the other. */
const cases: [string, Asked, 'quick' | 'other', number][] = [
  ['a webhook', { body: '{"a":"\\/ñ😀"}', headers: json }, 'quick', 200],
  ['one without a type', { body: '{"a":1}' }, 'quick', 200],
  ['a byte order mark', { body: '\uFEFF{"a":1}', headers: json }, 'quick', 200],
  ['bytes that are no letters', { body: invalid, headers: json }, 'quick', 200],
  ['a large one, in many packets', { body: JSON.stringify('ñ'.repeat(1_000_000)), headers: json }, 'quick', 200],
  ['no JSON', { body: '<html>', headers: json }, 'quick', 400],
  ['no JSON of another type', { body: 'a=b', headers: { 'content-type': 'text/plain' } }, 'quick', 415],
  ['half of JSON', { body: '{"a":', headers: json }, 'quick', 400],
  ['spaces alone', { body: '  ', headers: json }, 'quick', 400],
  ['a number alone', { body: '7', headers: json }, 'quick', 200],
  [
    'the header that is asked for',
    { path: `${SECRET}-guarded`, headers: { authorization: 'Basic abc' } },
    'quick',
    200,
  ],
  ['another header', { path: `${SECRET}-guarded`, headers: { authorization: 'Basic abd' } }, 'other', 401],
  ['no header', { path: `${SECRET}-guarded` }, 'other', 401],
  ['a signature that fits', { path: `${SECRET}-signed`, headers: signed('{}') }, 'quick', 200],
  ['one of another body', { path: `${SECRET}-signed`, headers: signed('{ }') }, 'quick', 401],
  ['no signature', { path: `${SECRET}-signed` }, 'quick', 401],
  ['a long secret', { path: 'x'.repeat(300) }, 'quick', 200],
  ['a wrong secret', { path: `${SECRET}x` }, 'other', 401],
  ['no secret', { path: '' }, 'other', 404],
  ['a secret written in another way', { path: SECRET.replace('a', '%61') }, 'other', 200],
  ['something asked for besides', { path: `${SECRET}?a=1` }, 'other', 200],
  ['a body in chunks', { body: '{"a":1}', chunked: true, headers: json }, 'other', 200],
  ['nothing', { body: '', headers: json }, 'other', 200],
  ['more than 4 MB told', { headers: { ...json, 'content-length': String(4 * 1024 * 1024 + 1) } }, 'other', 413],
  ['a question', { method: 'GET', body: '' }, 'other', 200],
  ['another method', { method: 'PUT', headers: json }, 'other', 404],
];

describe('answers and keeps as the door behind it does', () => {
  test.each(cases)('%s', async (_, asked, by, status) => {
    const got = await ask(servers.both, asked);
    const rows = kept;
    expect(toOthers).toBe(by === 'other' ? 1 : 0);
    expect(counted).toEqual(by === 'quick' ? [status] : []);
    kept = [];
    expect(got).toEqual(await ask(servers.slow, asked));
    expect(rows).toEqual(kept);
    expect(got.status).toBe(status);
  });
});

test.each([
  ['the disk is full', new Error('disk full')],
  ['the database is away', new StoreFault('away', { outcome: 'not written' })],
])('503 where it cannot be kept, since %s', async (_, error) => {
  refuses = error;
  const got = await ask(servers.both, { headers: json });
  expect(got).toEqual(await ask(servers.slow, { headers: json }));
  expect([got.status, toOthers]).toEqual([503, 0]);
});

test('a fault that nobody thought of is answered, and the next one is taken', async () => {
  const provider = { ...door360(), isSigned: () => (broken ? fail() : true) };
  const fail = () => {
    throw new Error('nobody thought of this');
  };
  const quick = quickDoor({
    channels: () => [channel('main', { provider })],
    keep: (row) => Promise.resolve(void kept.push(row)),
    clock: { now: () => 7 },
    log: silentLog(),
    failed: (error) => ({ status: 500, body: { error: String(error) } }),
    answered: null,
  });
  const server = createServer((incoming, outgoing) => void quick(incoming, outgoing));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  broken = true;
  expect(await ask(server, { headers: json })).toMatchObject({ status: 500, body: expect.stringContaining('nobody') });
  broken = false;
  expect(await ask(server, { headers: json })).toMatchObject({ status: 200, body: '{"ok":true}' });
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

test('many on one connection, also sent before the last answer came, and one that goes away in the middle', async () => {
  const { port } = servers.both.address() as AddressInfo;
  const head = (length: number) =>
    `POST /webhooks/whatsapp/${SECRET} HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n\r\n`;
  const gone = connect(port, '127.0.0.1');
  await new Promise<void>((done) => gone.write(`${head(100)}{"half":`, () => done()));
  gone.destroy();
  const socket = connect(port, '127.0.0.1').setEncoding('utf8');
  let got = '';
  const all = new Promise<void>((done) =>
    socket.on('data', (piece: string) => {
      got += piece;
      if (got.split('{"ok":true}').length === 6) done();
    }),
  );
  socket.write([1, 2, 3, 4, 5].map((n) => `${head(7)}{"n":${n}}`).join(''));
  await all;
  socket.destroy();
  expect(kept.map(({ raw }) => raw)).toEqual([1, 2, 3, 4, 5].map((n) => `{"n":${n}}`));
  expect(got.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(5);
});
