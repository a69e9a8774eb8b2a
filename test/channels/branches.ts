import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { readConfiguration } from '../../src/channels/configuration.ts';
import { startSandboxChatwoot, type SandboxChatwoot } from '../../src/sandbox/chatwoot/server.ts';
import { startSandboxWhatsApp, type SandboxWhatsApp } from '../../src/sandbox/whatsapp/server.ts';
import { startService, type Service, type ServiceOptions } from '../../src/service/open.ts';
import { sharedDatabase } from '../store/databases.ts';
import { echoBot } from '../stack.ts';

/** What stands behind the names of settings; `{env: NAME}` is a text like any other here. */
type Own = Record<string, string>;

/** Several numbers in one service: each with a WhatsApp of its own, in one Chatwoot with an inbox each, or in Chatwoots of their own. */
export interface Branches {
  service: Service;
  /** By channel. */
  whatsapp: Record<string, SandboxWhatsApp>;
  chatwoot: Record<string, SandboxChatwoot>;
  /** Every line of the log. */
  lines: Record<string, unknown>[];
  /** What the service reads at a reload; written as it is. */
  write(text: string): void;
  /** The file of these channels, each with what it adds. */
  file(channels: Record<string, Own>, defaults?: Own): string;
  /** What agents see of a person in a channel's inbox, in order. */
  desk(channel: string, person: string): string[];
  /** What a person's phone got from a channel's number, in order. */
  phone(channel: string, person: string): string[];
  /** Where what comes in for a channel goes. */
  point(channel: string): void;
  close(): Promise<void>;
}

export interface BranchOptions {
  /** The channels, and what each sets besides; those with `apart` have a Chatwoot of their own. */
  channels: Record<string, Own & { apart?: string }>;
  defaults?: Own;
  environment?: Record<string, string>;
  given?: Partial<Pick<ServiceOptions, 'bot' | 'clock' | 'listenTimes'>>;
}

export async function openBranches(options: BranchOptions): Promise<Branches> {
  const folder = mkdtempSync(join(tmpdir(), 'optiatiende-channels-'));
  const database = await sharedDatabase.make();
  const names = Object.keys(options.channels);
  const together = names.filter((name) => !options.channels[name]?.apart);
  const shared = await startSandboxChatwoot({
    inboxes: [...together, 'later'].map((name) => ({ identifier: `inbox-${name}` })),
  });
  const whatsapp: Record<string, SandboxWhatsApp> = {};
  const chatwoot: Record<string, SandboxChatwoot> = {};
  for (const name of [...names, 'later']) {
    whatsapp[name] = await startSandboxWhatsApp({ statusDelayMs: 1 });
    chatwoot[name] = options.channels[name]?.apart
      ? await startSandboxChatwoot({ inboxes: [{ identifier: `inbox-${name}` }] })
      : shared;
  }
  const path = join(folder, 'channels.yaml');
  const keys = Object.entries(whatsapp).map(([name, { apiKey }]) => [`KEY_${name}`, apiKey]);
  const environment: Record<string, string> = {
    CHANNELS: path,
    DATABASE_URL: database.url,
    PORT: '0',
    ...(Object.fromEntries(keys) as Record<string, string>),
    ...options.environment,
  };
  const lines: Record<string, unknown>[] = [];
  const log = pino({ level: 'info', base: null }, { write: (line) => void lines.push(JSON.parse(line) as never) });
  const branches: Omit<Branches, 'service'> = {
    whatsapp,
    chatwoot,
    lines,
    write: (text) => writeFileSync(path, text),
    file: (channels, defaults = {}) => {
      const own = Object.entries(channels).map(([name, { apart: _, ...more }]) => [
        `  ${name}:`,
        ...linesOf('    ', {
          d360_api_key: `{env: KEY_${name}}`,
          d360_base_url: whatsapp[name]?.url ?? '',
          chatwoot_url: chatwoot[name]?.url ?? '',
          chatwoot_inbox_id: `inbox-${name}`,
          ...more,
        }),
      ]);
      const all = { chatwoot_enabled: 'true', chatwoot_timeout: '2', bot_wait: '0', unclear_send_wait: '1' };
      return [
        'defaults:',
        ...linesOf('  ', { ...all, ...options.defaults, ...defaults }),
        'channels:',
        ...own.flat(),
        '',
      ].join('\n');
    },
    desk: (channel, person) =>
      [...(chatwoot[channel]?.state.conversations.values() ?? [])]
        .filter((it) => it.source.sourceId === person && it.source.inbox.identifier === `inbox-${channel}`)
        .flatMap((it) => it.messages.filter(({ type }) => type < 2).map(({ content }) => content ?? '')),
    phone: (channel, person) =>
      (whatsapp[channel]?.sent ?? [])
        .filter(({ to }) => to === person)
        .map(({ body }) => (body['text'] as { body?: string } | undefined)?.body ?? ''),
    point: (channel) => {
      const { webhookSecret } = service.channels.byName(channel) ?? {};
      const side = whatsapp[channel];
      if (side) side.webhooks.config = { url: `${service.url}/webhooks/whatsapp/${webhookSecret}`, headers: {} };
    },
    async close() {
      await service.stop();
      for (const side of [...Object.values(whatsapp), ...new Set(Object.values(chatwoot))]) await side.close();
      await database.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  branches.write(branches.file(options.channels));
  const read = () => readConfiguration(environment);
  const { process: settings, channels } = await read();
  const service = await startService({ settings, channels, read, log, bot: echoBot, ...options.given });
  for (const name of names) branches.point(name);
  return { ...branches, service };
}

const linesOf = (indent: string, settings: Own): string[] =>
  Object.entries(settings).map(([name, value]) => `${indent}${name}: ${value}`);
