import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';

const PROTOCOLS = ['actioncable-v1-json', 'actioncable-unsupported'];
/** Of one message, fragments together. */
const MAX_BYTES = 1_048_576;

/** Makes WebSockets of upgrades; a request that is none is answered with its 4xx by `ws`. */
export function createSockets(): (
  request: IncomingMessage,
  stream: Duplex,
  head: Buffer,
  opened: (socket: WebSocket) => void,
) => void {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: MAX_BYTES,
    handleProtocols: (offered) => PROTOCOLS.find((one) => offered.has(one)) ?? false,
  });
  return (request, stream, head, opened) => server.handleUpgrade(request, stream, head, opened);
}

/** Ends a connection before it became a WebSocket. */
export function refuseUpgrade(stream: Duplex, status: string): void {
  stream.end([`HTTP/1.1 ${status}`, 'Connection: close', 'Content-Length: 0', '', ''].join('\r\n'));
}
