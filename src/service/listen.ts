import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import type { ProcessSettings } from '../config.ts';
import { Misconfigured, reasonOf } from '../errors.ts';
import type { QuickDoor } from '../intake/quick-door.ts';

export interface ListeningServer {
  /** Takes no more connections; resolves when the last one is over. */
  stopTaking(): Promise<void>;
  /** Cuts those that are left. */
  end(): void;
}

/**
 * How long a client may take to send what it asks: a webhook of 4 MB takes a second. By its own limits Node would hold a connection and what
 * came of its body for five minutes, as many as somebody opens. Milliseconds.
 */
const LIMITS = { headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 2_000 };

/**
 * Listens at HOST and PORT.
 *
 * @param doors each request is the app's that `quick` leaves.
 * @throws Misconfigured where that cannot be had.
 */
export function listen(
  { app, quick }: { app: Hono; quick: QuickDoor },
  { host, port }: Pick<ProcessSettings, 'host' | 'port'>,
  limits = LIMITS,
): Promise<{ server: ListeningServer; url: string }> {
  const others = getRequestListener(app.fetch, { hostname: host });
  return new Promise((resolve, reject) => {
    const server = createServer(limits, (incoming, outgoing) => {
      if (!quick(incoming, outgoing)) void others(incoming, outgoing);
    });
    server.listen(port, host, () => {
      const { port: own } = server.address() as AddressInfo;
      resolve({
        url: `http://${host.includes(':') ? `[${host}]` : host}:${own}`,
        server: {
          stopTaking() {
            const closed = new Promise<void>((done) => server.close(() => done()));
            server.closeIdleConnections();
            return closed;
          },
          end() {
            server.closeAllConnections();
          },
        },
      });
    });
    server.on('error', (error: NodeJS.ErrnoException) => {
      const fix =
        error.code === 'EADDRINUSE'
          ? `port ${port} is taken by another program: stop it, or set PORT to another number (0 finds a free one)`
          : error.code === 'EACCES'
            ? `this user may not listen on port ${port}: set PORT to a number above 1023`
            : reasonOf(error);
      reject(new Misconfigured(`PORT, HOST: cannot listen on ${host}:${port}: ${fix}`, { cause: error }));
    });
  });
}
