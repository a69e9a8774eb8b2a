import { address, headerText, headerWord, optionalText, setting } from './setting.ts';

/** WhatsApp, through 360dialog. */
export const whatsappSettings = {
  D360_API_KEY: setting({
    group: 'whatsapp',
    shape: optionalText(headerWord),
    default: null,
    secret: true,
    rule: 'the API key of the number, without spaces',
    doc: 'API key of your WhatsApp number at 360dialog. Without it nothing can be sent on WhatsApp.',
    example: 'the-key-from-the-360dialog-hub',
  }),
  D360_BASE_URL: setting({
    group: 'whatsapp',
    shape: address().prefault('https://waba-v2.360dialog.io'),
    default: 'https://waba-v2.360dialog.io',
    rule: 'an http:// or https:// address without user, query or fragment',
    doc: "Address of the WhatsApp API: production; 360dialog's sandbox is `https://waba-sandbox.360dialog.io`.",
    example: 'https://waba-v2.360dialog.io',
  }),
  WHATSAPP_WEBHOOK_SECRET: setting({
    group: 'whatsapp',
    shape: optionalText(/^[\w.~-]{8,200}$/),
    default: null,
    secret: true,
    rule: 'at least 8 letters, digits, `-`, `_`, `.` or `~`',
    doc: 'Last part of the webhook address, `/webhooks/whatsapp/{secret}`. Not set: one is made at the first start and kept in the database; `optiatiende check` shows it.',
    example: 'a-long-random-word',
  }),
  WHATSAPP_WEBHOOK_AUTHORIZATION: setting({
    group: 'whatsapp',
    shape: optionalText(headerText),
    default: null,
    secret: true,
    rule: 'the text of a header, in plain ASCII',
    doc: 'The `Authorization` header that every webhook call must carry. Set the same one with the webhook at 360dialog.',
    example: 'Bearer a-long-random-word',
  }),
  WHATSAPP_SIGNING_SECRET: setting({
    group: 'whatsapp',
    shape: optionalText(headerText),
    default: null,
    secret: true,
    rule: 'a text in plain ASCII',
    doc: 'Key of the HMAC-SHA256 over the raw body, in `x-360dialog-signature` or `X-Hub-Signature-256`. Set: an unsigned webhook is refused.',
    example: 'a-long-random-word',
  }),
};
