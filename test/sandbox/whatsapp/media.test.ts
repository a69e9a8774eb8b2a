import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  startSandboxWhatsApp,
  type SandboxWhatsApp,
  type SandboxWhatsAppOptions,
} from '../../../src/sandbox/whatsapp/server.ts';
import { open360 } from '../../providers/open.ts';
import { memorySink } from '../../bytes.ts';
import type { Inbound } from '../../../src/whatsapp/types.ts';
import { readWebhook } from '../../../src/whatsapp/read/webhook.ts';
import { startReceiver, type Receiver } from '../receiver.ts';

const ANA = '5491155550123';
let now = Date.parse('2026-11-22T10:00:00Z');
let whatsapp: SandboxWhatsApp;
let receiver: Receiver;

beforeEach(async () => {
  receiver = await startReceiver();
});

afterEach(async () => {
  await whatsapp.close();
  await receiver.close();
});

async function start(options: SandboxWhatsAppOptions = {}): Promise<void> {
  const clock = { now: () => now };
  whatsapp = await startSandboxWhatsApp({ webhookUrl: receiver.url, statusDelayMs: 1, clock, ...options });
}

const key = () => ({ 'D360-API-KEY': whatsapp.apiKey });
const get = (path: string) => fetch(whatsapp.url + path, { headers: key() });

async function upload(bytes: Uint8Array<ArrayBuffer>, type: string, name = 'archivo') {
  const form = new FormData();
  form.append('messaging_product', 'whatsapp');
  form.append('file', new Blob([bytes], { type }), name);
  const response = await fetch(`${whatsapp.url}/media`, { method: 'POST', headers: key(), body: form });
  const body = (await response.json()) as { id?: string; error?: { code: number; error_data: { details: string } } };
  return {
    status: response.status,
    id: body.id ?? '',
    code: body.error?.code,
    details: body.error?.error_data.details,
  };
}

async function send(type: string, content: unknown, to = ANA) {
  const body = JSON.stringify({ messaging_product: 'whatsapp', to, type, [type]: content });
  const headers = { ...key(), 'content-type': 'application/json' };
  const response = await fetch(`${whatsapp.url}/messages`, { method: 'POST', headers, body });
  const answer = (await response.json()) as { messages?: [{ id: string }]; error?: { code: number } };
  return { status: response.status, wamid: answer.messages?.[0].id ?? '', code: answer.error?.code };
}

const messages = (): Inbound[] => receiver.bodies.flatMap((body) => readWebhook(body, 0).messages);
const statuses = () => receiver.bodies.flatMap((body) => readWebhook(body, 0).statuses);
const random = (size: number) => new Uint8Array(createHash('shake256', { outputLength: size }).update('x').digest());

const FILES = [
  ['image', 'image/jpeg', {}],
  ['image', 'image/png', { caption: 'foto' }],
  ['audio', 'audio/ogg', { voice: true }],
  ['audio', 'audio/mpeg', {}],
  ['video', 'video/mp4', { caption: 'film' }],
  ['document', 'application/pdf', { caption: 'leer' }],
  ['document', 'image/png', { asDocument: true }],
  ['sticker', 'image/webp', {}],
] as const;

test.each(FILES)(
  'a person sends %s (%s) and its bytes are fetched by webhook address and by id',
  async (kind, mime, extra) => {
    await start();
    const bytes = random(5_000);
    const file = { name: 'niña.bin', mime, base64: Buffer.from(bytes).toString('base64'), ...extra };
    const said = await whatsapp.say({ waId: ANA, file });
    const content = messages()[0]?.content;
    if (content?.kind !== 'media') throw new Error('no file came');
    expect(content).toMatchObject({
      media: kind,
      id: said.mediaId,
      caption: 'caption' in extra ? extra.caption : null,
      filename: kind === 'document' ? 'niña.bin' : null,
      voice: 'voice' in extra,
      sha256: createHash('sha256').update(bytes).digest('base64'),
    });
    const media = open360(whatsapp);
    for (const wanted of [
      { id: content.id, url: content.url, mime: content.mime, sha256: content.sha256 },
      { id: content.id, url: null, mime: null, sha256: content.sha256 },
    ]) {
      const sink = memorySink();
      await media.fetchMedia(wanted, sink);
      expect(sink.bytes()?.equals(bytes)).toBe(true);
    }
    expect(whatsapp.persons.get(ANA)?.chat[0]?.media).toMatchObject({
      kind,
      url: `/sandbox/media/${said.mediaId}`,
      size: 5_000,
    });
  },
);

