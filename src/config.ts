import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { Misconfigured, reasonOf } from './errors.ts';
import type { Hours } from './hours.ts';
import { providerVariables, type ProviderValues } from './providers/known.ts';
import { faultsMessage, shown, type Fault } from './settings/faults.ts';
import { givenValues, type Environment, type Files } from './settings/given.ts';
import { crossFaults } from './settings/rules.ts';
import { schema, settingEntries, table, type SettingName, type Values } from './settings/schema.ts';
import type { Setting } from './settings/setting.ts';
import { environmentWarnings } from './settings/warnings.ts';

/** Everything an operator can set, read and checked. Times are in milliseconds where the name says so. */
export interface Settings {
  /** The name of the channel that these are of. */
  channel: string;
  chatwoot: {
    /** The next two are never empty while this is true. */
    enabled: boolean;
    /** Without `/public/api/v1` and without a slash at its end; empty where not set. */
    url: string;
    inboxId: string;
    storageUrl: string | null;
    botPrefix: string;
    timeoutMs: number;
    hmacToken: string | null;
    concurrency: number;
    dryRun: boolean;
  };
  whatsapp: {
    /** A word of `src/providers/list.ts`. */
    provider: string;
    /** Of the variables of all providers; `openProvider` knows which of them count. */
    values: ProviderValues;
    /** Null: one is made at the first start and kept in the database. */
    webhookSecret: string | null;
    webhookAuthorization: string | null;
  };
  bot: {
    kind: 'faq' | 'module' | 'none';
    faqFile: string | null;
    module: string | null;
    timeoutMs: number;
    waitMs: number;
  };
  /** `sqlite:` and a path. */
  databaseUrl: string;
  /** Without the brackets of an IPv6 address. */
  host: string;
  port: number;
  apiToken: string | null;
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  uiLanguage: 'es' | 'en';
  retentionDays: number;
  /** `FILES_MAX`. Bytes. */
  filesMaxBytes: number;
  answerMaxAgeMs: number;
  unclearSendWaitMs: number;
  workerConcurrency: number;
  /** How Chatwoot is heard; see docs/SETTINGS.md. */
  listen: {
    /** Null: the webhook door is shut. */
    webhookSecret: string | null;
    /** Empty: no signature is asked for. */
    signingSecrets: string[];
    cable: boolean;
    activeDays: number;
    sweepsPerMinute: number;
  };
  /** With tokens: the bot as the bot, true ticks. */
  tokens: { accountId: number | null; bot: string | null; user: string | null };
  agents: { nameInFront: boolean; readWhenSeen: boolean; windowTemplate: { name: string; language: string } | null };
  handoff: {
    /** 0: until it is given back. */
    quietHours: number;
    /** Minutes of business hours; 0: never. */
    remindMinutes: number;
    /** 0: never. */
    giveBackHours: number;
    answerLast: boolean;
    /** Null: the sentence in UI_LANGUAGE; empty: none. */
    text: string | null;
    label: string;
    /** Whether an assignment is a take-over. */
    onAssign: 'auto' | 'always' | 'never';
    teamId: number | null;
    assigneeId: number | null;
    hours: Hours | null;
    timeZone: string;
    closedText: string | null;
  };
}

/** The one channel there is without CHANNELS. */
export const ONLY_CHANNEL = 'main';

const disk: Files = { readFile: (path) => readFileSync(path, 'utf8') };

/**
 * The settings in an environment.
 *
 * @param files How secrets (`X_FILE`) and `BOT_FAQ` are read; the disk where absent.
 * @throws {Misconfigured} with every fault at once: variable, value (secrets hidden), rule and fix.
 */
export function readSettings(environment: Environment, files: Files = disk): Settings {
  const { values, faults } = examine(environment, files);
  if (faults.length > 0) throw new Misconfigured(faultsMessage(faults));
  return toSettings(values as Values);
}

/** The faults `readSettings` would throw, one by one; empty where all is well. */
export const settingsFaults = (environment: Environment, files: Files = disk): Fault[] =>
  examine(environment, files).faults;

/** Sentences on what is allowed and yet hardly meant: misspelt names, a switch that is neither on nor off. */
export const settingsWarnings = (environment: Environment): string[] => environmentWarnings(environment);

/**
 * The variables of the process over those of `.env` in `cwd`, where there is one. The only place that reads `process.env`.
 *
 * @throws {Misconfigured} where `.env` is there and cannot be read.
 */
