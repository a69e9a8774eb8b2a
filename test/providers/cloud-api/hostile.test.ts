import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Refused, Unreachable } from '../../../src/errors.ts';
import { sendVerdict } from '../../../src/whatsapp/failures/failure.ts';
import { mediaVerdict } from '../../../src/whatsapp/failures/media-failure.ts';
import { MediaFault } from '../../../src/whatsapp/failures/media-fault.ts';
import { open360, words360 } from '../../providers/open.ts';
import { hostileServer, saying, type HostileServer } from '../../wire/hostile-server.ts';

const apiKey = 'EXAMPLEkey000000000001';
const text = 'unas palabras de la empresa';
let server: HostileServer;
beforeAll(async () => void (server = await hostileServer()));
afterAll(() => server.close());

const client = () => open360({ url: server.url, apiKey }, 5_000, { maxBytes: 1000 });
const nowhere = { begin: async () => {}, write: async () => {}, end: async () => {} };
async function* some() {
  yield Buffer.from('some');
}
const file = () => ({ bytes: some(), size: 4, mime: 'text/plain', filename: 'nota.txt' });
const wanted = { id: '1400', url: null, mime: null, sha256: null };

const calls: [string, () => Promise<unknown>, ...unknown[]][] = [
  [
    'send',
    () => client().send({ to: '5491155550123' }, { type: 'text', text: { body: text, preview_url: false } }, 'm1'),
    { messages: [{ id: 'wamid.A' }], contacts: [{ wa_id: '5491155550123' }] },
    { error: { code: 131047, message: text, error_data: { details: text } } },
  ],
  ['read', () => client().markRead('wamid.A', true), { success: true }],
  ['health', () => client().health(), { health_status: { can_send_message: 'BLOCKED', entities: [{ errors: [{}] }] } }],
  ['webhook', () => client().getWebhook(), { url: 'https://x.example.com', headers: { a: 'b' } }],
  ['upload', () => client().uploadMedia(file()), { id: '1400' }],
  [
    'file',
    () => client().fetchMedia(wanted, nowhere),
    { url: 'https://lookaside.fbsbx.com/x', mime_type: 'image/png', sha256: 'x', file_size: '3' },
  ],
];

test.each(calls)('%s: whatever is answered, a checked value or a known error', async (_, call, ...right) => {
  await fc.assert(
    fc.asyncProperty(saying(...right), async (said) => {
      server.say(said);
      try {
        const { wamid = 'x', waId = '5491155550123' } = {
          ...((await call()) as { wamid?: string; waId?: string | null }),
        };
        expect(wamid).toMatch(/^[^\0]{1,512}$/su);
        if (waId !== null) expect(waId).toMatch(/^\d{5,15}$/);
      } catch (error) {
        if (!(error instanceof Refused || error instanceof Unreachable || error instanceof MediaFault)) throw error;
        expect(error.message).not.toContain(apiKey);
        expect(error.message).not.toContain(text);
        expect(error.message.length).toBeLessThan(400);
        for (const verdict of [sendVerdict(error, 1, words360), mediaVerdict(error, 1, words360)]) {
          if ('afterMs' in verdict) expect(verdict.afterMs).toBeGreaterThanOrEqual(0);
        }
      }
    }),
    { numRuns: 60 },
  );
});
