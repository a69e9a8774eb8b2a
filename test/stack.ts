import type { Hono } from 'hono';
import type { Bot } from '../src/bots/bot.ts';
import { readSettings } from '../src/config.ts';
import { openLog } from '../src/observe/log.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../src/sandbox/sandbox.ts';
import { startService, type Service, type ServiceOptions } from '../src/service/open.ts';
import { started } from './started.ts';
import { sharedDatabase } from './store/databases.ts';

/** The product between a sandbox's WhatsApp and Chatwoot: real servers on loopback, a database of its own. */
export interface Stack {
  sandbox: Sandbox;
  service: Service;
  /** The environment it was started with, for another start on the same database. */
  environment: Record<string, string>;
  close(): Promise<void>;
}

export interface StackOptions {
  sandbox?: SandboxOptions;
  environment?: Record<string, string>;
  bot?: Bot;
  /** Further routes on the service's port. */
  mount?: (app: Hono, sandbox: Sandbox) => void;
  /** Puts something into the sandbox before the service starts. */
  fill?: (sandbox: Sandbox) => Promise<void>;
  /** A clock of its own, shorter times of listening. */
  given?: Pick<ServiceOptions, 'clock' | 'listenTimes' | 'consoleDist'>;
}

/** Says back what was said: the order of what comes out is the order of what went in. */
export const echoBot: Bot = { answer: ({ messages }) => messages.map((m) => ({ do: 'reply', text: `re: ${m.text}` })) };

export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const database = await sharedDatabase.make();
  const sandbox = await startSandbox(options.sandbox);
  await options.fill?.(sandbox);
  const environment = {
    ...sandbox.settings,
    DATABASE_URL: database.url,
    PORT: '0',
    // A call that takes longer on a busy machine is not unclear yet.
    CHATWOOT_TIMEOUT: '5',
    BOT_WAIT: '0',
    BOT_PER_HOUR: '0',
    UNCLEAR_SEND_WAIT: '1',
    LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent',
    ...options.environment,
  };
  const { mount } = options;
  const service = await startOn(environment, options.bot, mount && ((app) => mount(app, sandbox)), options.given);
  sandbox.setWebhook(service.url + service.webhookPath);
  return {
    sandbox,
    service,
    environment,
    async close() {
      await service.stop();
      await sandbox.close();
      await database.remove();
    },
  };
}

/** A service with these variables, in this process. */
export async function startOn(
  environment: Record<string, string>,
  bot?: Bot,
  mount?: (app: Hono) => void,
  given?: StackOptions['given'],
): Promise<Service> {
  const settings = readSettings(environment);
  const log = openLog({ level: settings.logLevel, terminal: false });
  const service = await startService({ settings, log, ...given, ...(bot ? { bot } : {}), ...(mount ? { mount } : {}) });
  started.push(service);
  return service;
}

/** Waits until `look` gives something else than undefined, null or false; longer than any sound machine needs, however busy. */
export async function eventually<T>(look: () => T | Promise<T>, withinMs = 120_000): Promise<NonNullable<T>> {
  const end = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) return found;
    if (Date.now() > end) throw new Error(`not within ${withinMs} ms: ${look.toString().slice(0, 200)}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
