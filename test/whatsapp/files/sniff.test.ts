import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mimeOf, sniff } from '../../../src/whatsapp/files/sniff.ts';
import { docx, files, zip } from './file-samples.ts';

describe('by its first bytes', () => {
  test.each(Object.entries(files))('%s', async (mime, bytes) => {
    expect(await sniff(bytes)).toBe(mime === 'application/msword' ? 'application/x-cfb' : mime);
  });

  test.each([
    'Hola, GIF8 y %PDF-',
    '',
    'BMW;precio\n320i;1\n',
    'MZ y otras siglas',
    'GIF',
    'ID3 es una marca',
    'RIFF1234',
    '{"a":1}',
    '<?xml version="1.0"?><a/>',
    'ñandú\t🌻\r\n',
    `${'x'.repeat(4095)}ñ`,
  ])('text says nothing: %j', async (text) => {
    expect(await sniff(Buffer.from(text))).toBeNull();
  });

  test('bytes that are too few say nothing, and a table that Excel wrote in UTF-16 is no sound', async () => {
    expect(await sniff(Buffer.from([0xff]))).toBeNull();
    const utf16 = Buffer.from('\ufeffNombre\tPrecio\r\n', 'utf16le');
    expect(await mimeOf('text/csv', 'lista.csv', utf16)).toBe('text/csv');
  });

  test('any bytes have a type or none', async () => {
    const start = fc.constantFrom(...Object.values(files), Buffer.alloc(0));
    await fc.assert(
      fc.asyncProperty(start, fc.uint8Array({ maxLength: 2000 }), fc.nat(2000), async (mark, rest, cut) => {
        const seen = await sniff(Buffer.concat([mark, rest]).subarray(0, cut));
        expect(seen === null || seen.includes('/')).toBe(true);
      }),
    );
  });

  /** Files made to keep a reader busy, each 20 MB or more by what they say or by what they are. */
  const hostile: [string, Buffer][] = [
    ['a zip of many entries', zip(...Array.from({ length: 20_000 }, (_, i): [string] => [`a/${i}`]))],
    ['a zip whose entry says 4 GB', Buffer.concat([zip(['a']).fill(0xff, 18, 26), Buffer.alloc(2_000_000)])],
    [
      'a matroska of elements without length',
      Buffer.concat([Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 0x08]), Buffer.alloc(2_000_000)]),
    ],
    ['an mp4 of boxes without length', Buffer.concat([Buffer.from('\0\0\0\0ftyp'), Buffer.alloc(2_000_000)])],
    [
      'an ASF of objects without length',
      Buffer.concat([Buffer.from('3026b2758e66cf11a6d9', 'hex'), Buffer.alloc(2_000_000)]),
    ],
    [
      'a png of chunks without length',
      Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(2_000_000)]),
    ],
    [
      'a tag of 256 MB before a sound',
      Buffer.concat([Buffer.from('ID3\x04\0\0\x7f\x7f\x7f\x7f', 'latin1'), Buffer.alloc(2_000_000)]),
    ],
    ['tags before tags', Buffer.from('ID3\x04\0\0\0\0\0\0'.repeat(200_000), 'latin1')],
    ['a gzip of 20 MB of nothing', gzipSync(Buffer.alloc(20_000_000))],
    [
      'a TIFF that points at itself',
      Buffer.concat([Buffer.from('49492a0008000000ffff', 'hex'), Buffer.alloc(2_000_000, 0xff)]),
    ],
  ];
  test.each(hostile)('%s is read to an end', async (_, bytes) => {
    const busy = process.cpuUsage();
    const seen = await sniff(bytes);
    expect(seen === null || seen.includes('/')).toBe(true);
    expect(process.cpuUsage(busy).user).toBeLessThan(2_000_000);
  });
});

test.each<[string | null, string, string, string]>([
  // told, name, what its bytes are, wanted
  ['application/octet-stream', 'foto', 'image/jpeg', 'image/jpeg'],
  [null, 'foto', 'image/png', 'image/png'],
  ['image/png', 'foto.png', 'image/jpeg', 'image/jpeg'],
  ['audio/opus', 'nota.opus', 'audio/ogg', 'audio/ogg'],
  ['audio/ogg; codecs=opus', 'nota.ogg', 'audio/ogg', 'audio/ogg'],
  ['audio/mp4', 'nota.mp4', 'video/mp4', 'audio/mp4'],
  ['application/octet-stream', 'nota.m4a', 'video/mp4', 'audio/mp4'],
  ['application/octet-stream', 'clip', 'video/mp4', 'video/mp4'],
  ['audio/webm', 'nota.webm', 'video/webm', 'audio/webm'],
  ['application/zip', 'acta.docx', docx, docx],
  ['application/octet-stream', 'acta', docx, docx],
  ['application/epub+zip', 'libro.epub', 'application/zip', 'application/epub+zip'],
  ['application/octet-stream', 'acta.docx', 'application/zip', docx],
  ['text/plain', 'todo.zip', 'application/zip', 'application/zip'],
  ['application/msword', 'acta.doc', 'application/msword', 'application/msword'],
  ['application/octet-stream', 'acta.doc', 'application/msword', 'application/msword'],
  ['application/octet-stream', 'algo', 'application/msword', 'application/octet-stream'],
  ['image/jpeg', 'foto.jpg', 'text', 'application/octet-stream'],
  ['text/csv', 'lista.csv', 'text', 'text/csv'],
  ['application/octet-stream', 'lista.csv', 'text', 'text/csv'],
  ['application/octet-stream', 'lista', 'text', 'application/octet-stream'],
  ['audio/mpeg', 'odd.mp3', 'text', 'audio/mpeg'],
])('told as %s, named %s, in truth %s: %s', async (told, name, truth, wanted) => {
  const bytes = truth === 'text' ? Buffer.from('a;b;c\n') : files[truth];
  if (!bytes) throw new Error(`no sample of ${truth}`);
  expect(await mimeOf(told, name, bytes)).toBe(wanted);
});

test('without the bytes what was told counts, else the name', async () => {
  expect(await mimeOf('Image/JPG', 'a.png')).toBe('image/jpeg');
  expect(await mimeOf('application/octet-stream', 'a.mp4')).toBe('video/mp4');
  expect(await mimeOf(null, 'a.unknown')).toBe('application/octet-stream');
});
