import type { ServerResponse } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { probeServer, type Probe } from '../../../src/chatwoot/versions/probe.ts';
import { html, inbox, json, notFound, stand, type Call, type Stand } from '../api/server.ts';

let server: Stand | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const path = '/public/api/v1/inboxes/inbox-whatsapp';

async function probed(
  answer: (call: Call, response: ServerResponse) => void,
  options: { inboxId?: string; hmacToken?: string; timeoutMs?: number } = {},
): Promise<Probe> {
  server = await stand(answer);
  const { inboxId = 'inbox-whatsapp', hmacToken = null, timeoutMs = 2000 } = options;
  return probeServer(`${server.url}/`, inboxId, { hmacToken, timeoutMs });
}

/** A Chatwoot of a release: answers as recorded, 404 pages where a release does not know the call yet. */
const chatwoot =
  (release: { version?: string; api?: number; signed?: boolean; knows?: string[]; inboxes?: boolean }) =>
  (call: Call, response: ServerResponse) => {
    if (call.path === '/api' && release.version !== undefined) {
      return json(response, 200, { version: release.version, timestamp: '2026-11-22 10:09:37', data_services: 'ok' });
    }
    if (call.path === path && release.inboxes !== false) {
      return json(response, 200, { ...inbox, identity_validation_enabled: release.signed === true });
    }
    if (/^\/public\/api\/v1\/inboxes\/[^/]+$/.test(call.path) && release.inboxes !== false) {
      return json(response, 404, notFound);
    }
    if (release.knows?.some((end) => call.path.endsWith(end))) {
      return call.path.startsWith('/api')
        ? json(response, 401, { errors: ['You need to sign in or sign up before continuing.'] })
        : json(response, 404, notFound);
    }
    return html(response, 404, 'Page not found');
  };

const states = (probe: Probe) => probe.findings.map((it) => `${it.name}: ${it.state}`);

test('the recorded server: all well, two requests, nothing changed', async () => {
  const probe = await probed(chatwoot({ version: '4.15.1' }));
  expect(states(probe)).toEqual(['address: ok', 'version: ok', 'inbox: ok', 'identity validation: ok']);
  expect(probe).toMatchObject({ reachable: true, version: '4.15.1', atLeast: false, inbox: { name: 'WhatsApp' } });
  expect(Math.abs((probe.serverTime ?? 0) - Date.now())).toBeLessThan(5000);
  expect(server?.calls.map((it) => `${it.method} ${it.path}`)).toEqual(['GET /api', `GET ${path}`]);
});

test('an unknown identifier, and a number in its place', async () => {
  const unknown = await probed(chatwoot({ version: '4.15.1' }), { inboxId: 'nonsense' });
  expect(unknown).toMatchObject({ reachable: true, inbox: null });
  expect(unknown.findings.at(-1)).toMatchObject({
    name: 'inbox',
    state: 'wrong',
    fix: expect.stringContaining('CHATWOOT_INBOX_ID'),
  });
  await server?.close();
  const number = await probed(chatwoot({ version: '4.15.1' }), { inboxId: '1' });
  expect(number.findings.at(-1)?.detail).toContain('it is a number');
});

test('identity validation without a token is wrong, with one it is to be seen', async () => {
  const without = await probed(chatwoot({ version: '4.15.1', signed: true }));
  expect(without.findings.at(-1)).toMatchObject({
    state: 'wrong',
    fix: expect.stringContaining('CHATWOOT_HMAC_TOKEN'),
  });
  await server?.close();
  const token = await probed(chatwoot({ version: '4.15.1', signed: true }), { hmacToken: 'EXAMPLEhmacToken' });
  expect(token.findings.at(-1)).toMatchObject({ name: 'identity validation', state: 'ok' });
});

test('an old release: what it lacks; a very old one cannot be asked for the inbox', async () => {
  const old = await probed(chatwoot({ version: '3.7.0' }));
  expect(states(old)).toEqual(['address: ok', 'version: warn', 'inbox: ok', 'identity validation: ok']);
  await server?.close();
  const ancient = await probed(chatwoot({ version: '2.10.0', inboxes: false }));
  expect(states(ancient)).toEqual(['address: ok', 'version: wrong', 'inbox: wrong']);
  expect(ancient.findings.at(-1)?.detail).toContain('below 2.11.0');
});

const one = '/contacts/none/conversations/0';
const status = '/conversations/0/messages/0';
const reset = '/inboxes/0/reset_secret';
test.each([
  [[one, status, reset], '4.13.0'],
  [[one, status], '4.2.0'],
  [[one], '3.7.0'],
  [[], null],
])('a hidden version is judged by what the server knows: %j is %s', async (knows, version) => {
  const probe = await probed(chatwoot({ knows }));
  expect(probe).toMatchObject({ reachable: true, version, atLeast: version !== null });
  expect(probe.findings[1]).toMatchObject({ name: 'version', state: 'warn' });
  const tokens = server?.calls.filter((it) => 'api_access_token' in it.headers || it.body !== null);
  expect(tokens).toEqual([]);
});

test('a proxy that guards /api says nothing of the release', async () => {
  const behind = chatwoot({ knows: [one] });
  const probe = await probed((call, response) =>
    call.path.startsWith('/api') ? html(response, 401, 'Restricted') : behind(call, response),
  );
  expect(probe).toMatchObject({ reachable: true, version: '3.7.0', atLeast: true });
});

test('not a Chatwoot: pages everywhere, a login, JSON of another', async () => {
  const pages = await probed((_, response) => html(response, 404, 'Not here'));
  expect(pages).toMatchObject({ reachable: false, findings: [{ name: 'address', state: 'wrong' }] });
  await server?.close();
  const login = await probed((_, response) => html(response, 200, 'Sign in'));
  expect(login.findings).toMatchObject([{ state: 'wrong', fix: expect.stringContaining('login page') }]);
  await server?.close();
  const guarded = await probed((_, response) => json(response, 401, { error: 'who?' }));
  expect(guarded.findings).toMatchObject([{ state: 'wrong', fix: expect.stringContaining('in front of Chatwoot') }]);
});

test('a redirect names the address to set', async () => {
  const probe = await probed((call, response) =>
    response.writeHead(301, { location: `https://chat.example.com${call.path}` }).end(),
  );
  expect(probe.findings).toMatchObject([{ name: 'address', state: 'wrong' }]);
  expect(probe.findings[0]?.detail).toContain('CHATWOOT_URL should be https://chat.example.com');
});

test('no answer: nothing listens, no TLS, silence, not an address', async () => {
  const silent = await probed(() => {}, { timeoutMs: 60 });
  expect(silent.findings).toMatchObject([{ state: 'wrong', fix: expect.stringContaining('CHATWOOT_TIMEOUT') }]);
  const url = server?.url ?? '';
  const secure = await probeServer(url.replace('http:', 'https:'), 'i', { hmacToken: null, timeoutMs: 2000 });
  expect(secure.findings).toMatchObject([{ state: 'wrong', fix: expect.stringContaining('certificate') }]);
  await server?.close();
  const closed = await probeServer(url, 'i', { hmacToken: null });
  expect(closed.findings).toMatchObject([{ state: 'wrong', detail: expect.stringContaining('nothing listens') }]);
  const nonsense = await probeServer('chatwoot', 'i', { hmacToken: null });
  expect(nonsense.findings).toMatchObject([{ state: 'wrong', fix: 'Correct CHATWOOT_URL.' }]);
});
