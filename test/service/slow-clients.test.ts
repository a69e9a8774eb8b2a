import { connect } from 'node:net';
import { Hono } from 'hono';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listen } from '../../src/service/listen.ts';
import { eventually, startStack } from '../stack.ts';

let served: Awaited<ReturnType<typeof listen>>;
beforeEach(async () => {
  const app = new Hono();
  app.post('/', async (c) => c.text(await c.req.text()));
  const settings = { host: '127.0.0.1', port: 0 } as Parameters<typeof listen>[1];
  const limits = { headersTimeout: 400, requestTimeout: 500, connectionsCheckingInterval: 50 };
  served = await listen({ app, quick: () => false }, settings, limits);
});
afterEach(() => served.server.end());

/** Says this and then nothing more; what it was told until the other side closed. */
const begin = (text: string): Promise<string> =>
  new Promise((resolve) => {
    let told = '';
    const socket = connect(Number(new URL(served.url).port), '127.0.0.1', () => socket.write(text));
    socket.on('data', (bytes) => (told += String(bytes)));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(told));
  });

test('who sends headers or a body too slowly is cut off, and others are answered meanwhile', async () => {
  const slow = [
    begin('POST / HTTP/1.1\r\nHost: a\r\nX-Slow: '),
    begin('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nab'),
  ];
  // On a busy machine one may be too slow itself.
  const quick = async () => (await fetch(served.url, { method: 'POST', body: 'quick' })).text();
  await eventually(async () => (await quick().catch(() => '')) === 'quick');
  for (const told of await Promise.all(slow)) expect(told).toMatch(/^(?:HTTP\/1\.1 408 |$)/);
});

test('names of a prototype in a body change nothing of ours', async () => {
  const stack = await startStack();
  try {
    const bad = '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}';
    const person = `"phone":"5493415550123","user_message":"hola","bot_response":"buenas"`;
    const post = (path: string, body: string) =>
      fetch(stack.service.url + path, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    expect((await post('/api/exchanges', `{${person},${bad}}`)).status).toBeLessThan(500);
    expect(
      (await post(stack.service.webhookPath, `{"entry":[{"changes":[{${bad},"value":{${bad}}}]}],${bad}}`)).status,
    ).toBe(200);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  } finally {
    await stack.close();
  }
});
