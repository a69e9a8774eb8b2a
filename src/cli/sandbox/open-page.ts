import { Hono } from 'hono';
import { listen, type SandboxEnv } from '../../sandbox/http.ts';
import { createSandboxPage } from '../../sandbox/page.ts';
import { openStore } from '../../store/open.ts';
import { forwardTo } from './forward.ts';
import { pageLedger } from './page-ledger.ts';
import type { RunningService } from './running-service.ts';
import type { World } from './world.ts';

/** The sandbox's page on its port, and behind it whatever the service answers. */
export async function openPage(options: {
  world: World;
  service: RunningService;
  webDist: string;
  port: number;
  /** Of the service's ledger. */
  databaseUrl: string;
}): Promise<{ url: string; close(): Promise<void> }> {
  const { world, service, webDist } = options;
  const { chatwoot, whatsapp } = world.servers;
  const store = await openStore(options.databaseUrl);
  const app = new Hono<SandboxEnv>();
  const shown = { chatwoot, whatsapp, channels: world.channels, calls: world.calls };
  app.route('/', createSandboxPage({ ...shown, ledger: pageLedger(store), service, webDist }));
  forwardTo(app, service, world.channels[0]?.name ?? 'main');
  const listening = await listen(app, options.port);
  return {
    url: listening.url,
    async close() {
      await listening.close();
      await store.close();
    },
  };
}
