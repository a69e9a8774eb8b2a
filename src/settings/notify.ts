import { z } from 'zod';
import { optionalText, setting } from './setting.ts';

/** An http(s) address that may hold a key in its path or query, as the webhooks of chat programs do; null where it is not set. */
const webhook = z
  .string()
  .transform((text, context) => {
    const url = URL.parse(text);
    if (url && /^https?:\/\//i.test(text) && !url.username && !url.password && !url.hash) return url.href;
    context.addIssue({ code: 'custom', input: text });
    return z.NEVER;
  })
  .nullable()
  .prefault(null);

/** The digits of a number with its country code, however they are grouped; null where it is not set. */
const phone = z
  .string()
  .regex(/^\+?[\d\s().-]{8,30}$/)
  .transform((text) => text.replace(/\D/g, ''))
  .pipe(z.string().regex(/^[1-9]\d{7,14}$/))
  .nullable()
  .prefault(null);

/** How the operator is told that something has changed. */
export const notifySettings = {
  NOTIFY_URL: setting({
    group: 'notify',
    shape: webhook,
    default: null,
    secret: true,
    rule: 'an address with http:// or https://, without a user in it',
    doc: 'Where the operator is told, by a POST with JSON, that the channel was parked, that people wait, that something is missing in the ledger, that Chatwoot or WhatsApp is away for long, and when that is over (docs/OPERATIONS.md). Not set: nothing is posted.',
    example: 'https://ops.example.com/hooks/optiatiende',
  }),
  NOTIFY_SECRET: setting({
    group: 'notify',
    shape: optionalText(/^[\x21-\x7e]{16,}$/),
    default: null,
    secret: true,
    rule: 'at least 16 characters, plain ASCII without spaces',
    doc: 'What is posted to NOTIFY_URL is signed with it: `X-Optiatiende-Signature` is `sha256=` and the hex HMAC-SHA256 of the timestamp, a dot and the body. Not set: no signature.',
    example: 'make-one-with-openssl-rand-hex-24',
  }),
  NOTIFY_PHONE: setting({
    group: 'notify',
    shape: phone,
    default: null,
    rule: 'a phone number with its country code, such as +54 9 11 5555 0123',
    doc: 'The operator’s own phone: the same is told there, by WhatsApp from the channel’s number. Free words only within 24 hours after that phone wrote to the number; else by NOTIFY_TEMPLATE. What it writes is answered by nobody and not registered.',
    example: '+54 9 11 5555 0123',
  }),
  NOTIFY_TEMPLATE: setting({
    group: 'notify',
    shape: optionalText(/^[a-z0-9_]{1,512} [a-z]{2,3}(_[A-Z]{2,4})?$/),
    default: null,
    rule: 'the name of an approved template, a space and its language, such as `seguimos_en_contacto es_AR`',
    doc: 'Sent to NOTIFY_PHONE outside the 24 hours, with what is told as its {{1}}. Not set: it is not sent then, and becomes a problem.',
    example: 'seguimos_en_contacto es_AR',
  }),
};
