import { expect, test } from 'vitest';
import { mediaType, typeOfName, withEnding } from '../../src/wire/media-type.ts';

test.each([
  ['image/PNG', 'image/png'],
  ['audio/ogg; codecs=opus', 'audio/ogg'],
  [
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  ],
  ['png', 'application/octet-stream'],
  ['text/html\r\nX: y', 'application/octet-stream'],
  [null, 'application/octet-stream'],
])('%j is the type %j', (type, clean) => {
  expect(mediaType(type)).toBe(clean);
});

test('types by their usual name, without parameters', () => {
  expect(['audio/x-m4a', ' AUDIO/OGG ; codecs=opus', 'video/3gp', '', null].map(mediaType)).toEqual([
    ...['audio/mp4', 'audio/ogg', 'video/3gpp', 'application/octet-stream', 'application/octet-stream'],
  ]);
});

test('names and types agree: the usual ending of a type means that type', () => {
  for (const name of ['a.jpg', 'a.mp4', 'a.ogg', 'a.webm', 'a.csv', 'a.xls', 'a.m4a', 'a.PDF', 'a.b.zip']) {
    const mime = typeOfName(name);
    expect(mime, name).not.toBeNull();
    expect(withEnding(name, mime ?? '')).toBe(name);
  }
  expect(['a', '.jpg', 'a.', 'a.verylongending'].map(typeOfName)).toEqual([null, null, null, null]);
});

test.each([
  ['foto', 'image/jpeg', 'foto.jpg'],
  ['foto.JPEG', 'image/jpeg', 'foto.JPEG'],
  ['foto.png', 'image/jpeg', 'foto.png.jpg'],
  ['factura.exe', 'application/pdf', 'factura.exe.pdf'],
  ['notas.log', 'text/plain', 'notas.log'],
  ['notas', 'text/plain', 'notas.txt'],
  ['algo.xyz', 'application/octet-stream', 'algo.xyz'],
  ['algo', 'application/octet-stream', 'algo'],
])('%s as %s is named %s', (name, mime, wanted) => {
  expect(withEnding(name, mime)).toBe(wanted);
});