test('an address lives five minutes, what a person sent seven days, what was uploaded thirty', async () => {
  await start();
  const file = { name: 'x.pdf', mime: 'application/pdf', base64: 'aG9sYQ==' };
  const { mediaId } = await whatsapp.say({ waId: ANA, file });
  const { id } = await upload(new Uint8Array([1]), 'image/png');
  const addressOf = async (media: string | null) => {
    const info = (await (await get(`/${media}`)).json()) as Record<string, string>;
    expect(info).toMatchObject({
      messaging_product: 'whatsapp',
      mime_type: 'application/pdf',
      file_size: '4',
      id: media,
    });
    const { host, pathname, search } = new URL(info['url'] ?? '');
    expect(host).toBe('lookaside.fbsbx.com');
    return pathname + search;
  };
  const address = await addressOf(mediaId);
  expect(await (await get(address)).text()).toBe('hola');
  expect((await fetch(whatsapp.url + address)).status).toBe(401);
  expect((await get(address.replace(/hash=./, 'hash=_'))).status).toBe(404);
  now += 301_000;
  expect((await get(address)).status).toBe(404);
  expect((await get(await addressOf(mediaId))).status).toBe(200);
  now += 7 * 86_400_000;
  expect([(await get(`/${mediaId}`)).status, (await get(`/${id}`)).status]).toEqual([400, 200]);
  now += 23 * 86_400_000;
  expect((await get(`/${id}`)).status).toBe(400);
});

test('what is deleted is gone', async () => {
  await start();
  const { id } = await upload(new Uint8Array([1]), 'image/png');
  const remove = () => fetch(`${whatsapp.url}/${id}`, { method: 'DELETE', headers: key() });
  expect(await (await remove()).json()).toEqual({ success: true });
  expect([(await remove()).status, (await get(`/${id}`)).status]).toEqual([400, 400]);
  expect((await send('image', { id })).code).toBe(131009);
  expect((await upload(new Uint8Array([2]), 'image/png')).id).not.toBe(id);
});

test.each([
  ['a gif', 'image/gif', 1, 100],
  ['bytes of no type', '', 1, 100],
  ['an empty file', 'image/png', 0, 100],
  ['more than 100 MB', 'application/pdf', 100 * 1024 * 1024 + 1, 131053],
])('%s is refused', async (_, type, size, code) => {
  await start();
  const got = await upload(new Uint8Array(size), type);
  expect([got.status, got.code]).toEqual([400, code]);
  if (type === 'image/gif') expect(got.details).toMatch(/^Param file must be a file with one of the following types/);
});

test.each([
  ['image', 'image/jpeg', { caption: 'mira' }],
  ['audio', 'audio/ogg', { voice: true }],
  ['video', 'video/mp4', {}],
  ['document', 'application/pdf', { filename: 'lista.pdf', caption: 'acá va' }],
  ['sticker', 'image/webp', {}],
] as const)('%s goes by id, and the phone has the bytes', async (kind, mime, extra) => {
  await start();
  const bytes = random(3_000);
  const { id } = await upload(bytes, mime, 'nombre');
  expect((await send(kind, { id, ...extra })).status).toBe(200);
  await whatsapp.settled();
  expect(statuses().map(({ state }) => state)).toEqual(['sent', 'delivered']);
  expect(whatsapp.sent[0]?.file?.bytes).toEqual(bytes);
  expect(whatsapp.persons.get(ANA)?.chat[0]).toMatchObject({
    text: 'caption' in extra ? extra.caption : '',
    media: { kind, mime, size: 3_000, name: 'filename' in extra ? extra.filename : 'nombre' },
  });
});

test('a link goes too; neither or both of link and id do not, nor captions where there are none', async () => {
  await start();
  const link = 'https://cdn.example.com/a.jpg';
  expect((await send('image', { link })).status).toBe(200);
  expect(whatsapp.persons.get(ANA)?.chat[0]?.media?.url).toBe(link);
  for (const [kind, content] of [
    ['image', {}],
    ['image', { id: '1', link }],
    ['image', { link: 'nonsense' }],
    ['audio', { link, caption: 'x' }],
    ['image', { link, filename: 'x' }],
    ['image', { link, caption: 'x'.repeat(1_025) }],
  ] as const) {
    expect((await send(kind, content)).code).toBe(131009);
  }
});

test.each([
  ['sticker', 'image/png', 10],
  ['image', 'image/jpeg', 5 * 1024 * 1024 + 1],
  ['audio', 'video/mp4', 10],
])('%s with %s of %i bytes is accepted and fails', async (kind, mime, size) => {
  await start();
  const { id } = await upload(new Uint8Array(size), mime);
  expect((await send(kind, { id })).status).toBe(200);
  await whatsapp.settled();
  expect(statuses()).toMatchObject([{ state: 'failed', error: { code: 131053 } }]);
  expect((await send('document', { id })).status).toBe(200);
  await whatsapp.settled();
  expect(statuses().at(-1)?.state).toBe('delivered');
});
