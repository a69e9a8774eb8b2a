import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A small Action Cable over real WebSockets, with the ways it can go wrong. */
export interface CableServer {
  url: string;
  /** The handshakes, in order. */
  handshakes: IncomingMessage[];
  /** The commands of all connections, in order. */
  commands: { command: string; token: string; connection: number }[];
  open: () => number;
  /** Tokens it knows: all others are met with silence. */
  known: Set<string>;
  /** Welcomes and pings, but confirms and delivers nothing. */
  deaf: boolean;
  /** Pings no more. */
  silent: boolean;
  /** Turns connections away. */
  shut: boolean;
  broadcast(token: string, event: string, data: object): void;
  sendAll(frame: object | string): void;
  /** Cuts all connections. */
  cut(): void;
  close(): Promise<void>;
}

export async function cableServer(pingMs: number): Promise<CableServer> {
  const sockets = new Map<Socket, Set<string>>();
  let connections = 0;
  const server = createServer((_, response) => response.writeHead(404).end());

  const it: CableServer = {
    url: '',
    handshakes: [],
    commands: [],
    open: () => sockets.size,
    known: new Set(),
    deaf: false,
    silent: false,
    shut: false,
    broadcast(token, event, data) {
      if (it.deaf) return;
      for (const [socket, tokens] of sockets) {
        if (tokens.has(token)) send(socket, { identifier: identifier(token), message: { event, data } });
      }
    },
    sendAll: (frame) => sockets.forEach((_, socket) => send(socket, frame)),
    cut: () => sockets.forEach((_, socket) => socket.destroy()),
    async close() {
      clearInterval(pinging);
      it.cut();
      await new Promise((done) => server.close(done));
    },
  };

  server.on('upgrade', (request: IncomingMessage, socket: Socket) => {
    if (it.shut || request.url !== '/cable') return void socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
    it.handshakes.push(request);
    const connection = ++connections;
    const accept = createHash('sha1')
      .update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
      .digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\nSec-WebSocket-Protocol: actioncable-v1-json\r\n\r\n`,
    );
    const tokens = new Set<string>();
    sockets.set(socket, tokens);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    send(socket, { type: 'welcome' });
    onFrames(socket, (text) => {
      const { command, identifier: id } = JSON.parse(text) as { command: string; identifier: string };
      const { pubsub_token: token } = JSON.parse(id) as { pubsub_token: string };
      it.commands.push({ command, token, connection });
      if (command === 'unsubscribe') tokens.delete(token);
      if (command !== 'subscribe' || it.deaf || !it.known.has(token)) return;
      tokens.add(token);
      send(socket, { identifier: id, type: 'confirm_subscription' });
    });
  });
  const pinging = setInterval(() => !it.silent && it.sendAll({ type: 'ping', message: Date.now() }), pingMs);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  it.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return it;
}

const identifier = (token: string) => JSON.stringify({ channel: 'RoomChannel', pubsub_token: token });

function send(socket: Socket, frame: object | string): void {
  const text = Buffer.from(typeof frame === 'string' ? frame : JSON.stringify(frame));
  const long = Buffer.from([0x81, 127, 0, 0, 0, 0, 0, 0, 0, 0]);
  long.writeUInt32BE(text.length, 6);
  const head =
    text.length < 126
      ? Buffer.from([0x81, text.length])
      : text.length < 65_536
        ? Buffer.from([0x81, 126, text.length >> 8, text.length & 255])
        : long;
  socket.write(Buffer.concat([head, text]));
}

/** Unmasks a client's text frames (below 64 KiB), and ends on its close frame. */
function onFrames(socket: Socket, heard: (text: string) => void): void {
  let buffer = Buffer.alloc(0);
  socket.on('data', (part: Buffer) => {
    buffer = Buffer.concat([buffer, part]);
    for (;;) {
      const short = (buffer[1] ?? 0) & 127;
      const from = short === 126 ? 8 : 6;
      if (buffer.length < from) return;
      const length = short === 126 ? buffer.readUInt16BE(2) : short;
      if (buffer.length < from + length) return;
      const mask = buffer.subarray(from - 4, from);
      const text = Buffer.from(buffer.subarray(from, from + length)).map((byte, i) => byte ^ (mask[i % 4] ?? 0));
      const opcode = (buffer[0] ?? 0) & 15;
      buffer = buffer.subarray(from + length);
      if (opcode === 8) return void socket.end(Buffer.from([0x88, 0]));
      if (opcode === 1) heard(Buffer.from(text).toString());
    }
  });
}
