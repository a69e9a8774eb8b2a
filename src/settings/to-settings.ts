import { providerVariables, type ProviderValues } from '../providers/known.ts';
import { settingEntries, type SettingName, type Values } from './schema.ts';
import type { ChannelSettings, LlmSettings, ProcessSettings, SttSettings } from './settings.ts';
import { textNames, type OwnTexts } from './texts.ts';

export function toProcessSettings(values: Values): ProcessSettings {
  return {
    databaseUrl: values.DATABASE_URL,
    host: values.HOST,
    port: values.PORT,
    apiToken: values.API_TOKEN,
    metricsToken: values.METRICS_TOKEN,
    consolePublic: values.CONSOLE_PUBLIC,
    logLevel: values.LOG_LEVEL,
    retentionDays: values.RETENTION_DAYS,
    retention: {
      events: values.RETENTION_EVENTS_DAYS,
      messages: values.RETENTION_MESSAGES_DAYS,
      turns: values.RETENTION_TURNS_DAYS,
      questions: values.RETENTION_QUESTIONS_DAYS,
      acts: values.RETENTION_ACTS_DAYS,
      problems: values.RETENTION_PROBLEMS_DAYS,
      files: values.RETENTION_FILES_DAYS,
    },
    sessionDays: values.RETENTION_SESSIONS_DAYS,
    filesMaxBytes: values.FILES_MAX,
  };
}

export function toChannelSettings(channel: string, values: Values): ChannelSettings {
  return {
    channel,
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
      chain: values.BOT,
      faqFile: values.BOT_FAQ,
      synonyms: values.BOT_SYNONYMS,
      module: values.BOT_MODULE,
      timeoutMs: values.BOT_TIMEOUT,
      waitMs: values.BOT_WAIT,
      restart: values.BOT_RESTART,
      mostPerHour: values.BOT_PER_HOUR,
      http: { url: values.BOT_URL ?? '', secret: values.BOT_SECRET ?? '' },
      filesUrl: values.BOT_FILES_URL,
      llm: llmOf(values),
    },
    stt: sttOf(values),
    uiLanguage: values.UI_LANGUAGE,
    defaultCountry: values.DEFAULT_COUNTRY,
    texts: Object.fromEntries(textNames.map((name) => [name, values[name]])) as OwnTexts,
    answerMaxAgeMs: values.ANSWER_MAX_AGE,
    unclearSendWaitMs: values.UNCLEAR_SEND_WAIT,
    auditAt: values.AUDIT_AT,
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
    notify: {
      url: values.NOTIFY_URL,
      secret: values.NOTIFY_SECRET,
      phone: values.NOTIFY_PHONE,
      template: templateOf(values.NOTIFY_TEMPLATE),
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

const llmOf = (values: Values): LlmSettings => ({
  baseUrl: values.LLM_BASE_URL ?? '',
  model: values.LLM_MODEL ?? '',
  apiKey: values.LLM_API_KEY,
  timeoutMs: values.LLM_TIMEOUT,
  maxOutputTokens: values.LLM_MAX_OUTPUT,
  temperature: values.LLM_TEMPERATURE,
  concurrency: values.LLM_CONCURRENCY,
  promptFile: values.BOT_PROMPT,
  knowledge: values.BOT_KNOWLEDGE,
  faqFile: values.BOT_FAQ,
  toolsFile: values.BOT_TOOLS,
  mcpFile: values.BOT_MCP,
  toolsSecrets: values.BOT_TOOLS_SECRETS,
  strict: values.BOT_STRICT,
  notes: values.BOT_NOTES,
  gate: values.BOT_GATE,
  vision: values.LLM_VISION,
  unseenText: values.LLM_UNSEEN_TEXT,
  masks: values.LLM_MASK,
  limits: {
    turn: values.LLM_BUDGET_TURN,
    person: values.LLM_BUDGET_PERSON,
    day: values.LLM_BUDGET_DAY,
    money: values.LLM_BUDGET_MONEY,
    priceIn: values.LLM_PRICE_INPUT,
    priceOut: values.LLM_PRICE_OUTPUT,
  },
  secrets: secretsOf(values),
});

const sttOf = (values: Values): SttSettings | null =>
  values.STT_BASE_URL === null || values.STT_MODEL === null
    ? null
    : {
        baseUrl: values.STT_BASE_URL,
        model: values.STT_MODEL,
        apiKey: values.STT_API_KEY,
        language: values.STT_LANGUAGE,
        timeoutMs: values.STT_TIMEOUT,
        mostBytes: values.STT_MAX,
        failedText: values.STT_FAILED_TEXT,
      };

/** Several in one setting count each for itself. */
const secretsOf = (values: Values): string[] =>
  settingEntries
    .filter(([, { secret }]) => secret)
    .flatMap(([name]) => [values[name] as unknown].flat())
    .filter((secret) => typeof secret === 'string' && secret !== '') as string[];

const numberOrNull = (text: string | null): number | null => (text === null ? null : Number(text));

function templateOf(text: string | null): { name: string; language: string } | null {
  const [name, language] = text?.split(' ') ?? [];
  return name && language ? { name, language } : null;
}
