import { expect, test } from 'vitest';
import { applicationVerdict } from '../../src/chatwoot/failures/application-failure.ts';
import { ChatwootRefused } from '../../src/chatwoot/failures/refusal.ts';
import { versionFinding } from '../../src/chatwoot/versions/version-finding.ts';
import { inSpanish } from '../../src/cli/words/spanish.ts';
import { NOT_OPENED } from '../../src/service/parking.ts';
import { whyStray } from '../../src/store/strays.ts';
import { Refused, Unreachable } from '../../src/errors.ts';
import { providerNames, providerWords } from '../../src/providers/known.ts';
import { adviceFor, sendVerdict } from '../../src/whatsapp/failures/failure.ts';
import { knownAdvice } from '../../src/whatsapp/failures/failure-table.ts';
import { mediaVerdict } from '../../src/whatsapp/failures/media-failure.ts';

const english = /\b(the|not|cannot|webhooks of|lacks|upgrade|needs?|is|may)\b/i;

test.each(['4.14.0', '4.13.0', '4.7.0', '4.0.0', '3.3.0', '3.1.0', '3.0.0'])(
  'what %s lacks is said in Spanish',
  (version) => {
    const { detail, fix = '' } = versionFinding(version, false);
    expect(inSpanish(detail)).not.toMatch(english);
    expect(inSpanish(fix)).not.toMatch(english);
  },
);

test.each([
  'Invalid Access Token',
  'You need to sign in or sign up',
  'Bot is not authorized to access',
  'You are not authorized',
])('the way out of "%s" too', (said) => {
  const error = new ChatwootRefused('x', { kind: 'answer', call: 'GET /profile', status: 401, said, unclear: false });
  const verdict = applicationVerdict(error, 1);
  expect(inSpanish('fix' in verdict ? verdict.fix : 'the')).not.toMatch(english);
});

test.each(providerNames)('every code of WhatsApp that we know, and what a failed call leads to, at %s', (name) => {
  const at = providerWords(name);
  const codes = [null, ...Array.from({ length: 2_500_000 }, (_, code) => code)].filter(
    (code) => code === null || knownAdvice(code, at),
  );
  expect(codes.length).toBeGreaterThan(150);
  const told = codes.flatMap((code) => Object.values(adviceFor(code, at)));
  const refused = (status: number, message = 'x', code: number | null = null) => new Refused(message, { status, code });
  const errors = [
    new Unreachable('x', { unclear: true }),
    ...[401, 403, 404, 429, 302, 200, 500, 422].map((status) => refused(status)),
    refused(400, 'missing permissions', 100),
    refused(400, 'appsecret_proof', 100),
  ];
  for (const error of errors) {
    for (const verdict of [sendVerdict(error, 99, at), mediaVerdict(error, 99, at)])
      if ('fix' in verdict) told.push(verdict.fix);
  }
  const odd = [...new Set(told)].filter((text) => inSpanish(text) === text && text !== 'x');
  expect(odd).toEqual([]);
});

test('why a channel is parked, and what came for nobody’s number', () => {
  const { reason, fix } = whyStray('100000000001003');
  const parked = '360dialog refuses the key (D360_API_KEY): 360dialog answered 401: x';
  for (const text of [reason, fix, parked, NOT_OPENED]) {
    expect(inSpanish(text)).not.toBe(text);
    expect(inSpanish(text)).not.toMatch(/\b(the|no channel|refuses)\b/);
  }
});
