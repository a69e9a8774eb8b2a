import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFrameReader, encodeFrame, FrameError, OPCODE } from '../../../src/sandbox/cable/frames.ts';
import { acceptKey } from '../../../src/sandbox/cable/upgrade.ts';
import { startSandboxChatwoot, type SandboxChatwoot } from '../../../src/sandbox/chatwoot/server.ts';

let chatwoot: SandboxChatwoot;
const sockets: Socket[] = [];

beforeEach(async () => {
  chatwoot = await startSandboxChatwoot({ pingMs: 600_000 });
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await chatwoot.close();
});

/** A client's frame, masked unless told otherwise. */
function frame(opcode: number, payload: Buffer | string, { fin = true, masked = true, rsv = 0 } = {}): Buffer {
  const bytes = Buffer.from(payload);
  const size =
    bytes.length < 126 ? Buffer.from([bytes.length]) : Buffer.from([126, bytes.length >> 8, bytes.length & 0xff]);
  size[0] = (size[0] ?? 0) | (masked ? 0x80 : 0);
  const mask = Buffer.from([1, 2, 3, 4]);
  const hidden = bytes.map((byte, i) => byte ^ (mask[i & 3] ?? 0));
  return Buffer.concat([Buffer.from([(fin ? 0x80 : 0) | rsv | opcode]), size, ...(masked ? [mask, hidden] : [bytes])]);
}

const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';

interface Raw {
  write: (bytes: Buffer | string) => void;
  /** Waits for so many bytes or the end, and gives all that came. */
  bytes: (until: (all: Buffer) => boolean) => Promise<Buffer>;
}

function open(): Promise<Raw> {
  const socket = connect(Number(new URL(chatwoot.url).port), '127.0.0.1');
  sockets.push(socket);
  let all = Buffer.alloc(0);
  let ended = false;
  const waiting = new Set<() => void>();
  const look = () => [...waiting].forEach((one) => one());
  socket.on('data', (chunk) => {
    all = Buffer.concat([all, chunk]);
    look();
  });
  socket.on('close', () => {
    ended = true;
    look();
  });
  socket.on('error', () => undefined);
  const raw: Raw = {
    write: (bytes) => socket.write(bytes),
    bytes: (until) =>
      new Promise((resolve) => {
        const check = () => {
          if (!ended && !until(all)) return;
          waiting.delete(check);
          resolve(all);
        };
        waiting.add(check);
        check();
      }),
  };
  return new Promise((resolve) => socket.once('connect', () => resolve(raw)));
}

