import { expect, test } from 'vitest';
import { parseJson } from '../../src/wire/json.ts';
import { readWebhook } from '../../src/whatsapp/read/webhook.ts';
import { arrivedAt, rawSample } from '../whatsapp/read/samples.ts';

test('174 a byte order mark in front does no harm, as bytes and as text', () => {
  const raw = rawSample('174-notjson-bom.txt');
  for (const body of [raw, raw.toString('utf8')]) {
    const parsed = parseJson(body);
    expect(parsed.ok && readWebhook(parsed.value, arrivedAt).messages).toHaveLength(1);
  }
});

test.each(['170-notjson-truncated.txt', '172-notjson-form-urlencoded.txt', '173-notjson-html.txt'])(
  '%s is no JSON',
  (file) => {
    expect(parseJson(rawSample(file))).toEqual({ ok: false });
  },
);

test('an empty body is no JSON', () => {
  expect(parseJson('')).toEqual({ ok: false });
  expect(parseJson(new Uint8Array())).toEqual({ ok: false });
});
