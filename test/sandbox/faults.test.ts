import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSandboxChatwoot, type SandboxChatwoot } from '../../src/sandbox/chatwoot/server.ts';
import type { Fault } from '../../src/sandbox/types.ts';

let chatwoot: SandboxChatwoot;
let base: string;

beforeEach(async () => {
  chatwoot = await startSandboxChatwoot();
  base = `${chatwoot.url}/public/api/v1/inboxes/sandbox-inbox`;
});

afterEach(() => chatwoot.close());

const say = (signal?: AbortSignal) =>
  fetch(`${base}/contacts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ source_id: '5491155550123' }),
    ...(signal ? { signal } : {}),
  });

const saved = () => chatwoot.state.contacts.size;
const set = (...faults: Fault[]) => chatwoot.faults.set(faults);

test('fail_before answers 500 and saves nothing', async () => {
  set({ kind: 'fail_before', times: 1 });
  const answer = await say();
  expect([answer.status, await answer.json(), saved()]).toEqual([
    500,
    { status: 500, error: 'Internal Server Error' },
    0,
  ]);
  expect((await say()).status).toBe(200);
});

test('fail_after answers 500 and has saved', async () => {
  set({ kind: 'fail_after', times: 1 });
  expect([(await say()).status, saved()]).toEqual([500, 1]);
});

test.each([
  ['hang', 0],
  ['hang_after', 1],
] as const)('%s never answers; saved: %i', async (kind, count) => {
  set({ kind });
  const outcome = await say(AbortSignal.timeout(150)).catch((error: unknown) => (error as Error).name);
  expect([outcome, saved()]).toEqual(['TimeoutError', count]);
  expect(chatwoot.requests.log.at(-1)?.status).toBeNull();
});

test('closing the server ends a call that hangs', async () => {
  set({ kind: 'hang' });
  const call = say().catch((error: unknown) => (error as Error).name);
  while (chatwoot.requests.total === 0) await new Promise((resolve) => setImmediate(resolve));
  await chatwoot.close();
  expect(await call).toBe('TypeError');
});

test.each([
  ['cut', 0],
  ['cut_after', 1],
] as const)('%s closes the socket; saved: %i', async (kind, count) => {
  set({ kind, times: 1 });
  const error: unknown = await say().catch((reason: unknown) => reason);
  expect((error as { cause: { code: string } }).cause.code).toMatch(/UND_ERR_SOCKET|ECONNRESET/);
  expect(saved()).toBe(count);
  expect((await say()).status).toBe(200);
});

test('too_many says how long to wait, not_found and slow do as they say', async () => {
  set({ kind: 'too_many', ms: 2_500, times: 1 }, { kind: 'not_found', times: 1 }, { kind: 'slow', ms: 120, times: 1 });
  const refused = await say();
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '3']);
  expect((await say()).status).toBe(404);
  const at = performance.now();
  expect((await say()).status).toBe(200);
  expect(performance.now() - at).toBeGreaterThan(110);
  expect(chatwoot.faults.list()).toEqual([]);
});

test('maintenance sends everybody to a page; with a status it is the page itself', async () => {
  set({ kind: 'maintenance', times: 2 }, { kind: 'maintenance', status: 503, times: 1 });
  const redirected = await fetch(base, { redirect: 'manual' });
  expect([redirected.status, redirected.headers.get('location')]).toEqual([302, '/maintenance.html']);
  const page = await fetch(base);
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect((await fetch(base)).status).toBe(503);
  expect((await fetch(base)).status).toBe(200);
});

test('refuse_text hits bodies with the words in them, whatever their form, and lets the others pass', async () => {
  set({ kind: 'refuse_text', text: 'select * from', status: 406, path: '/contacts$' });
  const post = (body: string | FormData) =>
    fetch(`${base}/contacts`, {
      method: 'POST',
      body,
      headers: typeof body === 'string' ? { 'content-type': 'application/json' } : {},
    });
  const form = (name: string) => {
    const data = new FormData();
    data.append('name', name);
    data.append('source_id', name);
    return data;
  };
  const refused = await post(JSON.stringify({ source_id: '1', name: 'x; select * from users' }));
  expect([refused.status, refused.headers.get('content-type')]).toEqual([406, 'text/html']);
  expect((await post(form('select * from'))).status).toBe(406);
  expect([(await post(form('Ana'))).status, (await say()).status, saved()]).toEqual([200, 200, 2]);
});

test('words narrow every fault at the door', async () => {
  set({ kind: 'cut_after', text: '5491155550123' });
  await expect(fetch(`${base}/contacts`, { method: 'POST', body: '{}' })).resolves.toHaveProperty('status', 200);
  await expect(say()).rejects.toThrow('fetch failed');
});

test('an endless body goes on until the caller leaves', async () => {
  set({ kind: 'endless', times: 1 });
  const leaving = new AbortController();
  const { body } = await fetch(base, { signal: leaving.signal });
  let read = 0;
  for await (const chunk of body ?? []) {
    read += chunk.byteLength;
    if (read > 1_000_000) break;
  }
  leaving.abort();
  expect(read).toBeGreaterThan(1_000_000);
});

test('Retry-After is as the fault says, or missing', async () => {
  set({ kind: 'too_many', retryAfter: 'soon', times: 1 }, { kind: 'too_many', retryAfter: '', times: 1 });
  expect((await say()).headers.get('retry-after')).toBe('soon');
  expect((await say()).headers.get('retry-after')).toBeNull();
});

test('a fault hits only its method and path, and its share of calls', async () => {
  set({ kind: 'fail_before', method: 'GET' }, { kind: 'fail_before', path: '/messages$' }, { kind: 'cut', rate: 0 });
  expect((await say()).status).toBe(200);
  expect((await fetch(base)).status).toBe(500);
  expect((await fetch(`${base}/contacts/5491155550123/conversations/1/messages`, { method: 'POST' })).status).toBe(500);
});

test('faults are set over HTTP, and a wrong one is refused by name', async () => {
  const post = (body: unknown) =>
    fetch(`${chatwoot.url}/sandbox/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const faults = [{ kind: 'fail_before', path: '/contacts$', times: 2 }];
  expect(await (await post({ faults })).json()).toEqual({ faults });
  expect((await say()).status).toBe(500);
  const left = await fetch(`${chatwoot.url}/sandbox/faults`);
  expect(await left.json()).toEqual({ faults: [{ ...faults[0], times: 1 }] });
  const wrong = await post({ faults: [{ kind: 'explode' }, { kind: 'cut', path: '(' }] });
  expect(wrong.status).toBe(422);
  expect(Object.keys(((await wrong.json()) as { fields: object }).fields)).toEqual(['faults.0.kind', 'faults.1.path']);
});
