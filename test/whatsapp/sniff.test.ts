import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mimeOf, sniff } from '../../src/whatsapp/sniff.ts';
import { docx, files } from './file-samples.ts';

describe('by its first bytes', () => {
  test.each(Object.entries(files))('%s', (mime, bytes) => {
    expect(sniff(bytes)).toBe(mime === 'application/msword' ? 'application/x-ole-storage' : mime);
  });

  test('text says nothing, and neither do bytes that are too few', () => {
    expect(sniff(Buffer.from('Hola, GIF8 y %PDF-'))).toBeNull();
    expect(sniff(new Uint8Array())).toBeNull();
    expect(sniff(Buffer.from([0xff]))).toBeNull();
    expect(sniff(Buffer.from('RIFF1234'))).toBeNull();
  });

  test('any bytes have a type or none', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => [null, 'string'].includes(sniff(bytes) && 'string')),
    );
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
])('told as %s, named %s, in truth %s: %s', (told, name, truth, wanted) => {
  const bytes = truth === 'text' ? Buffer.from('a;b;c\n') : files[truth];
  if (!bytes) throw new Error(`no sample of ${truth}`);
  expect(mimeOf(told, name, bytes)).toBe(wanted);
});

test('without the bytes what was told counts, else the name', () => {
  expect(mimeOf('Image/JPG', 'a.png')).toBe('image/jpeg');
  expect(mimeOf('application/octet-stream', 'a.mp4')).toBe('video/mp4');
  expect(mimeOf(null, 'a.unknown')).toBe('application/octet-stream');
});