function handshake(path = '/cable', headers: Record<string, string> = {}): string {
  const all = {
    Host: 'x',
    Upgrade: 'websocket',
    Connection: 'Upgrade',
    'Sec-WebSocket-Key': KEY,
    'Sec-WebSocket-Version': '13',
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return [`GET ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n');
}

/** Opened, with what stood after the handshake. */
async function opened(): Promise<Raw & { rest: (until: (rest: Buffer) => boolean) => Promise<Buffer> }> {
  const raw = await open();
  raw.write(handshake());
  const after = (all: Buffer) => {
    const end = all.indexOf('\r\n\r\n');
    // The welcome is 18 bytes in a frame of 20.
    return end < 0 || all.length < end + 24 ? null : all.subarray(end + 24);
  };
  await raw.bytes((all) => after(all) !== null);
  return {
    ...raw,
    async rest(until) {
      const all = await raw.bytes((bytes) => until(after(bytes) ?? Buffer.alloc(0)));
      return after(all) ?? Buffer.alloc(0);
    },
  };
}

const closeCode = (rest: Buffer): number => (rest[0] === 0x88 ? rest.readUInt16BE(2) : NaN);

test('the handshake is answered as RFC 6455 shows it', async () => {
  expect(acceptKey(KEY)).toBe('s3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
  const raw = await open();
  raw.write(handshake('/cable', { 'Sec-WebSocket-Protocol': 'nonsense, actioncable-v1-json' }));
  const text = (await raw.bytes((all) => all.includes('welcome'))).toString('latin1');
  expect(text).toMatch(/^HTTP\/1.1 101 /);
  expect(text).toContain(`Sec-WebSocket-Accept: ${acceptKey(KEY)}\r\n`);
  expect(text).toContain('Sec-WebSocket-Protocol: actioncable-v1-json\r\n');
  expect(text).toContain('{"type":"welcome"}');
});

test.each([
  ['another path', '/other', {}, '404'],
  ['another version', '/cable', { 'Sec-WebSocket-Version': '8' }, '426'],
  ['a short key', '/cable', { 'Sec-WebSocket-Key': 'x' }, '400'],
  ['another upgrade', '/cable', { Upgrade: 'h2c' }, '400'],
])('%s is no WebSocket', async (_, path, headers, status) => {
  const raw = await open();
  raw.write(handshake(path, headers));
  expect((await raw.bytes(() => false)).toString('latin1')).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
});

test('a ping is answered with its own words, a goodbye with its own code', async () => {
  const raw = await opened();
  raw.write(frame(OPCODE.ping, 'abc'));
  expect(await raw.rest((rest) => rest.length >= 5)).toEqual(Buffer.from([0x8a, 3, ...Buffer.from('abc')]));
  raw.write(frame(OPCODE.close, Buffer.from([4000 >> 8, 4000 & 0xff])));
  expect(closeCode((await raw.rest((rest) => rest.length >= 9)).subarray(5))).toBe(4000);
});

test('a message in fragments, byte by byte and with a ping between, is one message', async () => {
  const { inboxes, url } = chatwoot;
  const answer = await fetch(`${url}/public/api/v1/inboxes/${inboxes[0]}/contacts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ source_id: '5491155550123' }),
  });
  const { pubsub_token } = (await answer.json()) as { pubsub_token: string };
  const identifier = JSON.stringify({ channel: 'RoomChannel', pubsub_token });
  const text = JSON.stringify({ command: 'subscribe', identifier });
  const raw = await opened();
  const bytes = Buffer.concat([
    frame(OPCODE.text, text.slice(0, 10), { fin: false }),
    frame(OPCODE.ping, ''),
    frame(OPCODE.continuation, text.slice(10)),
  ]);
  for (const byte of bytes) raw.write(Buffer.from([byte]));
  const rest = await raw.rest((all) => all.includes('confirm_subscription'));
  expect(rest.subarray(0, 2)).toEqual(Buffer.from([0x8a, 0]));
});

test.each([
  ['no mask', frame(OPCODE.text, '{}', { masked: false }), 1002],
  ['a reserved bit', frame(OPCODE.text, '{}', { rsv: 0x40 }), 1002],
  ['an unknown opcode', frame(3, ''), 1002],
  ['a fragment of nothing', frame(OPCODE.continuation, 'x'), 1002],
  ['a control frame in parts', frame(OPCODE.ping, '', { fin: false }), 1002],
  ['binary', frame(OPCODE.binary, 'x'), 1003],
  ['no UTF-8', frame(OPCODE.text, Buffer.from([0xff, 0xfe])), 1007],
  ['more than a megabyte', Buffer.from([0x81, 0xff, 0, 0, 0, 0, 0, 0x20, 0, 0]), 1009],
])('%s ends the connection with the right code', async (_, bytes, code) => {
  const raw = await opened();
  raw.write(bytes);
  expect(closeCode(await raw.rest((rest) => rest.length >= 4))).toBe(code);
});

test('what is no command is passed over', async () => {
  const raw = await opened();
  for (const text of ['nonsense', '[]', '{"command":"subscribe"}', '{"command":"subscribe","identifier":"x"}']) {
    raw.write(frame(OPCODE.text, text));
  }
  raw.write(frame(OPCODE.ping, ''));
  expect(await raw.rest((rest) => rest.length >= 2)).toEqual(Buffer.from([0x8a, 0]));
});

test.each([0, 125, 126, 65_535, 65_536])('a frame of %i bytes is written as its length wants', (size) => {
  const written = encodeFrame(OPCODE.text, new Uint8Array(size));
  expect(written[1]).toBe(size < 126 ? size : size < 65_536 ? 126 : 127);
  expect(written.length - size).toBe(size < 126 ? 2 : size < 65_536 ? 4 : 10);
});

test('a reader keeps what is not whole yet', () => {
  const read = createFrameReader(1_000);
  const bytes = frame(OPCODE.text, 'x'.repeat(300));
  expect(read(bytes.subarray(0, 3))).toEqual([]);
  const [whole] = read(Buffer.concat([bytes.subarray(3), frame(OPCODE.pong, '')]));
  expect(whole?.payload.toString()).toBe('x'.repeat(300));
  expect(() => read(frame(OPCODE.text, 'x'.repeat(1_001)))).toThrow(FrameError);
});
