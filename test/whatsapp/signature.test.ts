import { expect, test } from 'vitest';
import { signatureOk } from '../../src/whatsapp/signature.ts';
import { index, rawSample } from './read/samples.ts';

const { file, secret, value } = index.hmacExample;

test('the known signature fits, in every form it may come in', () => {
  for (const header of [value, value.toUpperCase(), `sha256=${value}`, ` SHA256=${value} `]) {
    expect(signatureOk(rawSample(file), header, secret)).toBe(true);
  }
});

test('any other does not', () => {
  const raw = rawSample(file);
  for (const header of [
    null,
    undefined,
    '',
    'sha256=',
    value.slice(1),
    `${value}0`,
    value.replace(/^./, 'f'),
    'ñ'.repeat(64),
  ]) {
    expect(signatureOk(raw, header, secret)).toBe(false);
  }
  expect(signatureOk(raw, value, 'another')).toBe(false);
  expect(signatureOk(raw, value, '')).toBe(false);
  expect(signatureOk(Buffer.concat([raw, Buffer.from(' ')]), value, secret)).toBe(false);
});

test('the raw bytes are signed, not the JSON written again', () => {
  const raw = rawSample('022-media-escaped-slashes.json');
  expect(JSON.stringify(JSON.parse(raw.toString()))).not.toBe(raw.toString().trim());
});
