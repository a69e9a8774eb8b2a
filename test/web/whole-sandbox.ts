import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPage } from '../../src/cli/sandbox/open-page.ts';
import { runService, type RunningService } from '../../src/cli/sandbox/running-service.ts';
import { openWorld, type World } from '../../src/cli/sandbox/world.ts';

/** All that `optiatiende sandbox` opens: two numbers, Chatwoot, the service in a process of its own, the page before it. */
export interface WholeSandbox {
  url: string;
  world: World;
  service: RunningService;
  close(): Promise<void>;
}

export async function openWholeSandbox(language: 'es' | 'en' = 'es'): Promise<WholeSandbox> {
  const folder = await mkdtemp(join(tmpdir(), 'optiatiende-whole-'));
  const world = await openWorld({ version: '4.15.1', provider: '360dialog', inboxes: ['Ventas', 'Soporte'] });
  const databaseUrl = `sqlite:${join(folder, 'sandbox.db')}`;
  const service = await runService(
    world.channelsWith({
      ...world.servers.settings,
      DATABASE_URL: databaseUrl,
      HOST: '127.0.0.1',
      PORT: '0',
      API_TOKEN: 'sandbox-api-token',
      UI_LANGUAGE: language,
      LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent',
      UNCLEAR_SEND_WAIT: '1',
      BOT_WAIT: '0',
      HANDOFF_ON_ASSIGN: 'always',
    }),
  );
  world.setWebhooks(service.url);
  const webDist = join(import.meta.dirname, '../../web/dist/sandbox');
  const page = await openPage({ world, service, webDist, port: 0, databaseUrl });
  return {
    url: page.url,
    world,
    service,
    async close() {
      await service.stop();
      await page.close();
      await world.close();
      await rm(folder, { recursive: true });
    },
  };
}
