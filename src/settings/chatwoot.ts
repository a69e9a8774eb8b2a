import { z } from 'zod';
import {
  address,
  duration,
  headerText,
  optionalText,
  second,
  setting,
  switchRule,
  switchedOff,
  whole,
} from './setting.ts';

/** Registering in Chatwoot. */
export const chatwootSettings = {
  CHATWOOT_ENABLED: setting({
    group: 'chatwoot',
    shape: switchedOff,
    default: 'false',
    rule: switchRule,
    doc: 'Registers conversations in Chatwoot. While it is off nothing is registered and the bot still answers.',
    example: 'true',
  }),
  CHATWOOT_URL: setting({
    group: 'chatwoot',
    shape: address(/\/+public\/+api\/+v1$/)
      .nullable()
      .prefault(null),
    default: null,
    rule: 'an http:// or https:// address without user, query or page (`/public/api/v1` may be at its end)',
    doc: 'Address of your Chatwoot. A `/` or `/public/api/v1` at its end makes no difference.',
    example: 'https://chatwoot.example.com',
  }),
  CHATWOOT_INBOX_ID: setting({
    group: 'chatwoot',
    shape: optionalText(/^[\w-]{1,100}$/),
    default: null,
    rule: 'the inbox identifier: letters, digits, `-` and `_`',
    doc: 'Identifier of the API inbox: in Chatwoot, Settings → Inboxes → your inbox → Configuration. Not the number in the address of the page.',
    example: 'EXAMPLEinboxIdentifier01',
  }),
  CHATWOOT_STORAGE_URL: setting({
    group: 'chatwoot',
    shape: address().nullable().prefault(null),
    default: null,
    rule: 'an http:// or https:// address without user, query or page',
    doc: "Only where Chatwoot keeps agents' files on another server of your own network, such as MinIO: the address its redirects lead to. Chatwoot itself, and stores on the internet with https, need nothing.",
    example: 'http://minio.example.com:9000',
  }),
  CHATWOOT_BOT_PREFIX: setting({
    group: 'chatwoot',
    shape: z.string().max(50).prefault('🤖 '),
    default: '🤖 ',
    rule: 'at most 50 characters',
    doc: "Stands before the bot's texts in Chatwoot. Spaces count, so quote it; set but empty means no prefix.",
    example: '🤖 ',
    verbatim: true,
  }),
  CHATWOOT_TIMEOUT: setting({
    group: 'chatwoot',
    shape: duration(10, 0.1, 120, second),
    default: '10',
    unit: 'seconds',
    rule: 'a number of seconds from 0.1 to 120',
    doc: 'How long one call to Chatwoot may take. Looking for the conversations of a new person has its own, longer limit.',
    example: '10',
  }),
  CHATWOOT_HMAC_TOKEN: setting({
    group: 'chatwoot',
    shape: optionalText(headerText),
    default: null,
    secret: true,
    rule: 'the HMAC token of the inbox, in plain ASCII',
    doc: 'Needed where the inbox enforces identity validation: Settings → Inboxes → your inbox → Configuration.',
    example: 'the-token-of-the-inbox',
  }),
  CHATWOOT_CONCURRENCY: setting({
    group: 'chatwoot',
    shape: whole(4, 1, 64),
    default: '4',
    rule: 'a whole number from 1 to 64',
    doc: 'Calls to Chatwoot at once, at most. Falls by itself while Chatwoot answers slowly.',
    example: '4',
  }),
  CHATWOOT_DRY_RUN: setting({
    group: 'chatwoot',
    shape: switchedOff,
    default: 'false',
    rule: switchRule,
    doc: 'Does everything but post to Chatwoot, and logs what it would have posted.',
    example: 'true',
  }),
};
