import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import type { SandboxState } from '../../src/sandbox/page-types.ts';

/**
 * Has a page hear this in place of its sandbox, as runs of it would tell it: `tell` says how things stand, and breaks off what was heard
 * before, as a run that ends does.
 */
export async function toldAnew(page: Page): Promise<{ tell(state: SandboxState): void; close(): void }> {
  let now = '';
  const open = new Set<ServerResponse>();
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(`retry: 50\nevent: state\ndata: ${now}\n\n`);
    open.add(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  await page.route('**/sandbox/events**', (route) => route.continue({ url }));
  return {
    tell: (state) => {
      now = JSON.stringify(state);
      for (const response of open) response.destroy();
      open.clear();
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
