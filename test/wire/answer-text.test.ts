import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGzip, gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { answerText, AnswerTooLarge } from '../../src/wire/answer-text.ts';

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

/** A server and a promise that its connection was closed. */
async function serving(answer: (response: ServerResponse) => void) {
  const closed = Promise.withResolvers<void>();
  const server = createServer((request, response) => {
    request.socket.on('close', () => closed.resolve());
    answer(response);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  closers.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, closed: closed.promise };
}

/** Writes without end, as fast as it is read. */
function endless(response: ServerResponse, piece: Buffer): void {
  const more = () => {
    while (!response.destroyed && response.write(piece));
  };
  response.on('drain', more);
  more();
}

const MOST = 1_000_000;
const read = (url: string) => fetch(url).then((response) => answerText(response, MOST));

test('what fits is read whole, also packed, and with a byte order mark', async () => {
  const text = `ñ${'x'.repeat(MOST - 2)}`;
  const { url } = await serving((response) => response.end(text));
  expect(await read(url)).toBe(text);
  const packed = await serving((response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('\ufeff{}')),
  );
  expect(await read(packed.url)).toBe('{}');
});

test('an answer without end closes the connection', async () => {
  const { url, closed } = await serving((response) => endless(response, Buffer.alloc(65_536, 'x')));
  await expect(read(url)).rejects.toThrow(AnswerTooLarge);
  await closed;
});

test('so does one that says beforehand how large it is', async () => {
  const { url, closed } = await serving((response) => response.writeHead(200, { 'content-length': '5e9' }).write('x'));
  const told = await serving((response) => response.writeHead(200, { 'content-length': '5000000000' }).write('x'));
  await expect(read(told.url)).rejects.toThrow(AnswerTooLarge);
  await told.closed;
  await expect(read(url)).rejects.toThrow();
  await closed;
});

test('what is small only as it travels counts by what it unpacks to', async () => {
  const { url, closed } = await serving((response) => {
    const gzip = createGzip();
    gzip.pipe(response.writeHead(200, { 'content-encoding': 'gzip' }));
    const piece = Buffer.alloc(1_000_000);
    const more = () => {
      while (!response.destroyed && gzip.write(piece));
    };
    gzip.on('drain', more);
    more();
  });
  await expect(read(url)).rejects.toThrow(AnswerTooLarge);
  await closed;
});

test('of a refusal only the first words are read, and its status stays known', async () => {
  const { url, closed } = await serving((response) => {
    response.writeHead(503);
    endless(response, Buffer.alloc(65_536, 'x'));
  });
  const response = await fetch(url);
  expect(await answerText(response, MOST)).toBe('x'.repeat(65_536));
  expect(response.status).toBe(503);
  await closed;
});
