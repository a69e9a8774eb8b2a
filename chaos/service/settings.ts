import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Front } from '../outside/front.ts';
import type { Outside } from '../outside/outside.ts';

/** The last part of each webhook's address. */
const secretOf = (channel: string) => `a-secret-of-the-channel-${channel}`.padEnd(32, '-');
const DOOR = 'a-secret-of-the-door-of-chatwoot';

/** Where the front hands on what comes in. */
export const pathsOf = (channels: readonly string[]): Record<string, string> => ({
  '/chatwoot': `/webhooks/chatwoot/${DOOR}`,
  ...Object.fromEntries(channels.map((one) => [`/whatsapp/${one}`, `/webhooks/whatsapp/${secretOf(one)}`])),
});

/** Writes the file of the channels, has both sides call the front, and gives the environment of the service. */
export function settle(outside: Outside, front: Front, folder: string, databaseUrl: string): Record<string, string> {
  const { chatwoot, numbers } = outside;
  const lines = numbers.flatMap(({ channel, inbox, whatsapp }) => [
    `  ${channel}:`,
    `    d360_api_key: { env: KEY_${channel} }`,
    `    d360_base_url: ${whatsapp.url}`,
    `    whatsapp_webhook_secret: { env: SECRET_${channel} }`,
    `    chatwoot_inbox_id: ${inbox}`,
    ...(channel === 'plain' ? [] : ['    chatwoot_account_id: 1', '    chatwoot_bot_token: { env: BOT_TOKEN }']),
    ...(channel === 'bot' ? ['    chatwoot_webhook_secret: { env: DOOR }'] : []),
    ...(channel === 'user' ? ['    chatwoot_user_token: { env: USER_TOKEN }'] : []),
  ]);
  const path = join(folder, 'channels.yaml');
  writeFileSync(
    path,
    ['defaults:', ...defaults(chatwoot.url).map((line) => `  ${line}`), 'channels:', ...lines, ''].join('\n'),
  );
  for (const { channel, whatsapp } of numbers)
    whatsapp.webhooks.config = { url: `${front.url}/whatsapp/${channel}`, headers: {} };
  const withWebhook = numbers.find(({ channel }) => channel === 'bot');
  if (withWebhook) chatwoot.setInboxWebhook(`${front.url}/chatwoot`, withWebhook.inbox);
  return {
    CHANNELS: path,
    DATABASE_URL: databaseUrl,
    DOOR,
    BOT_TOKEN: chatwoot.botToken,
    USER_TOKEN: chatwoot.adminToken,
    ...Object.fromEntries(
      numbers.flatMap(({ channel, whatsapp }) => [
        [`KEY_${channel}`, whatsapp.apiKey],
        [`SECRET_${channel}`, secretOf(channel)],
      ]),
    ),
  };
}

const defaults = (chatwootUrl: string): string[] => [
  'chatwoot_enabled: true',
  `chatwoot_url: ${chatwootUrl}`,
  'chatwoot_timeout: 1',
  'unclear_send_wait: 4',
  'sweep_requests_per_minute: 600',
  'handoff_text: ""',
  // A person here says in minutes what others say in a day.
  'bot_per_hour: 0',
  'bot: module',
  `bot_module: ${join(import.meta.dirname, 'echo-bot.ts')}`,
  'bot_wait: 0',
];
