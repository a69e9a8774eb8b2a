import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { ConsoleDesk } from '../console/desk.ts';

/** A console at an address of this machine, for a browser. */
export async function serveConsole({ console }: ConsoleDesk): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => void getRequestListener(console.app.fetch)(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/console/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
