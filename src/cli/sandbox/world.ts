import { createCalls, type Calls } from '../../sandbox/calls.ts';
import { token } from '../../sandbox/chance.ts';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import type { PageChannel } from '../../sandbox/view.ts';
import { startSandboxWhatsApp } from '../../sandbox/whatsapp/server.ts';
import type { Environment } from '../../settings/given.ts';

/** Everything outside of the sandbox's service: one Chatwoot with two inboxes, and a WhatsApp number for each. */
export interface World {
  servers: Sandbox;
  calls: Calls;
  channels: PageChannel[];
  /** These variables, with those of each channel over them. */
  channelsWith(variables: Environment): { name: string; variables: Environment }[];
  /** Tells both sides where the service is. */
  setWebhooks(url: string): void;
  close(): Promise<void>;
}

/** The second number: of Mexico, where the first is of Argentina. */
const SECOND = { phoneNumber: '5215555550100', numberId: '100000000000002' };

/** What Meta has approved here, such as `/template pedido_listo es_AR Ana|12` in a private note. */
const TEMPLATES = [
  {
    name: 'pedido_listo',
    language: 'es_AR',
    header: 'Novedades del pedido',
    text: 'Hola {{1}}: el pedido {{2}} ya está listo para retirar.',
    footer: 'Gracias por la compra',
    buttons: ['Ya voy', 'Cambiar horario'],
  },
  { name: 'seguimos_en_contacto', language: 'es_AR', text: 'Hola, hay una respuesta del equipo: {{1}}' },
  {
    name: 'order_ready',
    language: 'en',
    header: 'About the order',
    text: 'Hello {{1}}, order {{2}} is ready to be picked up.',
    footer: 'Thank you',
    buttons: ['On my way', 'Another time'],
  },
];

export async function openWorld(options: {
  version: string;
  provider: '360dialog' | 'meta';
  /** Their names at the desk. */
  inboxes: readonly [string, string];
}): Promise<World> {
  const { version, provider } = options;
  const calls = createCalls();
  const [sales, support] = options.inboxes;
  const inboxes = [
    { identifier: 'sandbox-inbox', name: sales },
    { identifier: 'sandbox-support', name: support },
  ];
  const servers = await startSandbox({
    chatwoot: { version, inboxes, calls },
    whatsapp: { provider, calls, templates: TEMPLATES },
  });
  const second = await startSandboxWhatsApp({ provider, calls, templates: TEMPLATES, ...SECOND });
  const secrets = { main: token(Math.random, 32), support: token(Math.random, 32), chatwoot: token(Math.random, 32) };
  return {
    servers,
    calls,
    channels: [
      { name: 'main', whatsapp: servers.whatsapp, inbox: 'sandbox-inbox' },
      { name: 'support', whatsapp: second, inbox: 'sandbox-support' },
    ],
    channelsWith(variables) {
      const own = { ...variables, ...servers.settings, CHATWOOT_WEBHOOK_SECRET: secrets.chatwoot };
      const others = { ...second.settings, CHATWOOT_INBOX_ID: 'sandbox-support' };
      return [
        { name: 'main', variables: { ...own, WHATSAPP_WEBHOOK_SECRET: secrets.main } },
        { name: 'support', variables: { ...own, ...others, WHATSAPP_WEBHOOK_SECRET: secrets.support } },
      ];
    },
    setWebhooks(url) {
      servers.setWebhook(`${url}/webhooks/whatsapp/${secrets.main}`);
      second.webhooks.config = { url: `${url}/webhooks/whatsapp/${secrets.support}`, headers: {} };
      servers.chatwoot.addAccountWebhook(`${url}/webhooks/chatwoot/${secrets.chatwoot}`);
    },
    async close() {
      await second.close();
      await servers.close();
    },
  };
}
