import { token } from './chance.ts';
import { startSandboxChatwoot, type SandboxChatwoot, type SandboxChatwootOptions } from './chatwoot/server.ts';
import { startSandboxWhatsApp, type SandboxWhatsApp, type SandboxWhatsAppOptions } from './whatsapp/server.ts';

export interface SandboxOptions {
  chatwoot?: SandboxChatwootOptions;
  whatsapp?: SandboxWhatsAppOptions;
}

export interface Sandbox {
  chatwoot: SandboxChatwoot;
  whatsapp: SandboxWhatsApp;
  /** The variables with which a service finds both servers. */
  settings: Record<string, string>;
  /** Where WhatsApp's events go: the service's webhook address, once it is known. */
  setWebhook: (url: string) => void;
  close: () => Promise<void>;
}

/** Both servers on loopback, with the settings of a service between them. Rejects when a port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const chatwoot = await startSandboxChatwoot(options.chatwoot);
  const whatsapp = await startSandboxWhatsApp(options.whatsapp);
  return {
    chatwoot,
    whatsapp,
    settings: {
      CHATWOOT_ENABLED: 'true',
      CHATWOOT_URL: chatwoot.url,
      CHATWOOT_INBOX_ID: chatwoot.inboxes[0] ?? '',
      ...whatsapp.settings,
      WHATSAPP_WEBHOOK_SECRET: token(Math.random, 32),
    },
    setWebhook(url) {
      whatsapp.webhooks.config = { url, headers: options.whatsapp?.webhookHeaders ?? {} };
    },
    async close() {
      await Promise.all([whatsapp.close(), chatwoot.close()]);
    },
  };
}
