import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { gzipSync } from 'node:zlib';
import { serve } from '@hono/node-server';
import { afterEach, expect, test } from 'vitest';
import { free } from '../../src/wire/free.ts';
import { get } from '../../src/wire/get.ts';

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  closers.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

async function serving(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<number> {
  const server = createServer(answer);
  closers.push(() => server.closeAllConnections());
  return portOf(server);
}

const soon = () => AbortSignal.timeout(5000);
const reasonOf = (it: Promise<unknown>) =>
  it.then(
    () => expect.fail('no error'),
    (error: unknown) => error,
  );

test('it connects to the given addresses, and asks for the name all the same', async () => {
  const port = await serving((request, response) => response.end(request.headers.host));
  // No name server knows this host: only the given address leads there.
  const url = new URL(`http://files.invalid:${port}/a`);
  const response = await get(url, { signal: soon(), addresses: ['127.0.0.1'] });
  expect(await response.text()).toBe(`files.invalid:${port}`);
});

test('by https the certificate asked for is the one of the name', async () => {
  const hello = Promise.withResolvers<string>();
  const port = await portOf(
    createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', (bytes) => {
        hello.resolve(bytes.toString('latin1'));
        socket.destroy();
      });
    }),
  );
  const url = new URL(`https://files.invalid:${port}/a`);
  await reasonOf(get(url, { signal: soon(), addresses: ['127.0.0.1'] }));
  expect(await hello.promise).toContain('files.invalid');
});

test('status, headers and body come as they are; a redirect is not followed', async () => {
  const port = await serving((_, response) => {
    response.writeHead(302, { location: '/there', 'set-cookie': ['a=1', 'b=2'] }).end('look there');
  });
  const response = await get(new URL(`http://127.0.0.1:${port}/`), { signal: soon() });
  expect([response.status, response.headers.get('location'), await response.text()]).toEqual([
    302,
    '/there',
    'look there',
  ]);
});

test.each([204, 304])('an answer %i without a body', async (status) => {
  const closed = Promise.withResolvers<void>();
  const port = await serving((request, response) => {
    request.socket.on('close', () => closed.resolve());
    response.writeHead(status).end();
  });
  expect((await get(new URL(`http://127.0.0.1:${port}/`), { signal: soon() })).status).toBe(status);
  await closed.promise;
});

test('what was packed is unpacked; what only says so is an error, not the end of the process', async () => {
  let body: Buffer = gzipSync('hola');
  const port = await serving((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(body));
  const url = new URL(`http://127.0.0.1:${port}/`);
  expect(await (await get(url, { signal: soon() })).text()).toBe('hola');
  body = Buffer.from('hola');
  await reasonOf(get(url, { signal: soon() }).then((response) => response.text()));
  // Nobody reads this one.
  await get(url, { signal: soon() });
});

test('leaving the body closes the connection', async () => {
  const closed = Promise.withResolvers<void>();
  const port = await serving((request, response) => {
    request.socket.on('close', () => closed.resolve());
    response.writeHead(200).write('first');
  });
  const response = await get(new URL(`http://127.0.0.1:${port}/`), { signal: soon() });
  await response.body?.cancel();
  await closed.promise;
});

test('the time is over: before the answer, and in the midst of it', async () => {
  const silent = await serving(() => undefined);
  const url = new URL(`http://127.0.0.1:${silent}/`);
  expect(await reasonOf(get(url, { signal: AbortSignal.timeout(50) }))).toMatchObject({ name: 'TimeoutError' });
  const dripping = await serving((_, response) => void response.writeHead(200).write('first'));
  const slow = await get(new URL(`http://127.0.0.1:${dripping}/`), { signal: AbortSignal.timeout(200) });
  await reasonOf(slow.text());
});

test('what is no answer of HTTP is an error', async () => {
  const port = await portOf(createTcpServer((socket) => socket.on('error', () => undefined).end('SSH-2.0-x\r\n')));
  expect(await reasonOf(get(new URL(`http://127.0.0.1:${port}/`), { signal: soon() }))).toBeInstanceOf(Error);
  const odd = await serving((_, response) => response.writeHead(799).end());
  const url = new URL(`http://127.0.0.1:${odd}/`);
  expect(await reasonOf(get(url, { signal: soon() }))).toBeInstanceOf(RangeError);
  // In a running service the web framework's own Response stands in the standard one's place.
  const server = serve({ fetch: () => new Response(), port: 0 });
  closers.push(() => server.close());
  expect(await reasonOf(get(url, { signal: soon() }))).toBeInstanceOf(RangeError);
});

test('the pieces of a large answer are what was read from the socket, and no copies: given back, their memory is free', async () => {
  const size = 4_000_000;
  const port = await serving((_, response) => response.end(Buffer.alloc(size, 'x')));
  const response = await get(new URL(`http://127.0.0.1:${port}/`), { signal: soon() });
  let length = 0;
  for await (const piece of response.body as ReadableStream<Uint8Array<ArrayBuffer>>) {
    // The engine's own copy would be a plain array of bytes.
    expect(Buffer.isBuffer(piece)).toBe(true);
    length += piece.byteLength;
    free(piece);
  }
  expect(length).toBe(size);
});

test('a body that nobody wants ends its connection, read in part or not at all', async () => {
  for (const part of [0, 1]) {
    const gone = Promise.withResolvers<void>();
    const port = await serving((_, response) => {
      response.on('close', () => gone.resolve());
      response.write('x'.repeat(100_000));
    });
    const { body } = await get(new URL(`http://127.0.0.1:${port}/`), { signal: AbortSignal.timeout(100_000) });
    const reader = body?.getReader();
    if (part === 1) await reader?.read();
    await reader?.cancel();
    await gone.promise;
  }
});
