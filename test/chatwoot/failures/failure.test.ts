import { expect, test } from 'vitest';
import { registerVerdict } from '../../../src/chatwoot/failures/failure.ts';
import { ChatwootRefused, type RefusalKind } from '../../../src/chatwoot/failures/refusal.ts';
import { ChatwootUnreachable } from '../../../src/chatwoot/failures/unreachable.ts';
import type { NoAnswer } from '../../../src/wire/no-answer.ts';
import { inbox } from '../api/server.ts';

const messages = 'POST /contacts/:contact/conversations/:conversation/messages';
const contacts = 'POST /contacts';
const list = 'GET /contacts/:contact/conversations';

function refused(status: number, more: { said?: string; call?: string; kind?: RefusalKind; retryAfter?: number } = {}) {
  const facts = { kind: 'answer' as const, call: messages, unclear: status >= 500, ...more, status };
  return new ChatwootRefused(`answered ${status}`, facts);
}
const unreachable = (kind: NoAnswer, call = messages) => new ChatwootUnreachable(call, kind, { unclear: true });

/** Everybody's or this one's: where it is this one's, an hour and ten tries. */
const failing = { do: 'doubt', own: { tries: 10, overMs: 3_600_000 } };

test.each<NoAnswer>(['unknown_host', 'refused', 'no_route', 'timeout', 'cut'])('no answer, %s: in doubt', (kind) => {
  expect(registerVerdict(unreachable(kind), 1)).toMatchObject(failing);
  expect(registerVerdict(unreachable(kind), 500)).toMatchObject(failing);
});

test('a certificate fault says what to do', () => {
  expect(registerVerdict(unreachable('tls'), 1)).toMatchObject({
    ...failing,
    fix: expect.stringContaining('certificate'),
  });
});

test.each([500, 502, 504])('%i: in doubt', (status) => {
  expect(registerVerdict(refused(status), 1)).toMatchObject(failing);
  expect(registerVerdict(refused(status), 500)).toMatchObject(failing);
});

test('503: a firewall’s word on this text, or a server that is being started: two tries with some time between', () => {
  const own = { tries: 2, overMs: 20_000 };
  expect(registerVerdict(refused(503), 1)).toMatchObject({ do: 'doubt', own, afterMs: 20_000 });
  expect(registerVerdict(refused(503, { retryAfter: 9 }), 1)).toMatchObject({ do: 'doubt', own, afterMs: 9000 });
});

test('429 pauses the target: Retry-After wins, else a growing time up to five minutes', () => {
  const told = registerVerdict(refused(429, { retryAfter: 42 }), 3);
  expect(told).toMatchObject({ do: 'pause', afterMs: 42_000, fix: expect.stringContaining('RACK_ATTACK_LIMIT') });
  const times = [1, 2, 3, 50].map((attempt) => registerVerdict(refused(429), attempt));
  expect(times.map((it) => (it.do === 'pause' ? it.afterMs : 0))).toEqual([15_000, 30_000, 60_000, 300_000]);
});

test('too many messages in a conversation holds up its lane only', () => {
  const error = refused(422, { said: 'Too many messages' });
  expect(registerVerdict(error, 40)).toEqual({ do: 'retry', afterMs: 20_000 });
});

test('"already taken" is tried once more at once, then given up', () => {
  const error = refused(422, { said: 'Phone number has already been taken', call: contacts });
  expect(registerVerdict(error, 1)).toEqual({ do: 'retry', afterMs: 0 });
  expect(registerVerdict(error, 2)).toMatchObject({ do: 'give_up', fix: expect.stringContaining('merge') });
});

test.each([
  [refused(422, { said: 'Phone number should be in e164 format' }), 'phone number'],
  [refused(422, { said: 'Content is too long (maximum is 150000 characters)' }), 'reason it names'],
  [refused(400), 'report'],
  [refused(413), 'client_max_body_size'],
  [refused(404, { kind: 'missing_record', call: contacts }), 'CHATWOOT_INBOX_ID'],
  [refused(404, { kind: 'missing_record', call: 'GET /' }), 'CHATWOOT_INBOX_ID'],
])('%s is given up with a way out', (error, fix) => {
  expect(registerVerdict(error, 1)).toMatchObject({ do: 'give_up', fix: expect.stringContaining(fix) });
});

test('the reason for an unknown inbox is said in words', () => {
  const verdict = registerVerdict(refused(404, { kind: 'missing_record', call: contacts }), 1);
  expect(verdict).toMatchObject({ reason: 'The inbox identifier is unknown to Chatwoot (404)' });
});

test.each([
  [refused(401), 'in front of Chatwoot'],
  [refused(403), 'in front of Chatwoot'],
  [refused(405), 'log'],
  [refused(406), 'log'],
  [refused(404, { kind: 'unknown_call' }), 'CHATWOOT_URL'],
])('%s concerns everybody, or this text alone: in doubt, two tries', (error, fix) => {
  const own = { tries: 2, overMs: 0 };
  expect(registerVerdict(error, 1)).toMatchObject({ do: 'doubt', own, fix: expect.stringContaining(fix) });
});

test.each([
  [refused(308, { kind: 'redirect' }), 'CHATWOOT_URL'],
  [refused(200, { kind: 'not_chatwoot' }), 'login page'],
])('%s may be a page that comes and goes: some tries over a minute', (error, fix) => {
  const own = { tries: 4, overMs: 60_000 };
  expect(registerVerdict(error, 1)).toMatchObject({ do: 'doubt', own, fix: expect.stringContaining(fix) });
});

test('a record that is gone is looked up again, but not without end', () => {
  const error = refused(404, { kind: 'missing_record' });
  expect(registerVerdict(error, 1)).toEqual({ do: 'retry' });
  expect(registerVerdict(error, 8)).toMatchObject({ do: 'give_up' });
});

test.each([
  ['500', refused(500, { call: list })],
  ['time-out', unreachable('timeout', list)],
])('a list that fails steadily (%s) becomes a problem with both ways out', (_, error) => {
  expect(registerVerdict(error, 7)).toMatchObject(failing);
  const verdict = registerVerdict(error, 8);
  expect(verdict).toMatchObject({ do: 'give_up', fix: expect.stringMatching(/new conversation.*retry/) });
});

test('an outage is no steady failure of the list', () => {
  expect(registerVerdict(unreachable('refused', list), 50)).toMatchObject(failing);
  expect(registerVerdict(refused(502, { call: list }), 50)).toMatchObject(failing);
});

test('a contact’s 500 under identity validation is no passing fault', () => {
  const error = refused(500, { call: contacts });
  const signed = { ...inbox, identity_validation_enabled: true };
  const without = registerVerdict(error, 1, { inbox: signed, hmacToken: false });
  expect(without).toMatchObject({ do: 'give_up', fix: expect.stringContaining('set CHATWOOT_HMAC_TOKEN') });
  const wrong = { inbox: signed, hmacToken: true };
  expect(registerVerdict(error, 1, wrong)).toMatchObject(failing);
  expect(registerVerdict(error, 8, wrong)).toMatchObject({ do: 'give_up', fix: expect.stringContaining('wrong') });
  expect(registerVerdict(error, 8, { inbox, hmacToken: true })).toMatchObject(failing);
  expect(registerVerdict(refused(500), 8, wrong)).toMatchObject(failing);
});

test('anything else is tried some times, then shown', () => {
  expect(registerVerdict(new Error('database is locked'), 1)).toEqual({ do: 'retry' });
  expect(registerVerdict(new Error('oh'), 8)).toMatchObject({ do: 'give_up', reason: 'oh' });
});
