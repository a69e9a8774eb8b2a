import type { ServerResponse } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { openChatwootClient } from '../../../src/chatwoot/api/client.ts';
import { ChatwootRefused, isMissingRecord } from '../../../src/chatwoot/failures/refusal.ts';
import { ChatwootUnreachable, noAnswer } from '../../../src/chatwoot/failures/unreachable.ts';
import { Refused, Unreachable } from '../../../src/errors.ts';
import { html, json, message, notFound, stand, type Call, type Stand } from '../api/server.ts';

let server: Stand | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const now = Date.parse('2026-11-22T10:00:00Z');

async function client(answer: (call: Call, response: ServerResponse) => void, timeoutMs = 2000) {
  server = await stand(answer);
  const options = { url: server.url, inboxId: 'inbox-whatsapp', hmacToken: null, clock: { now: () => now } };
  return openChatwootClient({ ...options, timeoutMs });
}

const post = { content: 'Hola', pubsub_token: 'EXAMPLEpubsubToken00001', echo_id: 'm-1' };

/** The error of a POST of a message, and of a GET, against the same answer. */
async function errors(answer: (call: Call, response: ServerResponse) => void, timeoutMs = 2000) {
  const asked = await client(answer, timeoutMs);
  const failure = (it: Promise<unknown>) =>
    it.then(
      () => expect.fail('no error'),
      (error: unknown) => error,
    );
  const posted = await failure(asked.postMessage('5491155550020', 5, post));
  const read = await failure(asked.conversations('5491155550020', timeoutMs));
  for (const error of [posted, read] as Error[]) {
    expect(error.message).not.toMatch(/5491155550020|inbox-whatsapp|EXAMPLEpubsub|Hola/);
  }
  return { posted, read };
}

const refused = (it: unknown): ChatwootRefused => {
  expect(it).toBeInstanceOf(ChatwootRefused);
  expect(it).toBeInstanceOf(Refused);
  return it as ChatwootRefused;
};

test('a 422 brings the reason, is clear, and names the call by its shape', async () => {
  const body = { message: 'Too many messages', attributes: ['base'] };
  const { posted } = await errors((_, response) => json(response, 422, body));
  expect(refused(posted)).toMatchObject({ kind: 'answer', status: 422, said: 'Too many messages', unclear: false });
  expect(refused(posted).message).toBe(
    'Chatwoot, POST /contacts/:contact/conversations/:conversation/messages: answered 422: Too many messages',
  );
});

test('what the server says is cut and holds no numbers of people', async () => {
  const words = `Phone number 5491155550020 ${'x'.repeat(500)}`;
  const { posted } = await errors((_, response) => json(response, 422, { message: words }));
  expect(refused(posted).said).toMatch(/^Phone number … x{185}$/);
});

test('a 500 is unclear for what changes something, not for what reads', async () => {
  const { posted, read } = await errors((_, response) =>
    json(response, 500, { status: 500, error: 'Internal Server Error' }),
  );
  expect(refused(posted)).toMatchObject({ status: 500, unclear: true, said: 'Internal Server Error' });
  expect(refused(read)).toMatchObject({ status: 500, unclear: false });
});

test('a missing record and an unknown call are told apart', async () => {
  const missing = await errors((_, response) => json(response, 404, notFound));
  expect(refused(missing.posted)).toMatchObject({ kind: 'missing_record', unclear: false });
  expect(isMissingRecord(missing.read)).toBe(true);
  await server?.close();

  const unknown = await errors((_, response) => html(response, 404, 'Page not found'));
  expect(refused(unknown.posted)).toMatchObject({ kind: 'unknown_call', unclear: false });
  expect(isMissingRecord(unknown.posted)).toBe(false);
});

test.each([
  ['7', 7],
  ['Sun, 22 Nov 2026 10:00:30 GMT', 30],
  ['Sun, 22 Nov 2026 09:00:00 GMT', 0],
  ['soon', null],
  ['999999', 999_999],
])('429 with Retry-After: %s', async (header, seconds) => {
  const { posted } = await errors((_, response) => {
    const date = 'Sun, 22 Nov 2026 10:00:00 GMT';
    response.writeHead(429, { 'retry-after': header, date, 'content-type': 'text/plain' }).end('Retry later\n');
  });
  expect(refused(posted)).toMatchObject({ kind: 'answer', status: 429, retryAfter: seconds, unclear: false });
});

test.each([301, 302, 307, 308])('a %i to another host says what CHATWOOT_URL should be', async (status) => {
  const { posted, read } = await errors((call, response) => {
    response.writeHead(status, { location: `https://chat.example.com${call.path}` }).end();
  });
  expect(refused(posted)).toMatchObject({ kind: 'redirect', status, unclear: true });
  expect(refused(posted).message).toContain('CHATWOOT_URL should be https://chat.example.com');
  expect(refused(read).unclear).toBe(false);
  // Not followed: one request each.
  expect(server?.calls).toHaveLength(2);
});

test('a redirect keeps the path in front, and a login is named by its host only', async () => {
  const moved = await errors((call, response) => {
    response.writeHead(308, { location: `/chatwoot${call.path}` }).end();
  });
  expect(refused(moved.posted).message).toContain(`CHATWOOT_URL should be ${server?.url}/chatwoot`);
  await server?.close();

  const login = await errors((call, response) => {
    response.writeHead(302, { location: `https://login.example.com/auth?rd=${call.path}` }).end();
  });
  expect(refused(login.posted).message).toMatch(/a redirect to https:\/\/login\.example\.com, .* a maintenance page /);
});

