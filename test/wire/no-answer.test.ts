import { expect, test } from 'vitest';
import { AnswerTooLarge } from '../../src/wire/answer-text.ts';
import { mayHaveLeft, whyNoAnswer } from '../../src/wire/no-answer.ts';

const withCode = (code: string) => Object.assign(new Error('x'), { code });
const inside = (cause: unknown) => new TypeError('fetch failed', { cause });

test.each([
  [inside(withCode('ENOTFOUND')), 'unknown_host', false],
  [inside(withCode('ECONNREFUSED')), 'refused', false],
  [inside(new AggregateError([withCode('ECONNREFUSED'), withCode('ENETUNREACH')])), 'refused', false],
  [inside(withCode('UND_ERR_CONNECT_TIMEOUT')), 'no_route', false],
  [inside(withCode('DEPTH_ZERO_SELF_SIGNED_CERT')), 'tls', false],
  [inside(withCode('ERR_SSL_WRONG_VERSION_NUMBER')), 'tls', false],
  [inside(withCode('ERR_SSL_SSLV3_ALERT_BAD_RECORD_MAC')), 'cut', true],
  [inside(withCode('UND_ERR_HEADERS_OVERFLOW')), 'too_large', true],
  [new AnswerTooLarge(1), 'too_large', true],
  [inside(withCode('UND_ERR_HEADERS_TIMEOUT')), 'timeout', true],
  [new DOMException('over', 'TimeoutError'), 'timeout', true],
  [inside(withCode('ECONNRESET')), 'cut', true],
  [inside(withCode('HPE_INVALID_CONSTANT')), 'cut', true],
  [inside(null), 'cut', true],
  ['a text', 'cut', true],
  [null, 'cut', true],
])('%s: %s', (error, kind, left) => {
  expect(whyNoAnswer(error).kind).toBe(kind);
  expect(mayHaveLeft(whyNoAnswer(error).kind)).toBe(left);
});
