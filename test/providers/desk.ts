import { serve, type ServerType } from '@hono/node-server';
import type { AddressInfo } from 'node:net';
import { readSettings } from '../../src/config.ts';
import { whatsAppDoor } from '../../src/intake/whatsapp-door.ts';
import { silentLog } from '../../src/observe/log.ts';
import { openProvider } from '../../src/providers/open.ts';
import type { Provider } from '../../src/providers/provider.ts';
import {
  startSandboxWhatsApp,
  type SandboxWhatsApp,
  type SandboxWhatsAppOptions,
} from '../../src/sandbox/whatsapp/server.ts';

export const SECRET = 'a-path-secret-of-tests';
export const providers = ['360dialog', 'meta'] as const;

/** A provider, the sandbox that plays its other side, and our door for its webhooks. */
export interface Desk {
  whatsapp: SandboxWhatsApp;
  provider: Provider;
  /** The address of our door. */
  hook: string;
  /** What came through the door. */
  bodies: unknown[];
  /** The provider again, with other variables. */
  with: (variables: Record<string, string>) => Promise<Provider>;
  close: () => Promise<void>;
}

export async function openDesk(
  name: (typeof providers)[number],
  options: SandboxWhatsAppOptions = {},
  timeoutMs = 5_000,
): Promise<Desk> {
  const whatsapp = await startSandboxWhatsApp({ provider: name, statusDelayMs: 1, redeliverMs: 60_000, ...options });
  const times = { call: timeoutMs, file: timeoutMs, ask: timeoutMs };
  const withThese = (variables: Record<string, string>) =>
    openProvider(readSettings({ ...whatsapp.settings, ...variables }).whatsapp, { times });
  const provider = await withThese({});
  const bodies: unknown[] = [];
  const door = whatsAppDoor({
    channels: () => [{ name: 'main', webhookSecret: SECRET, authorization: null, numberId: null, provider }],
    keep: ({ raw }) => Promise.resolve(void bodies.push(JSON.parse(raw))),
    clock: { now: () => 0 },
    log: silentLog(),
  });
  const server = await new Promise<ServerType>((resolve) => {
    const listening = serve({ fetch: door.fetch, hostname: '127.0.0.1', port: 0 }, () => resolve(listening));
  });
  const { port } = server.address() as AddressInfo;
  return {
    whatsapp,
    provider,
    hook: `http://127.0.0.1:${port}/webhooks/whatsapp/${SECRET}`,
    bodies,
    with: withThese,
    async close() {
      await whatsapp.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
