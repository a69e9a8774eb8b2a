import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readSettings, settingsFaults, settingsWarnings } from '../src/config.ts';
import { Misconfigured } from '../src/errors.ts';
import { textNames } from '../src/settings/texts.ts';

const folder = mkdtempSync(join(tmpdir(), 'optiatiende-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, text: string) => (writeFileSync(join(folder, name), text), join(folder, name));
const three = {
  CHATWOOT_ENABLED: 'true',
  CHATWOOT_URL: 'https://chatwoot.example.com',
  CHATWOOT_INBOX_ID: 'EXAMPLEinboxIdentifier01',
};
const variables = (environment: Record<string, string>) => settingsFaults(environment).map(({ variable }) => variable);

const unset = (...names: string[]) => Object.fromEntries(names.map((name) => [name, null]));

test('an empty environment is a full set-up with the documented defaults', () => {
  expect(readSettings({})).toEqual({
    channel: 'main',
    chatwoot: {
      ...{ enabled: false, url: '', inboxId: '', storageUrl: null, botPrefix: '🤖 ' },
      ...{ timeoutMs: 10_000, hmacToken: null, concurrency: 4, dryRun: false },
    },
    whatsapp: {
      provider: '360dialog',
      values: expect.objectContaining({ D360_API_KEY: null, D360_BASE_URL: 'https://waba-v2.360dialog.io' }) as never,
      webhookSecret: null,
      webhookAuthorization: null,
    },
    bot: expect.objectContaining({ chain: ['faq'], waitMs: 2_000, restart: true, mostPerHour: 30 }) as never,
    databaseUrl: 'sqlite:./data/optiatiende.db',
    ...{ host: '127.0.0.1', port: 8080, consolePublic: false, logLevel: 'info', uiLanguage: 'es' },
    ...unset('apiToken', 'metricsToken', 'stt', 'defaultCountry'),
    notify: unset('phone', 'secret', 'template', 'url'),
    texts: Object.fromEntries(textNames.map((name) => [name, null])),
    retention: unset('acts', 'events', 'files', 'messages', 'problems', 'questions', 'turns'),
    retentionDays: 30,
    sessionDays: 7,
    filesMaxBytes: 2_000_000_000,
    auditAt: null,
    answerMaxAgeMs: 86_400_000,
    unclearSendWaitMs: 30_000,
    workerConcurrency: 16,
    listen: { webhookSecret: null, signingSecrets: [], cable: true, activeDays: 7, sweepsPerMinute: 60 },
    tokens: { accountId: null, bot: null, user: null },
    agents: { nameInFront: false, readWhenSeen: false, windowTemplate: null },
    handoff: {
      quietHours: 8,
      remindMinutes: 15,
      giveBackHours: 24,
      answerLast: false,
      text: null,
      label: 'humano',
      onAssign: 'auto',
      teamId: null,
      assigneeId: null,
      hours: null,
      timeZone: 'UTC',
      closedText: null,
    },
  });
});

test('the three variables of the guide are a full Chatwoot set-up', () => {
  const { chatwoot } = readSettings(three);
  expect(chatwoot).toMatchObject({
    enabled: true,
    url: 'https://chatwoot.example.com',
    inboxId: 'EXAMPLEinboxIdentifier01',
  });
});

test.each(['true', 'True', 'TRUE', '1', 'yes', 'YES', 'on', 'si', 'sí', 'Sí', 'SI\u0301', ' on ', '"true"', '"sí"'])(
  'CHATWOOT_ENABLED=%s is on',
  (value) => {
    expect(readSettings({ ...three, CHATWOOT_ENABLED: value }).chatwoot.enabled).toBe(true);
  },
);

test.each([
  ['https://chatwoot.example.com', 'https://chatwoot.example.com'],
  ['https://chatwoot.example.com/', 'https://chatwoot.example.com'],
  ['https://chatwoot.example.com/public/api/v1', 'https://chatwoot.example.com'],
  ['https://chatwoot.example.com//public/api/v1/', 'https://chatwoot.example.com'],
  ['https://CHATWOOT.example.com:8443/desk/public/api/v1', 'https://chatwoot.example.com:8443/desk'],
  ['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
  ['http://[::1]:3000/', 'http://[::1]:3000'],
])('CHATWOOT_URL=%s becomes %s', (given, kept) => {
  expect(readSettings({ ...three, CHATWOOT_URL: given }).chatwoot.url).toBe(kept);
});

test.each([
  'chatwoot.example.com',
  'localhost:3000',
  'ftp://chatwoot.example.com',
  'https:/chatwoot.example.com',
  'https://',
  'https://user:pass@chatwoot.example.com',
  'https://chatwoot.example.com/?a=b',
  'https://chatwoot.example.com/app/accounts/1/inbox/5',
  'https://chatwoot.example.com/public/api/v1/inboxes/EXAMPLEinboxIdentifier01/contacts',
])('CHATWOOT_URL=%s is a fault', (given) => {
  expect(variables({ ...three, CHATWOOT_URL: given })).toEqual(['CHATWOOT_URL']);
});

test.each([
  ['🤖 ', '🤖 '],
  ['"🤖 "', '🤖 '],
  ['', ''],
  ["''", ''],
  ['Bot: ', 'Bot: '],
])('CHATWOOT_BOT_PREFIX=%j becomes %j', (given, kept) => {
  expect(readSettings({ CHATWOOT_BOT_PREFIX: given }).chatwoot.botPrefix).toBe(kept);
});

test('times are given in their unit, with fractions, and kept in milliseconds', () => {
  const settings = readSettings({
    CHATWOOT_TIMEOUT: '2.5',
    BOT_TIMEOUT: '0.5',
    UNCLEAR_SEND_WAIT: '0',
    ANSWER_MAX_AGE: '0.5',
    HANDOFF_QUIET_HOURS: '1.5',
  });
  expect(settings.chatwoot.timeoutMs).toBe(2500);
  expect(settings.bot.timeoutMs).toBe(500);
  expect(settings.unclearSendWaitMs).toBe(0);
  expect(settings.answerMaxAgeMs).toBe(1_800_000);
  expect(settings.handoff.quietHours).toBe(1.5);
});

test.each([
  ['CHATWOOT_TIMEOUT', '10s'],
  ['CHATWOOT_TIMEOUT', '0'],
  ['CHATWOOT_TIMEOUT', '-1'],
  ['CHATWOOT_TIMEOUT', '1e1'],
  ['CHATWOOT_TIMEOUT', '0,5'],
  ['CHATWOOT_TIMEOUT', '121'],
  ['CHATWOOT_CONCURRENCY', '0'],
  ['CHATWOOT_CONCURRENCY', '1.5'],
  ['CHATWOOT_DRY_RUN', 'treu'],
  ['CHATWOOT_INBOX_ID', 'two words'],
  ['CHATWOOT_INBOX_ID', 'a/b'],
  ['D360_API_KEY', 'two words'],
  ['D360_BASE_URL', 'waba-v2.360dialog.io'],
  ['WHATSAPP_WEBHOOK_SECRET', 'short-7'],
  ['WHATSAPP_WEBHOOK_SECRET', 'with/a/slash'],
  ['WHATSAPP_WEBHOOK_AUTHORIZATION', 'Bearer ñandú'],
  ['BOT', 'gpt'],
  ['PORT', '65536'],
  ['PORT', '80a'],
  ['HOST', 'http://127.0.0.1'],
  ['HOST', '127.0.0.1:80'],
  ['API_TOKEN', 'fifteen-letters'],
  ['LOG_LEVEL', 'verbose'],
  ['UI_LANGUAGE', 'fr'],
  ['RETENTION_DAYS', '0'],
  ['WORKER_CONCURRENCY', '1000'],
  ['DATABASE_URL', 'sqlite:'],
  ['DATABASE_URL', 'sqlite://data/x.db'],
])('%s=%s is a fault of that variable alone', (name, value) => {
  expect(variables({ API_TOKEN: 'a-token-long-enough', [name]: value })).toEqual([name]);
});

test('a password whose characters are not written as in an address is a fault of it, and stays hidden', () => {
  const [fault] = settingsFaults({ DATABASE_URL: 'postgres://app:p@ss/word@db.example.com/app' });
  expect(fault?.rule).toContain('`postgres://USER:PASSWORD@HOST/DATABASE`');
  expect(fault?.value).toBe('"postgres://***@db.example.com/app"');
});

describe('rules between settings', () => {
  test('Chatwoot on needs an address and an inbox', () => {
    expect(variables({ CHATWOOT_ENABLED: 'yes' })).toEqual(['CHATWOOT_URL', 'CHATWOOT_INBOX_ID']);
  });

  test.each(['0.0.0.0', '::', '[::]', '192.0.2.7', 'bot.example.com'])('HOST=%s needs API_TOKEN', (host) => {
    expect(variables({ HOST: host })).toEqual(['API_TOKEN']);
    expect(variables({ HOST: host, API_TOKEN: 'a-token-long-enough' })).toEqual([]);
  });

  test.each(['127.0.0.1', '127.8.9.1', 'localhost', '::1', '[::1]'])('HOST=%s needs none', (host) => {
    expect(variables({ HOST: host })).toEqual([]);
  });

  test('the file of the bot must be there', () => {
    const missing = join(folder, 'missing');
    expect(variables({ BOT_FAQ: missing })).toEqual(['BOT_FAQ']);
    expect(variables({ BOT_FAQ: folder })).toEqual(['BOT_FAQ']);
    expect(variables({ BOT: 'module' })).toEqual(['BOT_MODULE']);
    expect(variables({ BOT: 'module', BOT_MODULE: missing })).toEqual(['BOT_MODULE']);
    expect(readSettings({ BOT: 'module', BOT_MODULE: file('bot.ts', '') }).bot.chain).toEqual(['module']);
    expect(readSettings({ BOT_FAQ: file('faq.md', '') }).bot.faqFile).toBe(join(folder, 'faq.md'));
  });
});

test('every fault is listed at once, with variable, value, rule and fix, and no secret', () => {
  const environment = {
    CHATWOOT_ENABLED: 'on',
    CHATWOOT_URL: 'chatwoot.example.com',
    CHATWOOT_TIMEOUT: '10s',
    D360_API_KEY: 'hush hush',
    API_TOKEN: 'hush',
    HOST: '0.0.0.0',
    PORT: '99999',
  };
  let message = '';
  try {
    readSettings(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(Misconfigured);
    message = (error as Misconfigured).message;
  }
  expect(message).toMatch(/^6 settings are wrong; with them nothing is started or changed\.\n/);
  expect(message).toContain('  CHATWOOT_URL = "chatwoot.example.com"\n    rule: an http:// or https:// address');
  expect(message).toContain(
    '  CHATWOOT_INBOX_ID = (not set)\n    rule: needed while CHATWOOT_ENABLED is on\n    fix:  Copy',
  );
  expect(message).toContain(
    'CHATWOOT_TIMEOUT = "10s"\n    rule: a number of seconds from 0.1 to 120\n    fix:  Correct it,',
  );
  const hidden = ['D360_API_KEY = (hidden, 9 characters)', 'API_TOKEN = (hidden, 4 characters)'];
  for (const line of [...hidden, 'PORT = "99999"']) expect(message).toContain(`  ${line}\n`);
  expect(message).not.toContain('hush');
});

test('what is hardly meant is a warning, without values', () => {
  expect(
    settingsWarnings({ ...three, PATH: '/bin', BOT_TOKEN_OF_ANOTHER_PROGRAM: 'x', CHATWOOT_DRY_RUN: 'true' }),
  ).toEqual([]);
  const warned = (environment: Record<string, string>) => settingsWarnings(environment).join('\n');
  expect(warned({ CHATWOOT_INBOXID: 'hush' })).toBe(
    'CHATWOOT_INBOXID is no setting and was passed over; did you mean CHATWOOT_INBOX_ID?',
  );
  expect(warned({ D360_API_KYE: 'hush' })).toContain('did you mean D360_API_KEY?');
  expect(warned({ WHATSAPP_SIGNING_SECRETS: 'hush' })).toContain('did you mean WHATSAPP_SIGNING_SECRET?');
  expect(warned({ CHATWOOT_URL_FILE: '/x' })).toContain('only secrets can be given as a file');
  expect(warned({ CHATWOOT_INBOX_ID: '5' })).toContain('only a short number');
  expect(warned({ BOT_MODULE: './bot.ts' })).toContain('BOT_MODULE has no effect');
});