export function loadEnvironment(cwd = process.cwd(), environment: Environment = process.env): Environment {
  const path = join(cwd, '.env');
  let file: Environment = {};
  try {
    file = parseEnv(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      throw new Misconfigured(`${path} could not be read: ${reasonOf(error)}`, { cause: error });
  }
  // A secret and its file are one setting: given in the environment in either form, the other form in .env is no clash.
  for (const [name, { secret }] of settingEntries) {
    if (!secret || (!environment[name] && !environment[`${name}_FILE`])) continue;
    delete file[name];
    delete file[`${name}_FILE`];
  }
  return { ...file, ...environment };
}

function examine(environment: Environment, files: Files): { values: Partial<Values>; faults: Fault[] } {
  const { given, faults } = givenValues(environment, files);
  // A secret whose file failed has its fault; that it is "not set" would be a second one for the same mistake.
  const broken = new Set(faults.map(({ variable }) => variable.replace(/_FILE$/, '')));
  const values: Partial<Record<SettingName, unknown>> = {};
  for (const [name, { rule, secret }] of settingEntries) {
    if (broken.has(name)) continue;
    const result = schema.shape[name].safeParse(given[name]);
    if (result.success) {
      values[name] = result.data;
      continue;
    }
    faults.push({ variable: name, value: shown(given[name], secret === true), rule, fix: fixOf(name) });
  }
  faults.push(...crossFaults(values as Partial<Values>, given, files));
  const order = Object.keys(table);
  const place = ({ variable }: Fault) => order.indexOf(variable.replace(/_FILE$/, ''));
  return { values: values as Partial<Values>, faults: faults.sort((a, b) => place(a) - place(b)) };
}

function fixOf(name: SettingName): string {
  const { secret, example, default: standard }: Setting = table[name];
  if (secret) return 'Copy it again, or make a new one.';
  const correct = example === standard ? 'Correct it' : `Set a value such as ${JSON.stringify(example)}`;
  return standard === null ? `${correct}.` : `${correct}, or remove it for the default, ${JSON.stringify(standard)}.`;
}

function toSettings(values: Values): Settings {
  return {
    channel: ONLY_CHANNEL,
    chatwoot: {
      enabled: values.CHATWOOT_ENABLED,
      url: values.CHATWOOT_URL ?? '',
      inboxId: values.CHATWOOT_INBOX_ID ?? '',
      storageUrl: values.CHATWOOT_STORAGE_URL,
      botPrefix: values.CHATWOOT_BOT_PREFIX,
      timeoutMs: values.CHATWOOT_TIMEOUT,
      hmacToken: values.CHATWOOT_HMAC_TOKEN,
      concurrency: values.CHATWOOT_CONCURRENCY,
      dryRun: values.CHATWOOT_DRY_RUN,
    },
    whatsapp: {
      provider: values.PROVIDER,
      values: Object.fromEntries(
        Object.keys(providerVariables).map((name) => [name, values[name as SettingName]]),
      ) as ProviderValues,
      webhookSecret: values.WHATSAPP_WEBHOOK_SECRET,
      webhookAuthorization: values.WHATSAPP_WEBHOOK_AUTHORIZATION,
    },
    bot: {
      kind: values.BOT,
      faqFile: values.BOT_FAQ,
      module: values.BOT_MODULE,
      timeoutMs: values.BOT_TIMEOUT,
      waitMs: values.BOT_WAIT,
    },
    databaseUrl: values.DATABASE_URL,
    host: values.HOST,
    port: values.PORT,
    apiToken: values.API_TOKEN,
    logLevel: values.LOG_LEVEL,
    uiLanguage: values.UI_LANGUAGE,
    retentionDays: values.RETENTION_DAYS,
    filesMaxBytes: values.FILES_MAX,
    answerMaxAgeMs: values.ANSWER_MAX_AGE,
    unclearSendWaitMs: values.UNCLEAR_SEND_WAIT,
    workerConcurrency: values.WORKER_CONCURRENCY,
    listen: {
      webhookSecret: values.CHATWOOT_WEBHOOK_SECRET,
      signingSecrets: values.CHATWOOT_SIGNING_SECRET,
      cable: values.CHATWOOT_CABLE,
      activeDays: values.CABLE_ACTIVE_DAYS,
      sweepsPerMinute: values.SWEEP_REQUESTS_PER_MINUTE,
    },
    tokens: {
      accountId: numberOrNull(values.CHATWOOT_ACCOUNT_ID),
      bot: values.CHATWOOT_BOT_TOKEN,
      user: values.CHATWOOT_USER_TOKEN,
    },
    agents: {
      nameInFront: values.AGENT_NAME_IN_FRONT,
      readWhenSeen: values.READ_WHEN_SEEN,
      windowTemplate: templateOf(values.WINDOW_TEMPLATE),
    },
    handoff: {
      quietHours: values.HANDOFF_QUIET_HOURS,
      remindMinutes: values.HANDOFF_REMIND,
      giveBackHours: values.HANDOFF_GIVE_BACK,
      answerLast: values.HANDOFF_ANSWER_LAST,
      text: values.HANDOFF_TEXT,
      label: values.HANDOFF_LABEL,
      onAssign: values.HANDOFF_ON_ASSIGN,
      teamId: numberOrNull(values.HANDOFF_TEAM_ID),
      assigneeId: numberOrNull(values.HANDOFF_ASSIGNEE_ID),
      hours: values.BUSINESS_HOURS,
      timeZone: values.BUSINESS_TIMEZONE,
      closedText: values.BUSINESS_CLOSED_TEXT,
    },
  };
}

const numberOrNull = (text: string | null): number | null => (text === null ? null : Number(text));

function templateOf(text: string | null): { name: string; language: string } | null {
  const [name, language] = text?.split(' ') ?? [];
  return name && language ? { name, language } : null;
}
