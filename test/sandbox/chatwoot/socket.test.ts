import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startSandboxChatwoot, type SandboxChatwoot } from '../../../src/sandbox/chatwoot/server.ts';

let chatwoot: SandboxChatwoot;
const sockets: WebSocket[] = [];

beforeEach(async () => {
  chatwoot = await startSandboxChatwoot({ pingMs: 600_000 });
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await chatwoot.close();
});

const address = (path = '/cable') => chatwoot.url.replace('http', 'ws') + path;

function open(): Promise<WebSocket> {
  const socket = new WebSocket(address(), ['actioncable-v1-json']);
  sockets.push(socket);
  return new Promise((resolve) => socket.once('message', () => resolve(socket)));
}

const closed = (socket: WebSocket) => new Promise<number>((resolve) => socket.once('close', resolve));

/** The status line of an answer to a raw request. */
function statusOf(path: string, headers: Record<string, string>): Promise<string> {
  const lines = Object.entries({ Host: 'x', ...headers }).map(([name, value]) => `${name}: ${value}`);
  const socket = connect(Number(new URL(chatwoot.url).port), '127.0.0.1');
  socket.write([`GET ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
  return new Promise((resolve) => {
    socket.once('data', (data) => {
      resolve(data.toString().split('\r\n')[0] ?? '');
      socket.destroy();
    });
  });
}

const UPGRADE = {
  Upgrade: 'websocket',
  Connection: 'Upgrade',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Version': '13',
};

test('a handshake is taken at /cable alone, and only a right one', async () => {
  expect(await statusOf('/cable', UPGRADE)).toBe('HTTP/1.1 101 Switching Protocols');
  expect(await statusOf('/other', UPGRADE)).toBe('HTTP/1.1 404 Not Found');
  expect(await statusOf('/cable', { ...UPGRADE, 'Sec-WebSocket-Key': 'short' })).toMatch(/^HTTP\/1\.1 400/);
  expect(await statusOf('/cable', { ...UPGRADE, 'Sec-WebSocket-Version': '7' })).toMatch(/^HTTP\/1\.1 4(00|26)/);
});

test('a message of more than 1 MiB and one that is no text end the socket, each with its code', async () => {
  const big = await open();
  big.send('x'.repeat(1_048_577));
  const binary = await open();
  binary.send(Buffer.from([1, 2, 3]), { binary: true });
  expect(await Promise.all([closed(big), closed(binary)])).toEqual([1009, 1003]);
});

test('words that are no command change nothing', async () => {
  const socket = await open();
  for (const text of ['{', '[]', '"subscribe"', '{"command":"subscribe"}', '{"command":"dance","identifier":"x"}']) {
    socket.send(text);
  }
  const answered = new Promise((resolve) => socket.once('pong', resolve));
  socket.ping();
  await answered;
  expect(chatwoot.cable.subscriptions).toBe(0);
  expect(socket.readyState).toBe(WebSocket.OPEN);
});

test('a silent cable stays open and says nothing at all', async () => {
  await chatwoot.close();
  chatwoot = await startSandboxChatwoot({ pingMs: 5 });
  chatwoot.faults.set([{ kind: 'cable_silent' }]);
  const socket = new WebSocket(address());
  sockets.push(socket);
  let heard = 0;
  socket.on('message', () => (heard += 1));
  await new Promise((resolve) => socket.once('open', resolve));
  // The frames of the protocol itself still pass: what is missing is said, not lost.
  const answered = new Promise((resolve) => socket.once('pong', resolve));
  socket.ping();
  await answered;
  expect(heard).toBe(0);
  chatwoot.faults.set([]);
  await new Promise((resolve) => socket.once('message', resolve));
});
