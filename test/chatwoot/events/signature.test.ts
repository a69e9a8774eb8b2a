import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { webhookSigned } from '../../../src/chatwoot/events/signature.ts';
import { recording } from '../moments.ts';

interface Delivery {
  door: string;
  secret: string;
  headers: Record<string, string>;
  raw_body: string;
}
const { deliveries } = recording<{ deliveries: Delivery[] }>('webhook-signatures');
const now = 1_795_343_200_000;

test.each(deliveries)('the signature of $door fits its bytes, with its secret among others', (it) => {
  const raw = Buffer.from(it.raw_body);
  const headers = new Headers(it.headers);
  expect(webhookSigned(raw, headers, [it.secret], now)).toBe('ok');
  expect(webhookSigned(raw, headers, ['another', '', it.secret, 'third'], now)).toBe('ok');
  expect(webhookSigned(it.raw_body, headers, [it.secret], now)).toBe('ok');
});

const { secret, headers, raw_body } = deliveries[0]!;
const signed = (changes: Record<string, string | null>, raw: string = raw_body, secrets = [secret], at = now) => {
  const sent = new Headers(headers);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) sent.delete(name);
    else sent.set(name, value);
  }
  return webhookSigned(Buffer.from(raw), sent, secrets, at);
};

test('one byte more, another secret, none, or the JSON written again: bad', () => {
  expect(signed({}, `${raw_body} `)).toBe('bad');
  expect(signed({}, JSON.stringify(JSON.parse(raw_body)))).toBe('bad');
  expect(signed({}, raw_body, [deliveries[1]!.secret])).toBe('bad');
  expect(signed({}, raw_body, [])).toBe('bad');
  expect(signed({}, raw_body, [''])).toBe('bad');
  expect(signed({ 'x-chatwoot-signature': headers['x-chatwoot-signature']!.slice(0, -1) })).toBe('bad');
  expect(signed({ 'x-chatwoot-signature': headers['x-chatwoot-signature']!.replace('sha256=', '') })).toBe('bad');
});

test('300 s either way are let through, a millisecond more is old', () => {
  for (const [at, what] of [
    [now + 300_000, 'ok'],
    [now - 300_000, 'ok'],
    [now + 300_001, 'old'],
    [now - 300_001, 'old'],
  ] as const) {
    expect(signed({}, raw_body, [secret], at)).toBe(what);
  }
});

test('another time than the signed one is bad, not old', () => {
  expect(signed({ 'x-chatwoot-timestamp': '1795343201' })).toBe('bad');
  for (const timestamp of ['soon', '-1795343200', '1e9', '1795343200.5', '9'.repeat(40)]) {
    const value = createHmac('sha256', secret).update(`${timestamp}.${raw_body}`).digest('hex');
    expect(signed({ 'x-chatwoot-timestamp': timestamp, 'x-chatwoot-signature': `sha256=${value}` })).toBe('bad');
  }
});

test('without one of the two headers: missing', () => {
  expect(signed({ 'x-chatwoot-signature': null })).toBe('missing');
  expect(signed({ 'x-chatwoot-timestamp': null })).toBe('missing');
  expect(signed({ 'x-chatwoot-signature': '  ' })).toBe('missing');
});
