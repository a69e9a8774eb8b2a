import { expect, test } from 'vitest';
import { fileNameFor } from '../../../src/whatsapp/files/file-name.ts';
import type { Content } from '../../../src/whatsapp/types.ts';

type Media = Content & { kind: 'media' };
const media = (more: Partial<Media>): Media => ({
  kind: 'media',
  media: 'image',
  id: '1400',
  mime: null,
  url: null,
  sha256: null,
  caption: null,
  filename: null,
  voice: false,
  animated: false,
  ...more,
});

test.each<[Partial<Media>, RegExp]>([
  [{}, /^image-[0-9a-f]{8}\.jpg$/],
  [{ mime: 'image/png' }, /^image-[0-9a-f]{8}\.png$/],
  [{ media: 'audio', mime: 'audio/ogg; codecs=opus', voice: true }, /^voice-[0-9a-f]{8}\.ogg$/],
  [{ media: 'audio', mime: 'audio/mpeg' }, /^audio-[0-9a-f]{8}\.mp3$/],
  [{ media: 'audio' }, /^audio-[0-9a-f]{8}\.ogg$/],
  [{ media: 'video', mime: 'video/3gpp' }, /^video-[0-9a-f]{8}\.3gp$/],
  [{ media: 'sticker', animated: true }, /^sticker-[0-9a-f]{8}\.webp$/],
  [{ media: 'document' }, /^document-[0-9a-f]{8}$/],
  [{ media: 'document', mime: 'application/pdf' }, /^document-[0-9a-f]{8}\.pdf$/],
  [{ media: 'document', mime: 'application/pdf', filename: 'Factura Nº 1.pdf' }, /^Factura Nº 1\.pdf$/],
  [{ media: 'document', mime: 'application/octet-stream', filename: 'plano.dwg' }, /^plano\.dwg$/],
  [{ media: 'document', mime: 'application/pdf', filename: '../a\u202efdp.exe' }, /^a_fdp\.exe\.pdf$/],
  [{ media: 'document', mime: 'text/plain', filename: '...' }, /^document-[0-9a-f]{8}\.txt$/],
])('%j', (more, name) => {
  expect(fileNameFor(media(more), 'wamid.HBgNNTQ5MTE1NTU1MDEyMw==')).toMatch(name);
});

test('one message, one name; the number in the id does not show', () => {
  const [one, same, other] = ['wamid.A', 'wamid.A', 'wamid.B'].map((wamid) => fileNameFor(media({}), wamid));
  expect(one).toBe(same);
  expect(one).not.toBe(other);
});
