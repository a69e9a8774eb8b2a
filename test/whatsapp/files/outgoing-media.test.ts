import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planMedia, type OutgoingFile } from '../../../src/whatsapp/files/outgoing-media.ts';
import { docx, files, ogg, png, webp } from './file-samples.ts';

const MB = 1_000_000;

const planned = (mime: string | null, size: number, more: Partial<OutgoingFile> = {}) =>
  planMedia({ mime, filename: 'archivo', size, ...more });

test.each<[string, number, string]>([
  ['image/jpeg', 5 * MB, 'image'],
  ['image/jpeg', 5 * MB + 1, 'document'],
  ['image/png', 5 * MB, 'image'],
  ['image/webp', 100_000, 'sticker'],
  ['image/webp', 100_001, 'document'],
  ['video/mp4', 16 * MB, 'video'],
  ['video/mp4', 16 * MB + 1, 'document'],
  ['video/3gp', 16 * MB, 'video'],
  ['audio/aac', 16 * MB, 'audio'],
  ['audio/amr', 1, 'audio'],
  ['audio/mpeg', 16 * MB, 'audio'],
  ['audio/mpeg', 16 * MB + 1, 'document'],
  ['audio/mp4', 1, 'audio'],
  ['audio/ogg', 1, 'audio'],
  ['application/pdf', 100 * MB, 'document'],
  ['text/plain', 1, 'document'],
])('%s of %i bytes goes as %s, under its own type', async (mime, size, as) => {
  expect(await planned(mime, size)).toMatchObject({ as, mime: mime === 'video/3gp' ? 'video/3gpp' : mime });
});

test.each([
  'image/gif',
  'image/heic',
  'video/webm',
  'audio/webm',
  'audio/wav',
  'video/quicktime',
  'application/zip',
  'text/html',
  'odd/type',
])('%s goes as a document, uploaded as the type that is always taken', async (mime) => {
  expect(await planned(mime, 1000)).toMatchObject({ as: 'document', mime: 'text/plain' });
});

test('over 100 MB, and empty: refused, with what can be done', async () => {
  expect(await planned('application/pdf', 100 * MB + 1)).toEqual({
    refused: 'the file has 100.1 MB, WhatsApp takes at most 100 MB',
    fix: 'Send a smaller file, or a link to it.',
  });
  expect(await planned('image/png', 0)).toMatchObject({ refused: 'the file is empty' });
});

test('what only the bytes tell: true type, colours, movement, codec', async () => {
  const of = (mime: string, bytes: Uint8Array, size = bytes.length) => planned(mime, size, { bytes });
  expect(await of('application/octet-stream', files['image/jpeg'] ?? png())).toMatchObject({
    as: 'image',
    mime: 'image/jpeg',
  });
  expect(await of('image/jpeg', files['image/gif'] ?? png())).toMatchObject({
    as: 'document',
    filename: 'archivo.gif',
  });
  expect(await of('image/png', png(8, 2))).toMatchObject({ as: 'image' });
  expect(await of('image/png', png(16, 6))).toMatchObject({ as: 'document', mime: 'image/png' });
  expect(await of('image/png', png(8, 3))).toMatchObject({ as: 'document' });
  expect(await of('image/webp', webp(true), 500_000)).toMatchObject({ as: 'sticker' });
  expect(await of('image/webp', webp(true), 500_001)).toMatchObject({ as: 'document' });
  expect(await of('image/webp', webp(false), 100_001)).toMatchObject({ as: 'document', mime: 'image/webp' });
  expect(await of('audio/ogg', ogg('\x01vorbis'))).toMatchObject({ as: 'document' });
  expect(await of('application/octet-stream', files[docx] ?? png())).toMatchObject({
    mime: docx,
    filename: 'archivo.docx',
  });
});

test('an opus recording is a voice message, unless it is told to be none; other sound is not', async () => {
  expect(await planned('audio/ogg; codecs=opus', 9)).toEqual({
    as: 'audio',
    voice: true,
    mime: 'audio/ogg',
    filename: 'archivo.ogg',
  });
  expect(await planned('audio/opus', 9, { bytes: ogg('OpusHead') })).toMatchObject({ voice: true });
  expect(await planned('audio/ogg', 9, { isVoice: false })).toEqual({
    as: 'audio',
    mime: 'audio/ogg',
    filename: 'archivo.ogg',
  });
  expect(await planned('audio/mpeg', 9, { isVoice: true })).not.toHaveProperty('voice');
  expect(await planned('audio/ogg', 17 * MB)).toEqual({ as: 'document', mime: 'audio/ogg', filename: 'archivo.ogg' });
});

test.each<[string | null, string, string]>([
  ['../../etc/passwd', 'application/pdf', 'passwd.pdf'],
  ['C:\\Users\\ana\\factura.pdf', 'application/pdf', 'factura.pdf'],
  ['a\u202egpj.exe', 'image/jpeg', 'a_gpj.exe.jpg'],
  ['dos\nlíneas\0.pdf', 'application/pdf', 'dos_líneas_.pdf'],
  ['  ', 'image/png', 'image.png'],
  [null, 'application/pdf', 'file.pdf'],
  [null, 'audio/ogg', 'audio.ogg'],
  ['Año 2026 – ñandú.pdf', 'application/pdf', 'Año 2026 – ñandú.pdf'],
])('%j as %s is named %j', async (filename, mime, wanted) => {
  expect(await planMedia({ mime, filename, size: 9 })).toMatchObject({ filename: wanted });
});

test('any file has a plan with a name, or a reason', async () => {
  const file = fc.record({
    mime: fc.option(fc.oneof(fc.string(), fc.constantFrom(...Object.keys(files)))),
    filename: fc.option(fc.string({ unit: 'binary' })),
    size: fc.integer({ min: -1, max: 200 * MB }),
    bytes: fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.constantFrom(...Object.values(files))),
  });
  await fc.assert(
    fc.asyncProperty(file, async (one) => {
      const plan = await planMedia(one);
      if ('refused' in plan) {
        expect(plan.refused !== '' && plan.fix !== '').toBe(true);
        return;
      }
      expect(plan.filename).toMatch(/^[^/\\\p{Cc}\p{Cf}]+$/u);
      expect(plan.filename.length).toBeLessThanOrEqual(130);
      if (plan.as === 'image') expect(one.size).toBeLessThanOrEqual(5 * MB);
    }),
  );
});
