import { serve } from '@hono/node-server';
import type { Hono } from 'hono';
import type { ProcessSettings } from '../config.ts';
import { Misconfigured, reasonOf } from '../errors.ts';

export interface ListeningServer {
  /** Takes no more connections; resolves when the last one is over. */
  stopTaking(): Promise<void>;
  /** Cuts those that are left. */
  end(): void;
}

/** Listens at HOST and PORT. @throws Misconfigured where that cannot be had. */
export function listen(app: Hono, { host, port }: ProcessSettings): Promise<{ server: ListeningServer; url: string }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: host, port }, (info) => {
      resolve({
        url: `http://${host.includes(':') ? `[${host}]` : host}:${info.port}`,
        server: {
          stopTaking() {
            const closed = new Promise<void>((done) => server.close(() => done()));
            if ('closeIdleConnections' in server) server.closeIdleConnections();
            return closed;
          },
          end() {
            if ('closeAllConnections' in server) server.closeAllConnections();
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
