import type { Configuration } from '../channels/configuration.ts';
import type { ProcessSettings } from '../config.ts';
import { reasonOf } from '../errors.ts';
import type { Log } from '../observe/log.ts';
import type { SettingName } from '../settings/schema.ts';
import type { Store } from '../store/open.ts';
import { answerReload, wishedReload } from '../store/reload.ts';
import type { Changes } from './channels.ts';

/** What reading the settings again came to. */
export type Reloaded =
  | {
      ok: true;
      changes: Changes;
      /** Of the whole service, and changed too: they count from the next start on. */
      restart: string[];
    }
  | { ok: false; reason: string };

export interface ReloadOptions {
  /** Reads everything anew. @throws Misconfigured with every fault. */
  read: () => Promise<Configuration>;
  become: (channels: Configuration['channels']) => Promise<Changes>;
  settings: ProcessSettings;
  store: Store;
  log: Log;
  /** Names this run. */
  token: string;
}

/** A wish in the ledger is seen within this time. */
const LOOK_MS = 1_000;

/** Reads the settings again when it is told to, here or through the ledger. What is wrong in them changes nothing. */
export class Reload {
  readonly #options: ReloadOptions;
  #seen: string | null = null;
  #timer: NodeJS.Timeout | null = null;
  #looking: Promise<void> = Promise.resolve();
  #running: Promise<unknown> = Promise.resolve();

  constructor(options: ReloadOptions) {
    this.#options = options;
  }

  /** Wishes from before this are of an earlier run. */
  async start(): Promise<void> {
    this.#seen = await wishedReload(this.#options.store.db);
    this.#timer = setInterval(() => {
      this.#looking = this.#look();
    }, LOOK_MS).unref();
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    await this.#looking;
    await this.#running;
  }

  async now(): Promise<Reloaded> {
    const mine = this.#running.then(() => this.#reload());
    this.#running = mine.catch(() => undefined);
    return await mine;
  }

  async #look(): Promise<void> {
    const { store, log, token } = this.#options;
    try {
      const id = await wishedReload(store.db);
      if (id === null || id === this.#seen) return;
      this.#seen = id;
      const answer = JSON.stringify(await this.now());
      await store.write((tx) => answerReload(tx, id, token, answer));
    } catch (error) {
      log.error({ reason: reasonOf(error) }, 'whether the settings are to be read again could not be looked up');
    }
  }

  async #reload(): Promise<Reloaded> {
    const { read, become, settings, log } = this.#options;
    let next: Configuration;
    try {
      next = await read();
    } catch (error) {
      const reason = reasonOf(error);
      log.error({ reason }, 'the settings were read again and are wrong: all stays as it was');
      return { ok: false, reason };
    }
    let changes: Changes;
    try {
      changes = await become(next.channels);
    } catch (error) {
      // A channel that is closed and could not be opened anew is tried again (`Channels`): the ledger may only be away.
      const reason = reasonOf(error);
      log.error({ reason }, 'the settings were read again, and not every channel could be opened by them yet');
      return { ok: false, reason };
    }
    const restart = changedNames(settings, next.process);
    log.info({ ...changes, ...(restart.length > 0 ? { restart } : {}) }, 'the settings were read again');
    return { ok: true, changes, restart };
  }
}

/** What they are called in the environment. */
const variables: Record<Exclude<keyof ProcessSettings, 'retention'>, SettingName> = {
  databaseUrl: 'DATABASE_URL',
  host: 'HOST',
  port: 'PORT',
  apiToken: 'API_TOKEN',
  metricsToken: 'METRICS_TOKEN',
  consolePublic: 'CONSOLE_PUBLIC',
  logLevel: 'LOG_LEVEL',
  retentionDays: 'RETENTION_DAYS',
  filesMaxBytes: 'FILES_MAX',
  sessionDays: 'RETENTION_SESSIONS_DAYS',
};
const ofRetention: Record<keyof ProcessSettings['retention'], SettingName> = {
  events: 'RETENTION_EVENTS_DAYS',
  messages: 'RETENTION_MESSAGES_DAYS',
  turns: 'RETENTION_TURNS_DAYS',
  questions: 'RETENTION_QUESTIONS_DAYS',
  acts: 'RETENTION_ACTS_DAYS',
  problems: 'RETENTION_PROBLEMS_DAYS',
  files: 'RETENTION_FILES_DAYS',
};

/** What counts from the next start on only. */
function changedNames(before: ProcessSettings, after: ProcessSettings): SettingName[] {
  const changed = <K extends string>(
    names: Record<K, SettingName>,
    one: Record<K, unknown>,
    other: Record<K, unknown>,
  ) => (Object.keys(names) as K[]).filter((name) => one[name] !== other[name]).map((name) => names[name]);
  return [...changed(variables, before, after), ...changed(ofRetention, before.retention, after.retention)];
}
