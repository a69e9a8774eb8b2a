import { address, headerText, headerWord, optionalText, setting } from '../../settings/setting.ts';
import { about } from '../about.ts';

/** 360dialog, and whoever speaks as it does. One key is one number. */
export const dialog360 = about({
  words: {
    provider: '360dialog',
    name: '360dialog',
    console: '360dialog Hub',
    key: 'D360_API_KEY',
    keyFix: {
      en: 'Set D360_API_KEY to the current key of this number (making a new key ends the old one).',
      es: 'Poné en D360_API_KEY la clave vigente de este número (al crear una nueva, la anterior deja de valer).',
    },
    address: 'D360_BASE_URL',
    signingSecret: 'WHATSAPP_SIGNING_SECRET',
  },
  variables: {
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
      doc: "Address of 360dialog's API: production; its sandbox is `https://waba-sandbox.360dialog.io`.",
      example: 'https://waba-v2.360dialog.io',
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
  },
  faults: () => [],
  callsTo: ({ D360_API_KEY: key, D360_BASE_URL: base }) => (key === null ? null : new URL(base).host),
  ownNumberId: () => null,
  load: (): Promise<{ open: unknown }> => import('./provider.ts'),
});
