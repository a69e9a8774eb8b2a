import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { openChatwootClient } from '../../../src/chatwoot/api/client.ts';
import { formOf, type Upload, type UploadFile } from '../../../src/chatwoot/api/upload.ts';
import { collected, given } from '../../bytes.ts';
import { json, message } from './server.ts';

let close: (() => void) | undefined;
afterEach(() => close?.());

type Named = Pick<UploadFile, 'name' | 'type'>;

/** Posts one upload to a real server and reads what came as a server does. */
async function posted({ files, ...more }: Omit<Upload, 'files'> & { files: (Named & { bytes: Uint8Array })[] }) {
  const streamed = files.map(({ bytes, ...file }) => ({ ...file, size: bytes.length, bytes: given(bytes) }));
  const upload: Upload = { ...more, files: streamed };
  let seen: { request: IncomingMessage; raw: Buffer } | undefined;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      seen = { request, raw: Buffer.concat(parts) };
      json(response, 200, message(33, upload.content ?? null));
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  close = () => server.close();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = openChatwootClient({ url, inboxId: 'inbox-whatsapp', timeoutMs: 2000, hmacToken: null });
  const answer = await client.postFiles('5491155550020', 5, upload);
  if (!seen) throw new Error('nothing came');
  const { request, raw } = seen;
  const form = await new Response(raw, {
    headers: { 'content-type': request.headers['content-type'] ?? '' },
  }).formData();
  return { answer, request, raw, form };
}

const bytes = Uint8Array.from({ length: 70_000 }, (_, i) => (i * 7) % 256);

test('files go as they are, with text and echo_id, and their size is told beforehand', async () => {
  const files = [
    { name: 'foto ñ.png', type: 'image/png', bytes },
    { name: 'voz.ogg', type: 'audio/ogg; codecs=opus', bytes: new Uint8Array([0, 255, 13, 10]) },
  ];
  const { answer, request, raw, form } = await posted({ content: 'mi\0 foto', echo_id: 'm-1', files });
  expect(answer.id).toBe(33);
  expect(request).toMatchObject({
    method: 'POST',
    url: '/public/api/v1/inboxes/inbox-whatsapp/contacts/5491155550020/conversations/5/messages',
  });
  expect(request.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
  expect(Number(request.headers['content-length'])).toBe(raw.length);
  expect([form.get('content'), form.get('echo_id')]).toEqual(['mi foto', 'm-1']);
  const got = form.getAll('attachments[]') as File[];
  expect(got.map((it) => [it.name, it.type])).toEqual([
    ['foto ñ.png', 'image/png'],
    ['voz.ogg', 'audio/ogg'],
  ]);
  expect(Buffer.from(await got[0]!.arrayBuffer()).equals(bytes)).toBe(true);
  expect(Buffer.from(await got[1]!.arrayBuffer())).toEqual(Buffer.from([0, 255, 13, 10]));
});

test('without a text there is none, not an empty one', async () => {
  const { form } = await posted({ echo_id: 'm-1', files: [{ name: null, type: null, bytes: new Uint8Array(1) }] });
  expect(form.has('content')).toBe(false);
  const file = form.get('attachments[]') as File;
  expect([file.name, file.type]).toEqual(['file', 'application/octet-stream']);
});

test('an upload without a file never leaves', () => {
  expect(() => formOf({ content: 'x', echo_id: 'm-1', files: [] })).toThrow('without a file');
});

test.each([3, 5])('a file of other than 4 bytes, as was told, is cut: %i', async (size) => {
  const file = { name: 'a', type: null, size: 4, bytes: given(new Uint8Array(size)) };
  await expect(collected(formOf({ echo_id: 'm-1', files: [file] }).bytes)).rejects.toThrow(/4 bytes/);
});
