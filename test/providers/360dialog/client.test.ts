import type { ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { Misconfigured, Refused, Unreachable } from '../../../src/errors.ts';
import { open360 } from '../open.ts';
import { against, ana, json, key, part, taken, thrown, withServers } from './client-server.ts';

withServers();

test('a send carries key, address, text and our own id, and gives the message id', async () => {
  const { client, asked } = await against(json(200, taken));
  expect(await client.send(ana, part, 'send-1')).toEqual({ wamid: 'wamid.OUT', waId: '5491155550123' });
  expect(asked).toEqual([
    {
      method: 'POST',
      path: '/messages',
      key,
      body: {
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        to: '5491155550123',
        ...part,
        biz_opaque_callback_data: 'send-1',
      },
    },
  ]);
});

test('a send to a user id is answered without a number', async () => {
  const { client } = await against(
    json(201, { contacts: [{ input: 'US.1', user_id: 'US.1' }], messages: [{ id: 'wamid.B' }] }),
  );
  expect(await client.send({ recipient: 'US.1' }, part, 'x')).toEqual({ wamid: 'wamid.B', waId: null });
});

test('the sandbox has its messages under /v1', async () => {
  const { client, asked } = await against(json(201, taken), { path: '/v1/' });
  await client.send(ana, part, 'x');
  await client.setWebhook('https://bot.example.com/hook', { 'X-Key': 'k' });
  expect(asked.map(({ path }) => path)).toEqual(['/v1/messages', '/v1/configs/webhook']);
});

test('read marks, with and without typing', async () => {
  const { client, asked } = await against(json(200, { success: true }));
  await client.markRead('wamid.IN', false);
  await client.markRead('wamid.IN', true);
  const read = { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.IN' };
  expect(asked.map(({ body }) => body)).toEqual([read, { ...read, typing_indicator: { type: 'text' } }]);
});

test('health and webhook address', async () => {
  const { client, asked } = await against((response, { path }) => {
    const health = {
      can_send_message: 'LIMITED',
      entities: [
        { entity_type: 'PHONE_NUMBER', can_send_message: 'AVAILABLE' },
        { entity_type: 'WABA', can_send_message: 'LIMITED', additional_info: ['Slow down'] },
        {
          entity_type: 'BUSINESS',
          can_send_message: 'BLOCKED',
          errors: [{ error_description: 'Not verified', possible_solution: 'Verify' }],
        },
      ],
    };
    json(
      200,
      path === '/health_status'
        ? { health_status: health }
        : { url: 'https://bot.example.com/h', headers: { A: 'b', n: 1 } },
    )(response);
  });
  expect(await client.health()).toEqual({
    canSend: 'LIMITED',
    problems: ['WABA LIMITED: Slow down', 'BUSINESS BLOCKED: Not verified – Verify'],
  });
  expect(await client.getWebhook()).toEqual({ url: 'https://bot.example.com/h', headers: { A: 'b' } });
  expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /health_status',
    'GET /v1/configs/webhook',
  ]);
});

test.each<[string, number, unknown, Partial<Refused>]>([
  ['wrong key', 401, 'Invalid api key', { status: 401, code: null, unclear: false }],
  [
    'code of WhatsApp',
    400,
    { error: { message: '(#131047) Re-engagement message', code: 131047 } },
    { status: 400, code: 131047, unclear: false },
  ],
  [
    'developer message',
    400,
    { meta: { success: false, developer_message: 'API disabled' } },
    { status: 400, code: null },
  ],
  ['detail', 403, { detail: 'endpoint blocked' }, { status: 403 }],
  ['page of a proxy', 502, '<html><h1>Bad gateway</h1></html>', { status: 502, unclear: true }],
  ['redirect', 302, '', { status: 302, unclear: false }],
  ['success without an id', 200, { messages: [] }, { status: 200, unclear: true }],
  ['success that is no JSON', 200, 'OK', { status: 200, unclear: true }],
])('%s is refused', async (_, status, body, wanted) => {
  const { client, asked } = await against(
    json(status, body, status === 302 ? { location: 'http://127.0.0.1:9/' } : {}),
  );
  const error = await thrown(client.send(ana, part, 'x'));
  expect(error).toBeInstanceOf(Refused);
  expect(error).toMatchObject(wanted);
  expect(asked).toHaveLength(1);
});