test.each<[string, (response: ServerResponse) => void]>([
  ['a login page', (response) => html(response, 200, 'Sign in')],
  ['JSON of another program', (response) => json(response, 200, { ok: true })],
  ['nothing at all', (response) => response.writeHead(204).end()],
  ['broken JSON', (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":')],
])('a success that is not Chatwoot’s: %s', async (_, answer) => {
  const { posted, read } = await errors((_call, response) => answer(response));
  expect(refused(posted)).toMatchObject({ kind: 'not_chatwoot', unclear: true });
  expect(refused(read)).toMatchObject({ kind: 'not_chatwoot', unclear: false });
});

test('an answer without end is left, and its connection closed', async () => {
  const closed = Promise.withResolvers<void>();
  const { posted, read } = await errors((_, response) => {
    response.on('close', () => closed.resolve());
    response.writeHead(200, { 'content-type': 'application/json' });
    const piece = Buffer.alloc(1_000_000, '[');
    const more = () => {
      while (!response.destroyed && response.write(piece));
    };
    response.on('drain', more);
    more();
  });
  expect(posted).toMatchObject({ kind: 'too_large', unclear: true, message: expect.stringContaining('larger') });
  expect(read).toMatchObject({ kind: 'too_large', unclear: false });
  await closed.promise;
});

test('what a server quotes of a message is in no error', async () => {
  const words = 'mi número de tarjeta es cuatro cinco seis';
  const asked = await client((call, response) =>
    json(response, 422, { message: `Refused: ${JSON.stringify(call.body)}` }),
  );
  const error = await asked.postMessage('5491155550020', 5, { ...post, content: words }).catch((it: unknown) => it);
  expect(error).toBeInstanceOf(ChatwootRefused);
  for (const told of [refused(error).message, String(refused(error).said)]) {
    expect(told).toContain('Refused');
    for (const word of ['tarjeta', 'cuatro cinco', post.pubsub_token]) expect(told).not.toContain(word);
  }
});

test('no answer in time, a body that never ends included, is unclear for a POST', async () => {
  const silent = await errors(() => {}, 80);
  expect(silent.posted).toBeInstanceOf(Unreachable);
  expect(silent.posted).toMatchObject({ kind: 'timeout', unclear: true });
  expect(silent.read).toMatchObject({ kind: 'timeout', unclear: false });
  await server?.close();

  const endless = await errors((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).write('{');
  }, 80);
  expect(endless.posted).toMatchObject({ kind: 'timeout', unclear: true });
});

test('the list has a time limit of its own', async () => {
  const patient = await client((_, response) => setTimeout(() => json(response, 200, []), 150), 50);
  expect(await patient.conversations('5491155550020')).toEqual([]);
  await expect(patient.messages('5491155550020', 5)).rejects.toMatchObject({ kind: 'timeout' });
});

test('a connection cut after saving is unclear: the message is there', async () => {
  const saved: unknown[] = [];
  const asked = await client((call, response) => {
    if (call.method === 'GET') return json(response, 200, saved);
    saved.push(message(13, (call.body as { content: string }).content));
    return response.destroy();
  });
  await expect(asked.postMessage('5491155550020', 5, post)).rejects.toMatchObject({ kind: 'cut', unclear: true });
  expect(await asked.messages('5491155550020', 5)).toMatchObject([{ id: 13, content: 'Hola' }]);
});

test('nothing listening and a server that speaks no TLS are clear: nothing was saved', async () => {
  const asked = await client((_, response) => json(response, 200, {}));
  const url = server?.url ?? '';
  const open = (to: string) => openChatwootClient({ url: to, inboxId: 'i', timeoutMs: 2000, hmacToken: null });
  const secure = open(url.replace('http:', 'https:'));
  await expect(secure.createConversation('1')).rejects.toMatchObject({ kind: 'tls', unclear: false });
  await server?.close();
  await expect(asked.createConversation('1')).rejects.toMatchObject({ kind: 'refused', unclear: false });
});

test.each([
  ['ENOTFOUND', 'unknown_host', false],
  ['EAI_AGAIN', 'unknown_host', false],
  ['ECONNREFUSED', 'refused', false],
  ['EHOSTUNREACH', 'no_route', false],
  ['UND_ERR_CONNECT_TIMEOUT', 'no_route', false],
  ['CERT_HAS_EXPIRED', 'tls', false],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls', false],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', false],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls', false],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'tls', false],
  ['UND_ERR_HEADERS_TIMEOUT', 'timeout', true],
  ['ETIMEDOUT', 'timeout', true],
  ['ECONNRESET', 'cut', true],
  ['UND_ERR_SOCKET', 'cut', true],
  ['EPIPE', 'cut', true],
])('%s is %s', (code, kind, unclear) => {
  const cause = Object.assign(new Error('inner'), { code });
  const direct = noAnswer(new TypeError('fetch failed', { cause }), 'POST /contacts', true);
  expect(direct).toBeInstanceOf(ChatwootUnreachable);
  expect(direct).toMatchObject({ kind, unclear, call: 'POST /contacts' });
  // Several addresses tried: the code hangs on the first of them.
  const several = new TypeError('fetch failed', { cause: new AggregateError([cause]) });
  expect(noAnswer(several, 'POST /contacts', true)).toMatchObject({ kind, unclear });
  expect(noAnswer(several, 'GET /', false)).toMatchObject({ kind, unclear: false });
});
