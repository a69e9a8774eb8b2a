import type { Hours } from '../hours.ts';
import type { OwnTexts } from './texts.ts';
import type { ProviderValues } from '../providers/known.ts';

/** What is one for the whole service, however many channels it has. */
export interface ProcessSettings {
  /** `sqlite:` and a path. */
  databaseUrl: string;
  /** Without the brackets of an IPv6 address. */
  host: string;
  port: number;
  apiToken: string | null;
  metricsToken: string | null;
  /** Whether the console may be opened from elsewhere. */
  consolePublic: boolean;
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  retentionDays: number;
  /** Days; null: as `retentionDays`, of acts and problems for ever. */
  retention: Record<'events' | 'messages' | 'turns' | 'questions' | 'acts' | 'problems' | 'files', number | null>;
  /** Days for which a login to the console is good. */
  sessionDays: number;
  /** `FILES_MAX`. Bytes. */
  filesMaxBytes: number;
}

/** What each channel has for itself. Times are in milliseconds where the name says so. */
export interface ChannelSettings {
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
    /** In the order in which they are asked; empty: nobody answers. */
    chain: readonly ('faq' | 'llm' | 'http' | 'module')[];
    faqFile: string | null;
    /** A path, or groups of words themselves. */
    synonyms: string | null;
    module: string | null;
    timeoutMs: number;
    waitMs: number;
    restart: boolean;
    mostPerHour: number;
    /** Never empty with `http`. */
    http: { url: string; secret: string };
    /** Where files of a bot may be fetched from, whatever its address is. */
    filesUrl: string | null;
    llm: LlmSettings;
  };
  /** Null: voice notes stay what they are. */
  stt: SttSettings | null;
  uiLanguage: 'es' | 'en';
  /** Sentences of the operator in place of ours. */
  texts: OwnTexts;
  /** `DEFAULT_COUNTRY`; null: people type numbers with their country code. */
  defaultCountry: string | null;
  answerMaxAgeMs: number;
  unclearSendWaitMs: number;
  /** `AUDIT_AT`: minutes from midnight in the time zone of the business; null: never. */
  auditAt: number | null;
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
  notify: NotifySettings;
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

/** How the operator is told of changes; both ways null: not at all. */
export interface NotifySettings {
  url: string | null;
  /** Null: what is posted is not signed. */
  secret: string | null;
  /** Digits alone. */
  phone: string | null;
  /** Null: nothing is sent outside the 24 hours. */
  template: { name: string; language: string } | null;
}

/** Of `BOT=llm`; address and model are never empty with it. */
export interface LlmSettings {
  baseUrl: string;
  model: string;
  apiKey: string | null;
  timeoutMs: number;
  maxOutputTokens: number;
  temperature: number | null;
  concurrency: number;
  promptFile: string | null;
  knowledge: string | null;
  faqFile: string | null;
  toolsFile: string | null;
  mcpFile: string | null;
  toolsSecrets: string | null;
  strict: boolean;
  notes: boolean;
  gate: 'off' | 'note' | 'block';
  vision: boolean;
  /** Null: the sentence that ships; empty: none. */
  unseenText: string | null;
  masks: ('phone' | 'email' | 'card' | 'id')[];
  /** Tokens; money for a day; prices for a million tokens. 0: no limit. */
  limits: { turn: number; person: number; day: number; money: number; priceIn: number; priceOut: number };
  /** Every key and token that the channel's settings hold: no answer may say one. */
  secrets: string[];
}

/** A server that turns speech into text. */
export interface SttSettings {
  baseUrl: string;
  model: string;
  apiKey: string | null;
  /** Null: the server finds out. */
  language: string | null;
  timeoutMs: number;
  mostBytes: number;
  /** Null: the sentence in UI_LANGUAGE; empty: none. */
  failedText: string | null;
}

/** Everything that one channel needs: its own, and what it shares with the others. */
export type Settings = ProcessSettings & ChannelSettings;
