import { providerNames, providerVariables } from '../providers/known.ts';
import { headerText, optionalText, setting, word } from './setting.ts';

/** WhatsApp, through whichever provider. */
export const whatsappSettings = {
  PROVIDER: setting({
    group: 'whatsapp',
    shape: word(providerNames as [string, ...string[]], '360dialog'),
    default: '360dialog',
    rule: providerNames.map((name) => `\`${name}\``).join(' or '),
    doc: 'Through whom WhatsApp is reached. Only the variables of the one that is chosen count.',
    example: '360dialog',
  }),
  ...providerVariables,
  WHATSAPP_WEBHOOK_SECRET: setting({
    group: 'whatsapp',
    shape: optionalText(/^[\w.~-]{8,200}$/),
    default: null,
    secret: true,
    rule: 'at least 8 letters, digits, `-`, `_`, `.` or `~`',
    doc: 'Last part of the webhook address, `/webhooks/whatsapp/{secret}`. Not set: one is made at the first start and kept in the database; `bin/optiatiende.js check` shows it.',
    example: 'a-long-random-word',
  }),
  WHATSAPP_WEBHOOK_AUTHORIZATION: setting({
    group: 'whatsapp',
    shape: optionalText(headerText),
    default: null,
    secret: true,
    rule: 'the text of a header, in plain ASCII',
    doc: 'The `Authorization` header that every webhook call must carry. Set the same one with the webhook at the provider, where that sends any (360dialog does, Meta does not).',
    example: 'Bearer a-long-random-word',
  }),
};
