import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import type { SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { eventually, startStack, type Stack } from '../stack.ts';
import { act, agentSends, fileOf, inChatwoot, open, sent } from './people.ts';

let stack: Stack;
afterEach(() => stack.close());

const TOKENS = { CHATWOOT_ACCOUNT_ID: '1', CHATWOOT_USER_TOKEN: 'admin-token' };
async function start(environment: Record<string, string> = {}, sandbox: SandboxOptions = {}): Promise<number> {
  stack = await startStack({ bot: { answer: () => [] }, environment, sandbox });
  return await open(stack);
}
const file = (name: string, mime: string, size?: number) => ({ name, mime, bytes: fileOf(mime, size) });
const types = () => stack.sandbox.whatsapp.sent.map(({ type }) => type);
const uploads = () => stack.sandbox.whatsapp.requests.routes.get('POST /media')?.count ?? 0;

test('several files and a text: in order, each as what it is, byte for byte, the text as a caption', async () => {
  const conversation = await start();
  const list = [
    file('foto.jpg', 'image/jpeg'),
    file('voz.ogg', 'audio/ogg'),
    file('lista.pdf', 'application/pdf'),
    file('anim.gif', 'image/gif'),
    file('iphone.heic', 'image/heic'),
    file('clip.mp4', 'video/mp4'),
    file('sticker.webp', 'image/webp'),
    file('grande.webp', 'image/webp', 200_000),
    file('datos.bin', 'application/octet-stream'),
  ];
  await agentSends(stack, conversation, { text: 'Te mando **todo**', files: list });
  const all = await sent(stack, list.length);
  expect(types()).toEqual([
    ...['image', 'audio', 'document', 'document', 'document', 'video', 'sticker', 'document', 'document'],
  ]);
  expect(all[0]?.send.image?.caption).toBe('Te mando *todo*');
  expect(all[1]?.send.audio).toMatchObject({ voice: true });
  expect(all.slice(2).map(({ send }) => send.document?.filename)).toEqual([
    ...['lista.pdf', 'anim.gif', 'iphone.heic', undefined, undefined, 'grande.webp', 'datos.bin'],
  ]);
  for (const [i, { bytes, name }] of list.entries())
    expect(Buffer.from(all[i]?.file?.bytes ?? []).equals(bytes), name).toBe(true);
  // Chatwoot has the bytes.
  const kept = await stack.service.store.db.selectFrom('files').select(['kept', 'media_id']).execute();
  expect(kept.every(({ kept: bytes, media_id: id }) => bytes === 0 && id !== null)).toBe(true);
});

test('a text with a recording goes before it; with a sticker the picture goes as a document that carries it', async () => {
  const conversation = await start();
  await agentSends(stack, conversation, { text: 'escuchá', files: [file('voz.ogg', 'audio/ogg')] });
  await sent(stack, 2);
  await agentSends(stack, conversation, { text: 'mirá', files: [file('s.webp', 'image/webp')] });
  const all = await sent(stack, 3);
  expect(types()).toEqual(['text', 'audio', 'document']);
  expect(all[0]?.send.text?.body).toBe('escuchá');
  expect(all[2]?.send.document).toMatchObject({ caption: 'mirá', filename: 's.webp' });
});

test('a recording that Chatwoot takes for a file of no kind keeps its words', async () => {
  const conversation = await start();
  const bytes = fileOf('audio/ogg');
  await agentSends(stack, conversation, {
    text: 'oíme',
    files: [{ name: 'nota', mime: 'application/octet-stream', bytes }],
  });
  const [only] = await sent(stack, 1);
  expect(only?.send.document).toMatchObject({ caption: 'oíme' });
  expect(Buffer.from(only?.file?.bytes ?? []).equals(bytes)).toBe(true);
});

test('what browsers record goes as a voice message; a film of the same wrapping, byte for byte, as a document', async () => {
  const conversation = await start();
  const recording = readFileSync(new URL('../fixtures/recordings/mono.webm', import.meta.url));
  const film = fileOf('video/webm');
  await agentSends(stack, conversation, {
    files: [
      { name: 'voz.webm', mime: 'audio/webm', bytes: recording },
      { name: 'voz.ogg', mime: 'audio/ogg', bytes: recording },
      { name: 'film.webm', mime: 'video/webm', bytes: film },
      file('nota.wav', 'audio/wav'),
    ],
  });
  const all = await sent(stack, 4);
  expect(types()).toEqual(['audio', 'audio', 'document', 'document']);
  for (const { send, file: got } of all.slice(0, 2)) {
    expect(send.audio).toMatchObject({ voice: true });
    expect(Buffer.from(got?.bytes ?? []).toString('latin1', 0, 4)).toBe('OggS');
  }
  expect(Buffer.from(all[2]?.file?.bytes ?? []).equals(film)).toBe(true);
});

test('a text that is too long for a caption goes before the file', async () => {
  const conversation = await start();
  await agentSends(stack, conversation, { text: 'x'.repeat(1_500), files: [file('a.jpg', 'image/jpeg')] });
  const all = await sent(stack, 2);
  expect(types()).toEqual(['text', 'image']);
  expect(all[1]?.send.image?.caption).toBeUndefined();
});

test('a file that is not there yet is waited for', async () => {
  const conversation = await start({}, { chatwoot: { fileDelayMs: 1_500 } });
  await agentSends(stack, conversation, { files: [file('a.jpg', 'image/jpeg')] });
  const [only] = await sent(stack, 1);
  expect(only?.type).toBe('image');
});

test('a file above 100 MB is refused, and the agent is told why', async () => {
  const conversation = await start();
  await agentSends(stack, conversation, { files: [file('a.pdf', 'application/pdf', 100_000_001)] });
  await eventually(() => inChatwoot(stack).find(({ content }) => content?.startsWith('⚠️')));
  expect(inChatwoot(stack).at(-1)?.content).toMatch(/^⚠️ .*100 MB/);
  expect(stack.sandbox.whatsapp.sent).toEqual([]);
});

test('a part that fails is told, and Retry sends that part alone, with the file that is uploaded already', async () => {
  const conversation = await start(TOKENS, { whatsapp: { latencyMs: 60 } });
  const list = [file('a.jpg', 'image/jpeg'), file('b.pdf', 'application/pdf'), file('c.mp4', 'video/mp4')];
  const id = await agentSends(stack, conversation, { text: 'tres', files: list });
  // The second upload has begun: the next send is its part.
  await eventually(() => uploads() === 2);
  stack.sandbox.whatsapp.faults.set([{ kind: 'status_failed', code: 131053, times: 1 }]);
  await sent(stack, 3);
  const message = () => inChatwoot(stack).find((it) => it.id === id);
  await eventually(() => message()?.status === 'failed');
  expect(message()?.contentAttributes['external_error']).toMatch(/131053|Media upload/);
  const parts = stack.sandbox.whatsapp.sent.slice();
  expect(parts.map(({ bubble }) => bubble.failed?.code)).toEqual([undefined, 131053, undefined]);

  await act(stack, { conversation, action: 'retry', message: id });
  const all = await sent(stack, 4);
  expect(all[3]?.send.document).toEqual(parts[1]?.send.document);
  expect(uploads()).toBe(3);
  await eventually(() => message()?.status === 'delivered');
  expect(stack.sandbox.whatsapp.sent).toHaveLength(4);
});

test('what is deleted in Chatwoot while its file is being fetched is not sent', async () => {
  const conversation = await start();
  stack.sandbox.chatwoot.faults.set([{ kind: 'slow_after', method: 'GET', path: 'active_storage/disk', ms: 1_500 }]);
  const id = await agentSends(stack, conversation, { files: [file('a.jpg', 'image/jpeg')] });
  const db = stack.service.store.db;
  await eventually(() => stack.sandbox.chatwoot.requests.log.some(({ path }) => path.includes('/disk/')));
  await act(stack, { conversation, action: 'delete', message: id });
  await eventually(async () => db.selectFrom('sends').select('id').where('state', '=', 'discarded').executeTakeFirst());
  await eventually(async () =>
    db.selectFrom('jobs').select('id').where('kind', '=', 'send').where('state', '=', 'done').executeTakeFirst(),
  );
  expect(stack.sandbox.whatsapp.sent).toEqual([]);
});
