import { v7 } from 'uuid';
import { systemClock, type Clock } from '../clock.ts';
import { readConfiguration, type Configuration } from '../channels/configuration.ts';
import { loadEnvironment } from '../config.ts';
import { channelNamed } from '../intake/api-channels.ts';
import { addExchanges } from '../intake/exchange-add.ts';
import { readExchanges, WrongExchange, type ExchangeInput } from '../intake/exchange-input.ts';
import { outcomesOf, waitForOutcomes, type ExchangeOutcome } from '../intake/exchange-outcome.ts';
import { openLog, silentLog, type Log } from '../observe/log.ts';
import { endRun, freeDeadLeases, leaseToken } from '../queue/leases.ts';
import type { SettingName } from '../settings/schema.ts';
import { refuseHalf } from '../store/copy/copy-mark.ts';
import { openStore } from '../store/open.ts';
import { orUnusable } from '../store/unusable.ts';
import { maskNumber } from '../whatsapp/numbers.ts';
import { openRegistrarWorker } from './registrar-worker.ts';

/** The settings that a registrar reads; a program's own HOST or PORT are none of its business. */
export type RegistrarSetting = Extract<
  SettingName,
  | `CHATWOOT_${string}`
  | 'CHANNELS'
  | 'DATABASE_URL'
  | 'LOG_LEVEL'
  | 'UI_LANGUAGE'
  | 'DEFAULT_COUNTRY'
  | 'RETENTION_DAYS'
  | 'BUSINESS_TIMEZONE'
>;

export interface RegistrarOptions {
  /**
   * Over those of the process and of `.env`, under the same names: `{ CHATWOOT_URL: 'https://chatwoot.example.com' }`.
   * An empty text takes a variable back.
   */
  settings?: Partial<Record<RegistrarSetting, string>>;
  /** A pino logger. Where absent: JSON lines on standard output if LOG_LEVEL is set, else nothing. */
  log?: Log;
  clock?: Clock;
}

export interface RegisterOptions {
  /** A name of your own: used again with the same exchange it gives the same id and registers nothing twice. */
  idempotencyKey?: string;
}

/** Registers exchanges in Chatwoot from inside a program: what `POST /api/exchanges` is over HTTP. */
export interface Registrar {
  /**
   * Resolves once the exchange is on the disk; the rest happens by itself, also when Chatwoot is down.
   *
   * @throws WrongExchange with every field at fault. @throws KeyTaken where the key was used for another exchange. @throws Misconfigured
   * where a newer version has changed the database since it was opened.
   */
  register(exchange: ExchangeInput, options?: RegisterOptions): Promise<{ id: string }>;
  /** What has become of it; null for an id that is not known, or older than RETENTION_DAYS. */
  outcome(id: string): Promise<ExchangeOutcome | null>;
  /** Waits until it is settled, at most so many seconds; gives what is known then. */
  wait(id: string, seconds: number): Promise<ExchangeOutcome | null>;
  /** Finishes the calls that run (up to 10 s). What still waits stays on the disk and goes on at the next start. */
  close(): Promise<void>;
}

/** The idempotency key was used for another exchange. */
export class KeyTaken extends Error {
  override readonly name = 'KeyTaken';
}

/** How long the process is kept alive after the last exchange where Chatwoot gives no chance to register it. */
const PATIENCE_MS = 30_000;

/** The settings of a registrar, for each channel. @throws Misconfigured with every fault at once. */
export async function registrarSettings(
  given: RegistrarOptions['settings'] = {},
): Promise<Configuration & { logs: boolean }> {
  const environment = loadEnvironment();
  // A secret and its file are one setting.
  for (const name of Object.keys(given)) delete environment[`${name}_FILE`];
  const references = { ...environment, ...given };
  const own = Object.entries(references).filter(([name]) =>
    /^(CHATWOOT_.*|CHANNELS|DATABASE_URL|LOG_LEVEL|UI_LANGUAGE|DEFAULT_COUNTRY|RETENTION_DAYS|BUSINESS_TIMEZONE)$/.test(
      name,
    ),
  );
  const variables = Object.fromEntries(own);
  return { ...(await readConfiguration(variables, { references })), logs: Boolean(variables['LOG_LEVEL']) };
}

/**
 * Opens a registrar on the settings of the process and of `.env` in its folder (docs/SETTINGS.md): the Chatwoot ones, DATABASE_URL,
 * UI_LANGUAGE, DEFAULT_COUNTRY, BUSINESS_TIMEZONE, RETENTION_DAYS, LOG_LEVEL, CHANNELS. It may share its database with a service on the same machine.
 *
 * It does not keep an idle process alive: one with nothing else to do ends by itself once all is registered, or 30 seconds after its last
 * exchange where Chatwoot does not answer.
 *
 * @throws Misconfigured where a setting is wrong or the database cannot be opened.
 * @example
 * const registrar = await openRegistrar();
 * const { id } = await registrar.register({ phone: '+5493415550123', user_message: 'COMO VA', bot_response: '¡Todo bien!' });
 * console.log((await registrar.wait(id, 10))?.state); // registered
 */
export async function openRegistrar(options: RegistrarOptions = {}): Promise<Registrar> {
  const { process: settings, channels, logs } = await registrarSettings(options.settings);
  const log = options.log ?? (logs ? openLog({ level: settings.logLevel, terminal: false }) : silentLog());
  const clock = options.clock ?? systemClock;
  const store = await openStore(settings.databaseUrl);
  await refuseHalf(store);
  const token = leaseToken();
  await store.news.present(token);
  await orUnusable(settings.databaseUrl, store, () => store.write((tx) => freeDeadLeases(tx)));
  const part = { settings, store, clock, random: Math.random, log, token };
  const worker = openRegistrarWorker(part, channels, PATIENCE_MS);
  const opened = channels.map((own) => ({
    name: own.channel,
    register: own.chatwoot.enabled ? ('on' as const) : ('off' as const),
  }));
  const closing = new AbortController();
  let closed: Promise<void> | null = null;

  return {
    async register(given, { idempotencyKey = null }: { idempotencyKey?: string | null } = {}) {
      if (worker.outdated) throw worker.outdated;
      const exchanges = readExchanges(given);
      const channel = channelNamed(opened, exchanges[0]?.channel);
      if (typeof channel === 'string') throw new WrongExchange([{ path: 'channel', message: channel }]);
      const { name: channelId, register } = channel;
      const added = await addExchanges(
        store,
        { exchanges, into: [{ channelId, register }], list: false, key: idempotencyKey },
        { newId: () => v7(), now: clock.now() },
      );
      if (added.was === 'other') throw new KeyTaken(`the idempotency key was used for another exchange`);
      const [id = ''] = added.ids;
      if (added.was === 'new') {
        const { phone } = exchanges[0] ?? {};
        log.info({ exchange: id, from: maskNumber(phone?.waId ?? phone?.bsuid ?? '') }, 'exchange received');
        worker.wake();
        store.news.tell();
      }
      return { id };
    },
    outcome: async (id) => (await outcomesOf(store, [id]))[0] ?? null,
    wait: async (id, seconds) => {
      const [outcome] = await waitForOutcomes(store, [id], { ms: seconds * 1000, clock, signal: closing.signal });
      return outcome ?? null;
    },
    close() {
      closed ??= (async () => {
        await worker.stop();
        closing.abort();
        endRun(token);
        await store.close();
      })();
      return closed;
    },
  };
}
