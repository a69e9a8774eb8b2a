import { isIP } from 'node:net';
import { z } from 'zod';
import {
  duration,
  optionalText,
  room,
  second,
  setting,
  switchedOff,
  switchRule,
  whole,
  wholeOrNull,
  word,
} from './setting.ts';

/** Of one kind of rows alone. */
const retention = (doc: string, example: string) =>
  setting({
    group: 'service',
    scope: 'process',
    shape: wholeOrNull(1, 3650),
    default: null,
    unit: 'days',
    rule: 'a whole number of days from 1 to 3650',
    doc,
    example,
  });

/** The service itself. */
export const serviceSettings = {
  CHANNELS: setting({
    group: 'service',
    scope: 'process',
    shape: optionalText(/./),
    default: null,
    rule: 'the path of a YAML file that exists (docs/CHANNELS.md)',
    doc: 'Several WhatsApp numbers in one service: each with its own settings, in this file. Not set: there is one, `main`, with the settings of the environment.',
    example: './channels.yaml',
  }),
  DATABASE_URL: setting({
    group: 'service',
    scope: 'process',
    shape: z
      .string()
      .regex(/^(sqlite:(?!\/\/(?!\/)).|postgres(ql)?:\/\/[^/\s]*\/[^/?#@\s]+(\?\S*)?$)/)
      .prefault('sqlite:./data/optiatiende.db'),
    default: 'sqlite:./data/optiatiende.db',
    rule: '`sqlite:` and the path of a file, or `postgres://USER:PASSWORD@HOST/DATABASE` (`?sslmode=require` for TLS)',
    doc: 'Where messages and waiting work are kept: a file, whose folder is made when it is missing, or a database on a PostgreSQL server (14 or later), which several machines can share.',
    example: 'sqlite:./data/optiatiende.db',
  }),
  HOST: setting({
    group: 'service',
    scope: 'process',
    shape: z
      .string()
      .prefault('127.0.0.1')
      .transform((text) => text.replace(/^\[(.*)\]$/, '$1'))
      .refine((text) => isIP(text) > 0 || /^[a-z\d]([a-z\d.-]*[a-z\d])?$/i.test(text)),
    default: '127.0.0.1',
    rule: 'an IP address or a host name, without a port',
    doc: 'Address to listen on. One that other machines can reach (`0.0.0.0`) needs `API_TOKEN`.',
    example: '127.0.0.1',
  }),
  PORT: setting({
    group: 'service',
    scope: 'process',
    shape: whole(8080, 0, 65_535),
    default: '8080',
    rule: 'a whole number from 0 to 65535',
    doc: 'Port to listen on. 0: any free one.',
    example: '8080',
  }),
  API_TOKEN: setting({
    group: 'service',
    scope: 'process',
    shape: optionalText(/^[\x21-\x7e]{16,}$/),
    default: null,
    secret: true,
    rule: 'at least 16 characters, plain ASCII without spaces',
    doc: 'Bearer token of `/api/…`. Not set: only programs on the same machine may use it.',
    example: 'make-one-with-openssl-rand-hex-24',
  }),
  METRICS_TOKEN: setting({
    group: 'service',
    scope: 'process',
    shape: optionalText(/^[\x21-\x7e]{16,}$/),
    default: null,
    secret: true,
    rule: 'at least 16 characters, plain ASCII without spaces',
    doc: 'Bearer token of `/metrics`, which shows numbers for Prometheus. Not set: there is no such address, and nothing is counted.',
    example: 'make-one-with-openssl-rand-hex-24',
  }),
  CONSOLE_PUBLIC: setting({
    group: 'service',
    scope: 'process',
    shape: switchedOff,
    default: 'false',
    rule: switchRule,
    doc: 'Whether the operator’s console (`/console`) may be opened from other machines and through a proxy; put https in front. Else from this machine alone. It is off until `optiatiende console-password` has set a password.',
    example: 'true',
  }),
  LOG_LEVEL: setting({
    group: 'service',
    scope: 'process',
    shape: word(['trace', 'debug', 'info', 'warn', 'error', 'silent'], 'info'),
    default: 'info',
    rule: '`trace`, `debug`, `info`, `warn`, `error` or `silent`',
    doc: "How much is logged. Only `trace` shows people's texts.",
    example: 'info',
  }),
  UI_LANGUAGE: setting({
    group: 'service',
    shape: word(['es', 'en'], 'es'),
    default: 'es',
    rule: '`es` or `en`',
    doc: 'Language of the set texts that people and agents read, and of the page.',
    example: 'es',
  }),
  RETENTION_DAYS: setting({
    group: 'service',
    scope: 'process',
    shape: whole(30, 1, 3650),
    default: '30',
    unit: 'days',
    rule: 'a whole number of days from 1 to 3650',
    doc: 'How long raw events, finished work and questions without an answer are kept.',
    example: '30',
  }),
  RETENTION_EVENTS_DAYS: retention(
    'How long raw webhooks are kept as they came. Not set: as long as RETENTION_DAYS.',
    '7',
  ),
  RETENTION_MESSAGES_DAYS: retention(
    'How long messages with their sends and files are kept. Not set: as long as RETENTION_DAYS. What WhatsApp tells again later is taken for new; it does so for 7 days.',
    '7',
  ),
  RETENTION_TURNS_DAYS: retention(
    'How long turns of the bot with the answers of its model and the calls of its tools are kept. Not set: as long as RETENTION_DAYS.',
    '7',
  ),
  RETENTION_QUESTIONS_DAYS: retention(
    'How long questions that no bot could answer are kept. Not set: as long as RETENTION_DAYS.',
    '7',
  ),
  RETENTION_ACTS_DAYS: retention(
    'How long it is kept what was done in the operator’s console. Not set: for ever.',
    '365',
  ),
  RETENTION_PROBLEMS_DAYS: retention(
    'How long problems that nobody decided on are kept, from when they became one; what was not sent or registered stays so. Not set: for ever.',
    '365',
  ),
  RETENTION_FILES_DAYS: retention(
    'How long the bytes of files are kept whose message could not be registered (they go at once where it is). Not set: as long as RETENTION_DAYS.',
    '7',
  ),
  RETENTION_SESSIONS_DAYS: setting({
    group: 'service',
    scope: 'process',
    shape: whole(7, 1, 365),
    default: '7',
    unit: 'days',
    rule: 'a whole number of days from 1 to 365',
    doc: 'How long a login to the operator’s console is good for, and kept; after 12 hours without use it is over anyway.',
    example: '7',
  }),
  FILES_MAX: setting({
    group: 'service',
    scope: 'process',
    shape: room(2, 0.1, 10_000),
    default: '2',
    unit: 'GB',
    rule: 'a number of GB from 0.1 to 10000, or of MB with `MB` behind it (`500 MB`)',
    doc: "Room that files may take in the database until they are where they go. Beyond it customers' files wait at WhatsApp, which keeps them for 7 days, and the bot's are not sent.",
    example: '2',
  }),
  UNCLEAR_SEND_WAIT: setting({
    group: 'service',
    shape: duration(30, 0, 3600, second),
    default: '30',
    unit: 'seconds',
    rule: 'a number of seconds from 0 to 3600',
    doc: 'After a send with an unclear outcome: how long to wait for a status from WhatsApp before it is sent again.',
    example: '30',
  }),
  WORKER_CONCURRENCY: setting({
    group: 'service',
    shape: whole(16, 1, 256),
    default: '16',
    rule: 'a whole number from 1 to 256',
    doc: 'Jobs of a kind worked on at once, at most. Those of one person always run one at a time.',
    example: '16',
  }),
};
