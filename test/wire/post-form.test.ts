import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { multipart } from '../../src/wire/multipart.ts';
import { postForm } from '../../src/wire/post-form.ts';

const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

async function serving(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** So many bytes, and how many of them were asked for; whether it was told to stop. */
function source(size: number) {
  const told = { given: 0, ended: false };
  async function* bytes(): AsyncGenerator<Uint8Array> {
    try {
      for (; told.given < size; await new Promise((resolve) => setImmediate(resolve))) {
        const some = new Uint8Array(Math.min(65_536, size - told.given));
        told.given += some.length;
        yield some;
      }
    } finally {
      told.ended = true;
    }
  }
  return { told, file: { field: 'file', filename: 'a.bin', type: 'video/mp4', size, bytes: bytes() } };
}

test('it is sent with its length, and read no faster than it is taken', async () => {
  const size = 64_000_000;
  const { told, file } = source(size);
  let headers: object = {};
  let taken = 0;
  let mostAhead = 0;
  const url = await serving((request, response) => {
    ({ headers } = request);
    request.on('data', (chunk: Buffer) => {
      taken += chunk.length;
      mostAhead = Math.max(mostAhead, told.given - taken);
    });
    request.on('end', () => response.end('ok'));
  });
  const form = multipart([], [file]);
  const response = await postForm(url, form, { headers: {}, signal: AbortSignal.timeout(20_000) });
  expect(await response.text()).toBe('ok');
  expect(headers).toMatchObject({ 'content-length': String(form.length) });
  expect(headers).not.toHaveProperty('transfer-encoding');
  expect(taken).toBe(form.length);
  // What is between them are the buffers of two sockets.
  expect(mostAhead).toBeLessThan(16_000_000);
});

test('an answer that comes before all was sent ends the sending, and the source is told', async () => {
  const { told, file } = source(64_000_000);
  const server = createTcpServer((socket) => {
    socket.once('data', () => {
      socket.pause();
      socket.write('HTTP/1.1 413 Content Too Large\r\ncontent-length: 9\r\n\r\ntoo large');
    });
    socket.on('error', () => undefined);
    closing.push(() => socket.destroy());
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  closing.push(() => server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const signal = AbortSignal.timeout(20_000);
  const response = await postForm(url, multipart([], [file]), { headers: {}, signal });
  expect([response.status, await response.text()]).toEqual([413, 'too large']);
  await expect.poll(() => told.ended).toBe(true);
  expect(told.given).toBeLessThan(64_000_000);
});

test('other work has its turn between any two pieces, however fast they are taken', async () => {
  const url = await serving((request, response) => {
    request.resume().on('end', () => response.end('ok'));
  });
  const ended = new AbortController();
  let given = 0;
  let mostInOneTurn = 0;
  const count = () => {
    mostInOneTurn = Math.max(mostInOneTurn, given);
    given = 0;
    if (!ended.signal.aborted) setImmediate(count);
  };
  count();
  // Few and small enough to lie in the buffers of the sockets: nothing else makes the sender wait.
  async function* bytes(): AsyncGenerator<Uint8Array> {
    for (let n = 0; n < 100; n += 1) {
      given += 1;
      yield new Uint8Array(1_000);
    }
  }
  const file = { field: 'file', filename: 'a.bin', type: 'video/mp4', size: 100_000, bytes: bytes() };
  await postForm(url, multipart([], [file]), { headers: {}, signal: AbortSignal.timeout(20_000) });
  ended.abort();
  expect(mostInOneTurn).toBeLessThanOrEqual(2);
});
