import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A webhook's door that keeps what comes and answers as it is told. */
export interface Door {
  url: string;
  got: Hook[];
  /** 200 at once unless set. */
  answer: (event: string) => { status: number; afterMs: number };
  close: () => Promise<void>;
}

export interface Hook {
  headers: IncomingHttpHeaders;
  raw: string;
  body: Record<string, unknown> & { event: string };
}

export function openDoor(): Promise<Door> {
  const server = createServer();
  const door: Door = {
    url: '',
    got: [],
    answer: () => ({ status: 200, afterMs: 0 }),
    close() {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
  server.on('request', (request, response) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (text += chunk));
    request.on('end', () => {
      const body = JSON.parse(text) as Hook['body'];
      door.got.push({ headers: request.headers, raw: text, body });
      const { status, afterMs } = door.answer(body.event);
      response.statusCode = status;
      setTimeout(() => response.end(), afterMs);
    });
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      door.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
      resolve(door);
    });
  });
}
