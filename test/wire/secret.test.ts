import { expect, test } from 'vitest';
import { hmacOf, sameDigest, sameSecret, sha256, sha256In } from '../../src/wire/secret.ts';

test('secrets are the same only when they are; an unset one opens nothing', () => {
  expect(sameSecret('abc', 'abc')).toBe(true);
  for (const [got, want] of [
    ['abc', 'abd'],
    ['ab', 'abc'],
    ['', ''],
    [undefined, 'abc'],
    ['abc', null],
    [null, null],
  ] as const) {
    expect(sameSecret(got, want)).toBe(false);
  }
});

test('a signature is over all parts, one after the other', () => {
  expect(hmacOf('secret', '17.', Buffer.from('{}'))).toBe(hmacOf('secret', '17.{}'));
  expect(hmacOf('secret', '17.{}')).not.toBe(hmacOf('other', '17.{}'));
});

test('a digest is read as hex and as base64, and compared with the bytes', () => {
  const bytes = Buffer.from('hola');
  const hex = 'b221d9dbb083a7f33428d7c2a3c3198ae925614d70210e28716ccaa7cd4ddb79';
  for (const told of [hex, hex.toUpperCase(), Buffer.from(hex, 'hex').toString('base64')]) {
    const promised = sha256In(told);
    expect(promised && sameDigest(sha256(bytes), promised)).toBe(true);
    expect(promised && sameDigest(sha256(Buffer.from('otra')), promised)).toBe(false);
  }
  for (const told of [null, '', hex.slice(1), `${hex}0`, 'x'.repeat(64)]) expect(sha256In(told)).toBeNull();
});
