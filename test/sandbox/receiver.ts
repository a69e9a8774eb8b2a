import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Receiver {
  url: string;
  bodies: unknown[];
  headers: IncomingHttpHeaders[];
  /** How the next calls are answered; 200 once the list is used up. */
  answers: number[];
  close: () => Promise<void>;
}

/** A service's webhook: keeps what comes. */
export function startReceiver(): Promise<Receiver> {
  const receiver: Receiver = { url: '', bodies: [], headers: [], answers: [], close };
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (text += chunk));
    request.on('end', () => {
      receiver.bodies.push(JSON.parse(text));
      receiver.headers.push(request.headers);
      response.statusCode = receiver.answers.shift() ?? 200;
      response.end();
    });
  });
  function close(): Promise<void> {
    server.closeAllConnections();
    return new Promise((done) => server.close(() => done()));
  }
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
      resolve(receiver);
    });
  });
}
