import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Refused, Unreachable } from '../../../src/errors.ts';
import { sendVerdict } from '../../../src/whatsapp/failures/failure.ts';
import { mediaVerdict } from '../../../src/whatsapp/failures/media-failure.ts';
import { MediaFault } from '../../../src/whatsapp/failures/media-fault.ts';
import { readSettings } from '../../../src/config.ts';
import { openProvider } from '../../../src/providers/open.ts';
import type { Provider } from '../../../src/providers/provider.ts';
import { hostileServer, saying, type HostileServer } from '../../wire/hostile-server.ts';

const apiKey = 'EXAMPLEkey000000000001';
const text = 'unas palabras de la empresa';
let server: HostileServer;
beforeAll(async () => void (server = await hostileServer()));
afterAll(() => server.close());

const settings = {
  '360dialog': () => ({ D360_API_KEY: apiKey, D360_BASE_URL: server.url }),
  meta: () => ({
    META_TOKEN: apiKey,
    META_PHONE_NUMBER_ID: '100000000000001',
    META_WABA_ID: '200000000000001',
    META_APP_SECRET: apiKey,
    META_VERIFY_TOKEN: apiKey,
    META_BASE_URL: server.url,
  }),
};
const open = (name: keyof typeof settings): Promise<Provider> =>
  openProvider(readSettings({ PROVIDER: name, ...settings[name]() }).whatsapp, { maxBytes: 1000 });
const nowhere = { begin: async () => {}, write: async () => {}, end: async () => {} };
async function* some() {
  yield Buffer.from('some');
}
const file = () => ({ bytes: some(), size: 4, mime: 'text/plain', filename: 'nota.txt' });
const wanted = { id: '1400', url: null, mime: null, sha256: null };

type Calls = [string, (provider: Provider) => Promise<unknown>, ...unknown[]][];
const calls: Calls = [
  [
    'send',
    (one) => one.send({ to: '5491155550123' }, { type: 'text', text: { body: text, preview_url: false } }, 'm1'),
    { messages: [{ id: 'wamid.A' }], contacts: [{ wa_id: '5491155550123' }] },
    { error: { code: 131047, message: text, error_data: { details: text } } },
  ],
  ['read', (one) => one.markRead('wamid.A', true), { success: true }],
  ['health', (one) => one.health(), { health_status: { can_send_message: 'BLOCKED', entities: [{ errors: [{}] }] } }],
  ['webhook', (one) => one.getWebhook(), { url: 'https://x.example.com', headers: { a: 'b' } }],
  ['webhook set', (one) => one.setWebhook('https://x.example.com', {}), { success: true }],
  ['upload', (one) => one.uploadMedia(file()), { id: '1400' }],
  ['delete', (one) => one.deleteMedia('1400'), { success: true }],
  [
    'file',
    (one) => one.fetchMedia(wanted, nowhere),
    { url: 'http://127.0.0.1/x', mime_type: 'image/png', sha256: 'x', file_size: '3' },
  ],
  [
    'templates',
    (one) => one.templates(),
    { waba_templates: [{ name: 'a', language: 'es', status: 1, components: {} }], total: '3' },
    { data: [{ name: 'a', language: { code: 'es' } }], paging: { next: 'x', cursors: { after: 'MQ==' } } },
  ],
  [
    'lacks',
    (one) => one.lacks(),
    { data: [{ id: '100000000000001' }], health_status: { entities: [{ entity_type: 'APP' }] } },
  ],
];
const both = (Object.keys(settings) as (keyof typeof settings)[]).flatMap((name) =>
  calls.map(([what, call, ...right]) => ({ name, what, call, right })),
);

test.each(both)(
  '$name, $what: whatever is answered, a checked value or a known error',
  async ({ name, call, right }) => {
    const provider = await open(name);
    await fc.assert(
      fc.asyncProperty(saying(...right), async (said) => {
        server.say(said);
        try {
          const { wamid = 'x', waId = '5491155550123' } = {
            ...((await call(provider)) as { wamid?: string; waId?: string | null }),
          };
          expect(wamid).toMatch(/^[^\0]{1,512}$/su);
          if (waId !== null) expect(waId).toMatch(/^\d{5,15}$/);
        } catch (error) {
          if (!(error instanceof Refused || error instanceof Unreachable || error instanceof MediaFault)) throw error;
          expect(error.message).not.toContain(apiKey);
          expect(error.message).not.toContain(text);
          expect(error.message.length).toBeLessThan(400);
          for (const verdict of [sendVerdict, mediaVerdict].map((decide) => decide(error, 1, provider.words))) {
            if ('afterMs' in verdict) expect(verdict.afterMs).toBeGreaterThanOrEqual(0);
          }
        }
      }),
      { numRuns: 60 },
    );
  },
);
