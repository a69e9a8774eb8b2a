import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { createSandboxPage } from '../../src/sandbox/page.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { createResponder } from './responder.ts';

/** Everything behind the page, on loopback. */
export interface Stack {
  /** Where the page is, without a slash at the end. */
  url: string;
  close: () => Promise<void>;
}

const webDist = join(import.meta.dirname, '../../web/dist');

function portOf(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('listening', () => resolve((server.address() as AddressInfo).port));
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Starts the sandbox's two servers, its page, and between them something that answers. */
export async function startStack(): Promise<Stack> {
  const sandbox = await startSandbox();
  const responder = createResponder(sandbox);
  const door = createServer(responder.handle).listen(0, '127.0.0.1');
  sandbox.setWebhook(`http://127.0.0.1:${await portOf(door)}/`);

  const app = createSandboxPage({ ...sandbox, webDist });
  const page = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }) as Server;
  const port = await portOf(page);
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      responder.stop();
      await Promise.all([closed(page), closed(door)]);
      await sandbox.close();
    },
  };
}
