import { address, headerText, headerWord, optionalText, setting } from '../../settings/setting.ts';
import { z } from 'zod';
import { about } from '../about.ts';

const id = /^\d{5,30}$/;
const needed = 'needed with PROVIDER=meta';

/** What must be there, and where it is found. */
const wanted = {
  META_TOKEN: 'Make a token of a system user: Business settings → Users → System users → Generate token.',
  META_PHONE_NUMBER_ID:
    'Copy the phone number ID: WhatsApp Manager → Phone numbers, or the app → WhatsApp → API setup.',
  META_WABA_ID: 'Copy the WhatsApp Business account ID: the app → WhatsApp → API setup.',
  META_APP_SECRET: 'Copy it from the app: App settings → Basic → App secret.',
  META_VERIFY_TOKEN: 'Set a long random word; the same is typed in with the webhook address at Meta.',
} as const;

/** Meta's own Cloud API. One token may open many numbers, so the number stands in the address. */
export const meta = about({
  words: {
    provider: 'meta',
    name: 'Meta',
    console: 'WhatsApp Manager',
    key: 'META_TOKEN',
    keyFix: {
      en: 'Set META_TOKEN to a token that is valid, of a system user to whom app and account are assigned (one of the dashboard ends after about 24 hours).',
      es: 'Poné en META_TOKEN un token vigente, de un usuario del sistema que tenga asignadas la app y la cuenta (uno del panel dura unas 24 horas).',
    },
    address: 'META_BASE_URL',
    signingSecret: 'META_APP_SECRET',
  },
  variables: {
    META_TOKEN: setting({
      group: 'whatsapp',
      shape: optionalText(headerWord),
      default: null,
      secret: true,
      rule: 'an access token, without spaces',
      doc: 'With `PROVIDER=meta`: access token of a system user, with `whatsapp_business_messaging` and `whatsapp_business_management`.',
      example: 'the-token-of-a-system-user',
    }),
    META_PHONE_NUMBER_ID: setting({
      group: 'whatsapp',
      shape: optionalText(id),
      default: null,
      rule: 'the digits of the id (not the phone number)',
      doc: 'With `PROVIDER=meta`: id of the number we send from. News of other numbers are kept and not answered.',
      example: '100000000000001',
    }),
    META_WABA_ID: setting({
      group: 'whatsapp',
      shape: optionalText(id),
      default: null,
      rule: 'the digits of the id',
      doc: 'With `PROVIDER=meta`: id of the WhatsApp Business account that the number belongs to.',
      example: '200000000000001',
    }),
    META_APP_SECRET: setting({
      group: 'whatsapp',
      shape: optionalText(headerText),
      default: null,
      secret: true,
      rule: 'the secret of the app',
      doc: 'With `PROVIDER=meta`: secret of the app that calls our webhook. A webhook that is not signed with it is refused.',
      example: 'the-secret-of-the-app',
    }),
    META_VERIFY_TOKEN: setting({
      group: 'whatsapp',
      shape: optionalText(headerWord),
      default: null,
      secret: true,
      rule: 'a word without spaces',
      doc: 'With `PROVIDER=meta`: a word of yours, typed in at Meta with the webhook address; Meta shows it when it tries the address.',
      example: 'a-long-random-word',
    }),
    META_GRAPH_VERSION: setting({
      group: 'whatsapp',
      shape: z
        .string()
        .regex(/^v\d{2,3}\.\d$/)
        .prefault('v25.0'),
      default: 'v25.0',
      rule: 'a version such as `v25.0`',
      doc: 'With `PROVIDER=meta`: version of the Graph API. Meta ends each about two years after its birth; `check` warns half a year before.',
      example: 'v25.0',
    }),
    META_BASE_URL: setting({
      group: 'whatsapp',
      shape: address().prefault('https://graph.facebook.com'),
      default: 'https://graph.facebook.com',
      rule: 'an http:// or https:// address without user, query or fragment',
      doc: 'With `PROVIDER=meta`: address of the Graph API, without the version; another one for tests.',
      example: 'https://graph.facebook.com',
    }),
  },
  faults(values, given) {
    const names = Object.keys(wanted) as (keyof typeof wanted)[];
    const missing = names
      .filter((name) => values[name] === null)
      .map((variable) => ({ variable, rule: needed, fix: wanted[variable] }));
    if (!given.has('WHATSAPP_WEBHOOK_AUTHORIZATION')) return missing;
    const rule = 'not set with PROVIDER=meta: Meta sends no header of ours, and every webhook would be refused';
    return [
      ...missing,
      { variable: 'WHATSAPP_WEBHOOK_AUTHORIZATION', rule, fix: 'Remove it: the app secret proves who calls.' },
    ];
  },
  callsTo: ({ META_TOKEN: token, META_BASE_URL: base }) => (token === null ? null : new URL(base).host),
  ownNumberId: ({ META_PHONE_NUMBER_ID: number }) => number,
  load: (): Promise<{ open: unknown }> => import('./provider.ts'),
});
