import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Refused, Unreachable } from '../../src/errors.ts';
import { sendVerdict } from '../../src/whatsapp/failures/failure.ts';
import { mediaPart } from '../../src/whatsapp/write/media-part.ts';
import { readWebhook } from '../../src/whatsapp/read/webhook.ts';
import type { SendPart } from '../../src/whatsapp/write/compose.ts';
import { given, memorySink } from '../bytes.ts';
import { startReceiver } from '../sandbox/receiver.ts';
import { openDesk, providers, type Desk } from './desk.ts';
import { thrown, withServers } from './360dialog/client-server.ts';

withServers();

const ANA = '5491155550123';
const text: SendPart = { type: 'text', text: { body: '¡Hola, ñandú!', preview_url: false } };
const bytes = Buffer.from(Uint8Array.from({ length: 150_000 }, (_, index) => index % 251));
const templates = Array.from({ length: 450 }, (_, index) => ({
  name: `aviso_${index}`,
  language: index % 2 ? 'es_AR' : 'en',
  text: 'Hola {{1}}',
}));

/** What every provider must do, whoever it is: the same calls against whoever plays its other side. */
describe.each(providers)('%s', (name) => {
  let desk: Desk;
  beforeEach(async () => void (desk = await openDesk(name, { templates })));
  afterEach(() => desk.close());
  const content = () => desk.bodies.map((body) => readWebhook(body, 0));

  test('sends, and each status gives back our own id', async () => {
    await desk.provider.setWebhook(desk.hook, {});
    const { wamid, waId } = await desk.provider.send({ to: ANA }, text, 'send-1');
    expect([desk.whatsapp.sent[0]?.wamid, waId]).toEqual([wamid, ANA]);
    expect(desk.whatsapp.sent[0]?.send.text?.body).toBe('¡Hola, ñandú!');
    await desk.whatsapp.settled();
    const statuses = content().flatMap((one) => one.statuses);
    expect(statuses.map(({ state, callbackId }) => [state, callbackId])).toEqual([
      ['sent', 'send-1'],
      ['delivered', 'send-1'],
    ]);
  });

  test('sends to a business-scoped id', async () => {
    expect((await desk.provider.send({ recipient: 'US.13491208655302741918' }, text, 'x')).waId).toBeNull();
    expect(desk.whatsapp.sent[0]?.recipient).toBe('US.13491208655302741918');
  });

  test('what a person writes comes through our door, and is marked as read with typing', async () => {
    await desk.provider.setWebhook(desk.hook, {});
    const { wamid, taken } = await desk.whatsapp.say({ waId: ANA, text: 'día ☀️ /a' });
    expect(taken).toBe(true);
    expect(content()[0]?.messages[0]).toMatchObject({ wamid, content: { kind: 'text', text: 'día ☀️ /a' } });
    await desk.provider.markRead(wamid, true);
    expect(desk.whatsapp.persons.get(ANA)?.typingUntil).toBeGreaterThan(0);
    expect(desk.whatsapp.persons.get(ANA)?.chat[0]?.state).toBe('read');
  });

  test("a person's file comes by the webhook's address, by its id, and by its id where the address is wrong", async () => {
    await desk.provider.setWebhook(desk.hook, {});
    const file = { name: 'ñ.pdf', mime: 'application/pdf', base64: bytes.toString('base64') };
    await desk.whatsapp.say({ waId: ANA, file });
    const told = content()[0]?.messages[0]?.content;
    if (told?.kind !== 'media') throw new Error('no file came');
    const wanted = { id: told.id, url: told.url, mime: told.mime, sha256: told.sha256 };
    const wrong = told.url?.replace(/hash=[\w-]+/, 'hash=wrong') ?? '';
    for (const url of [told.url, null, wrong, 'https://evil.example.com/x']) {
      const sink = memorySink();
      expect(await desk.provider.fetchMedia({ ...wanted, url }, sink)).toEqual({
        mime: 'application/pdf',
        size: bytes.length,
      });
      expect(sink.bytes()?.equals(bytes)).toBe(true);
    }
    const other = createHash('sha256').update('x').digest('hex');
    const damaged = desk.provider.fetchMedia({ ...wanted, sha256: other }, memorySink());
    expect(await thrown(damaged)).toMatchObject({ fault: 'damaged' });
  });

  test('uploads a file, sends it, and has it deleted, once or twice', async () => {
    const upload = { bytes: given(bytes), size: bytes.length, mime: 'image/jpeg', filename: 'ñ.jpg' };
    const { id } = await desk.provider.uploadMedia(upload);
    const part = mediaPart({ as: 'image', id, filename: 'ñ.jpg', caption: 'foto' });
    await desk.provider.send({ to: ANA }, part, 'x');
    expect(desk.whatsapp.sent[0]?.file?.bytes.length).toBe(bytes.length);
    await desk.provider.deleteMedia(id);
    await desk.provider.deleteMedia(id);
    expect(await thrown(desk.provider.send({ to: ANA }, part, 'y'))).toMatchObject({ name: 'Refused', code: 131009 });
  });

  test('tells its health, the webhook that is set, and that nothing is lacking', async () => {
    expect(await desk.provider.health()).toEqual({ canSend: 'AVAILABLE', problems: [] });
    expect((await desk.provider.getWebhook()).url).toBeNull();
    await desk.provider.setWebhook(desk.hook, {});
    expect((await desk.provider.getWebhook()).url).toBe(desk.hook);
    expect((await desk.provider.lacks()) ?? []).toEqual([]);
  });

  test('lists all templates, over several pages', async () => {
    const found = await desk.provider.templates();
    expect(found.map((one) => one.name)).toEqual(templates.map((one) => one.name));
    expect(found[1]).toEqual({
      name: 'aviso_1',
      language: 'es_AR',
      status: 'APPROVED',
      category: 'UTILITY',
      components: [{ type: 'BODY', text: 'Hola {{1}}' }],
    });
  });

  test('a wrong key is refused, said without it, and no reason to give a message up', async () => {
    const key = 'another-key-0123456789';
    const wrong = await desk.with({ D360_API_KEY: key, META_TOKEN: key });
    for (const call of [
      () => wrong.send({ to: ANA }, text, 'x'),
      () => wrong.health(),
      () => wrong.templates(),
      () => wrong.fetchMedia({ id: '1400', url: null, mime: null, sha256: null }, memorySink()),
    ]) {
      const error = await thrown(call());
      expect(error).toBeInstanceOf(Refused);
      expect(error).toMatchObject({ status: 401 });
      expect(error.message).not.toContain(key);
      expect(['doubt', 'pause']).toContain(sendVerdict(error, 1, wrong.words).do);
      expect(JSON.stringify(sendVerdict(error, 1, wrong.words))).toContain(wrong.words.key);
    }
  });

  test("WhatsApp's refusals keep their code; a fault after sending is unclear, none before", async () => {
    const refused = await thrown(desk.provider.send({ to: '5491155550100' }, text, 'x'));
    expect(refused).toMatchObject({ name: 'Refused', code: 131021, unclear: false });
    desk.whatsapp.faults.set([{ kind: 'fail_after', path: '/messages$' }]);
    expect(await thrown(desk.provider.send({ to: ANA }, text, 'x'))).toMatchObject({ unclear: true });
    desk.whatsapp.faults.set([{ kind: 'not_found', path: '/messages$' }]);
    expect(await thrown(desk.provider.send({ to: ANA }, text, 'x'))).toMatchObject({ status: 404, unclear: false });
    desk.whatsapp.faults.set([{ kind: 'maintenance', path: '/messages$' }]);
    expect(await thrown(desk.provider.send({ to: ANA }, text, 'x'))).toMatchObject({ status: 302 });
    const closed = await startReceiver();
    await closed.close();
    const shut = new URL(closed.url).origin;
    const nowhere = await desk.with({ D360_BASE_URL: shut, META_BASE_URL: shut });
    const gone = await thrown(nowhere.send({ to: ANA }, text, 'x'));
    expect(gone).toBeInstanceOf(Unreachable);
    expect(gone).toMatchObject({
      unclear: false,
      message: expect.stringContaining(desk.provider.words.name) as string,
    });
  });
});
