import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** What a server answers to `Sec-WebSocket-Key`. */
export function acceptKey(key: string): string {
  return createHash('sha1')
    .update(key + GUID)
    .digest('base64');
}

/** Answers the opening handshake; false, and the socket ended with a status, where the request is none. */
export function acceptUpgrade(request: IncomingMessage, socket: Duplex, protocols: readonly string[]): boolean {
  const { headers } = request;
  const key = headers['sec-websocket-key'];
  const wanted =
    request.method === 'GET' &&
    headers.upgrade?.toLowerCase() === 'websocket' &&
    typeof key === 'string' &&
    Buffer.from(key, 'base64').length === 16;
  if (!wanted) {
    refuseUpgrade(socket, '400 Bad Request');
    return false;
  }
  if (headers['sec-websocket-version'] !== '13') {
    refuseUpgrade(socket, '426 Upgrade Required', ['Sec-WebSocket-Version: 13']);
    return false;
  }
  const offered = (headers['sec-websocket-protocol'] ?? '').split(',').map((one) => one.trim());
  const chosen = offered.find((one) => protocols.includes(one));
  const lines = [
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${acceptKey(key)}`,
    ...(chosen === undefined ? [] : [`Sec-WebSocket-Protocol: ${chosen}`]),
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  return true;
}

export function refuseUpgrade(socket: Duplex, status: string, headers: readonly string[] = []): void {
  socket.end([`HTTP/1.1 ${status}`, 'Connection: close', 'Content-Length: 0', ...headers, '', ''].join('\r\n'));
}