test('Retry-After in seconds, and as a date counted from the answer’s own', async () => {
  for (const [told, seconds] of [
    ['7', 7],
    ['Tue, 22 Sep 2026 10:00:30 GMT', 30],
    ['soon', null],
  ] as const) {
    const { client } = await against(json(429, '{}', { 'retry-after': told, date: 'Tue, 22 Sep 2026 10:00:00 GMT' }));
    expect(await thrown(client.send(ana, part, 'x'))).toMatchObject({ status: 429, retryAfter: seconds });
  }
});

test('an answer without end is left, and its connection closed; whether it was sent is not known', async () => {
  const closed = Promise.withResolvers<void>();
  const { client } = await against((response) => {
    response.on('close', () => closed.resolve());
    const piece = Buffer.alloc(1_000_000, '[');
    const more = () => {
      while (!response.destroyed && response.write(piece));
    };
    response.on('drain', more);
    more();
  });
  const error = await thrown(client.send(ana, part, 'x'));
  expect(error).toMatchObject({ unclear: true, message: '360dialog answered with more than any answer has' });
  await closed.promise;
});

test('a text that is quoted in pieces is told in none', async () => {
  const body = 'mi número de tarjeta es cuatro cinco seis';
  const { client } = await against(json(400, { error: { message: 'Blocked: "tarjeta es cuatro c..."', code: 100 } }));
  const error = await thrown(client.send(ana, { type: 'text', text: { body, preview_url: false } }, 'x'));
  expect(error.message).toContain('Blocked');
  expect(error.message).not.toContain('tarjeta');
});

test('what is told about a refusal holds no key, number or text', async () => {
  const message = `Wrong value 'my secret words' for 5491155550123 (+54 9 11 5555-0123) with ${key}`;
  const { client } = await against(json(400, { error: { message, code: 131009, error_data: { details: message } } }));
  const error = await thrown(client.send(ana, part, 'x'));
  const told = `${error.message} ${String(error.stack)} ${JSON.stringify(error)}`;
  expect(error.message).toMatch(/^360dialog answered 400, code 131009: Wrong value/);
  for (const secret of [key, 'my secret words', '5491155550123', '5555-0123 ']) expect(told).not.toContain(secret);
});

test('no answer in time is unclear', async () => {
  const { client } = await against(() => undefined, { timeoutMs: 100 });
  const error = await thrown(client.send(ana, part, 'x'));
  expect(error).toBeInstanceOf(Unreachable);
  expect(error).toMatchObject({ unclear: true, message: '360dialog did not answer within 0.1 s' });
});

test('an answer that never ends is unclear', async () => {
  const { client } = await against((response) => response.writeHead(200).write('{"mess'), { timeoutMs: 100 });
  expect(await thrown(client.send(ana, part, 'x'))).toMatchObject({ name: 'Unreachable', unclear: true });
});

test('a cut connection is unclear', async () => {
  for (const cut of [
    (response: ServerResponse) => response.destroy(),
    (response: ServerResponse) =>
      response.writeHead(200, { 'content-length': '100' }).write('{', () => response.destroy()),
  ]) {
    const { client } = await against(cut);
    expect(await thrown(client.send(ana, part, 'x'))).toMatchObject({ name: 'Unreachable', unclear: true });
  }
});

test('a refused connection and a broken handshake are clear: nothing left', async () => {
  const server = createTcpServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const { origin } = await against(json(200, taken));
  for (const baseUrl of [
    `http://127.0.0.1:${port}`,
    'http://no-such-host.invalid',
    origin.replace('http:', 'https:'),
  ]) {
    const client = open360({ url: baseUrl, apiKey: key });
    const error = await thrown(client.send(ana, part, 'x'));
    expect(error).toMatchObject({ name: 'Unreachable', unclear: false });
  }
});

test('an unknown host is clear too', async () => {
  // Asking a real name server would leave this machine: the built-in fetch's own error stands in.
  const fetch = () =>
    Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ENOTFOUND' }) }));
  const client = open360({ url: 'https://waba.example', apiKey: key }, 1_000, { fetch });
  expect(await thrown(client.send(ana, part, 'x'))).toMatchObject({
    unclear: false,
    message: '360dialog cannot be reached: ENOTFOUND',
  });
});

test('settings that cannot work are said at once, without the key', () => {
  for (const wrong of [{ apiKey: 'a\nb' }, { apiKey: '' }, { url: 'waba' }, { url: 'ftp://x' }]) {
    const open = () => open360({ url: 'https://waba-v2.360dialog.io', apiKey: key, ...wrong });
    expect(open).toThrow(Misconfigured);
    expect(open).not.toThrow(/a\nb/);
  }
});
