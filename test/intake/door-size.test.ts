import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve, type ServerType } from '@hono/node-server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { whatsAppDoor } from '../../src/intake/whatsapp-door.ts';
import { silentLog } from '../../src/observe/log.ts';
import { door360 } from '../providers/open.ts';

const MOST = 4 * 1024 * 1024;
const SECRET = 'a-secret-for-the-door';
let server: ServerType;
let kept: string[];

beforeEach(async () => {
  kept = [];
  const door = whatsAppDoor({
    channels: () => [{ name: 'main', webhookSecret: SECRET, authorization: null, numberId: null, provider: door360() }],
    keep: ({ raw }) => Promise.resolve(void kept.push(raw)),
    clock: systemClock,
    log: silentLog(),
  });
  await new Promise<void>((resolve) => {
    server = serve({ fetch: door.fetch, hostname: '127.0.0.1', port: 0 }, () => resolve());
  });
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

/** Over a real socket: with `Content-Length`, or in chunks without one. */
function post(body: string, chunked: boolean): Promise<number> {
  return new Promise((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    const headers = {
      'content-type': 'application/json',
      connection: 'close',
      ...(chunked ? { 'transfer-encoding': 'chunked' } : { 'content-length': Buffer.byteLength(body) }),
    };
    const path = `/webhooks/whatsapp/${SECRET}`;
    const asked = request({ host: '127.0.0.1', port, method: 'POST', path, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    // A refusal may come while the body is still being sent; it counts, the cut does not.
    asked.on('error', reject);
    asked.end(body);
  });
}

test.each([
  ['with a length', false],
  ['in chunks', true],
])('%s: 4 MB are taken whole, one byte more is 413', async (_, chunked) => {
  const text = `"${'x'.repeat(MOST - 2)}"`;
  expect(await post(text, chunked)).toBe(200);
  expect(kept).toEqual([text]);
  expect(await post(`${text} `, chunked)).toBe(413);
  expect(await post('', chunked)).toBe(200);
  expect(kept).toHaveLength(1);
});
