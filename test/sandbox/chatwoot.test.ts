import { afterEach, expect, test } from 'vitest';
import {
  startSandboxChatwoot,
  type SandboxChatwoot,
  type SandboxChatwootOptions,
} from '../../src/sandbox/chatwoot/server.ts';

let chatwoot: SandboxChatwoot;
afterEach(() => chatwoot.close());

async function start(options: SandboxChatwootOptions = {}) {
  chatwoot = await startSandboxChatwoot(options);
  const base = `${chatwoot.url}/public/api/v1/inboxes/${chatwoot.inboxes[0]}`;
  const post = (path: string, body: unknown) =>
    fetch(base + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const person = async (source_id: string) => {
    await post('/contacts', { source_id, name: 'Ana' });
    const conversation = (await (await post(`/contacts/${source_id}/conversations`, {})).json()) as { id: number };
    return `/contacts/${source_id}/conversations/${conversation.id}/messages`;
  };
  return { base, post, person };
}

test('requests of a minute beyond the limit are a 429 in plain text, until the next minute', async () => {
  let now = 600_000;
  const { base } = await start({ requestsPerMinute: 2, clock: { now: () => now } });
  expect([(await fetch(base)).status, (await fetch(base)).status]).toEqual([200, 200]);
  const refused = await fetch(base);
  expect([refused.status, refused.headers.get('content-type'), refused.headers.get('retry-after')]).toEqual([
    429,
    'text/plain',
    '60',
  ]);
  now += 60_000;
  expect((await fetch(base)).status).toBe(200);
});

test('agents’ messages count in the limit of a conversation and are refused by it in other words', async () => {
  const { post, person } = await start({ messagesPerMinute: 2 });
  const path = await person('5491155550123');
  const agent = (token: string) =>
    fetch(`${chatwoot.url}/api/v1/accounts/1/conversations/1/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', api_access_token: token },
      body: JSON.stringify({ content: 'Buenas' }),
    });
  expect((await post(path, { content: 'hola' })).status).toBe(200);
  expect((await agent('wrong')).status).toBe(401);
  expect((await agent('admin-token')).status).toBe(200);
  const refused = await agent('admin-token');
  expect([refused.status, await refused.json()]).toEqual([422, { error: 'Validation failed: Too many messages' }]);
  expect((await post(path, { content: 'otra' })).status).toBe(422);
});

test('the list of conversations grows slow with the history, and is given up in the end', async () => {
  const { base, post, person } = await start({ listMsPerMessage: 0.05, messagesPerMinute: 5_000 });
  const path = await person('5491155550123');
  const list = () => fetch(`${base}/contacts/5491155550123/conversations`);
  const worker = async () => {
    for (let n = 0; n < 30; n += 1) await post(path, { content: 'x' });
  };
  await Promise.all(Array.from({ length: 99 }, worker));
  for (let n = 0; n < 29; n += 1) await post(path, { content: 'x' });
  const at = performance.now();
  expect((await list()).status).toBe(200);
  expect(performance.now() - at).toBeGreaterThan(140);
  await post(path, { content: 'x' });
  expect((await list()).status).toBe(500);
  expect((await fetch(base + path)).status).toBe(200);
});

test('a file is reached by the address in its message, as by a real redirect', async () => {
  const { base, person } = await start();
  const form = new FormData();
  form.append('attachments[]', new Blob(['hola'], { type: 'text/plain' }), 'nota ñ.txt');
  const sent = await fetch(base + (await person('5491155550123')), { method: 'POST', body: form });
  const [file] = ((await sent.json()) as { attachments: { data_url: string }[] }).attachments;
  const redirect = await fetch(file?.data_url ?? '', { redirect: 'manual' });
  expect(redirect.status).toBe(302);
  const bytes = await fetch(redirect.headers.get('location') ?? '');
  expect([await bytes.text(), bytes.headers.get('content-type')]).toEqual(['hola', 'text/plain']);
  expect((await fetch((file?.data_url ?? '').replace('redirect/', 'redirect/x'))).status).toBe(404);
});

test('what came is counted by route, with the bytes both ways', async () => {
  const { post, person } = await start();
  const path = await person('5491155550123');
  chatwoot.requests.reset();
  const body = { content: 'hola' };
  const answer = await (await post(path, body)).text();
  expect([...chatwoot.requests.routes]).toEqual([
    [
      'POST /public/api/v1/inboxes/:inbox/contacts/:source/conversations/:conversation/messages',
      { count: 1, bytesIn: JSON.stringify(body).length, bytesOut: answer.length },
    ],
  ]);
  expect(chatwoot.requests.log).toMatchObject([{ method: 'POST', status: 200 }]);
});

test('a contact with a phone of its own is not merged into another by PATCH', async () => {
  const { base, post } = await start();
  await post('/contacts', { source_id: 'a', phone_number: '+5491155550001' });
  await post('/contacts', { source_id: 'b', phone_number: '+5491155550002' });
  const patch = (body: unknown) =>
    fetch(`${base}/contacts/b`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  expect(await (await patch({ phone_number: '+5491155550001' })).json()).toMatchObject({
    id: 2,
    phone_number: '+5491155550002',
  });
  expect(chatwoot.state.contacts.size).toBe(2);
});
