import type { Server } from 'node:http';
import { serve, type HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** What every handler of the sandbox's servers may ask of its context. */
export interface SandboxEnv {
  Bindings: HttpBindings;
  Variables: { bytesOut: number };
}

export type SandboxContext = Context<SandboxEnv>;

/** An answer with its length counted, so that the traffic figures need not read the body again. */
export function answer(
  c: SandboxContext,
  status: number,
  type: string,
  body: string,
  headers: Record<string, string> = {},
): Response {
  c.set('bytesOut', Buffer.byteLength(body));
  return c.body(body, status as ContentfulStatusCode, { 'content-type': type, ...headers });
}

export interface Listening {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  url: string;
  /** Ends every open connection too, hanging ones included. */
  close: () => Promise<void>;
}

/** Serves an app on loopback; port 0 takes a free one. Rejects when the port is taken. `attach` may add to the server before. */
export function listen(
  app: Hono<SandboxEnv>,
  port: number,
  attach: (server: Server) => void = () => undefined,
): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port }, (info) => {
      resolve({ url: `http://127.0.0.1:${info.port}`, close });
    }) as Server;
    server.once('error', reject);
    attach(server);
    function close(): Promise<void> {
      return new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      });
    }
  });
}
