import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSandboxPage } from '../../src/sandbox/page.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import type { SandboxState } from '../../src/sandbox/page-types.ts';
import { startReceiver, type Receiver } from './receiver.ts';

const ANA = '5491155550123';
let sandbox: Sandbox;
let receiver: Receiver;
let page: Hono;
let webDist: string;

beforeEach(async () => {
  sandbox = await startSandbox({ whatsapp: { redeliverMs: 60_000 } });
  receiver = await startReceiver();
  sandbox.setWebhook(receiver.url);
  webDist = await mkdtemp(join(tmpdir(), 'sandbox-page-'));
  await writeFile(join(webDist, 'index.html'), '<h1>sandbox</h1>');
  page = createSandboxPage({ ...sandbox, webDist, throttleMs: 1 });
});

afterEach(async () => {
  await sandbox.close();
  await receiver.close();
  await rm(webDist, { recursive: true });
});

const post = (path: string, body: unknown) =>
  page.request(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

async function register(content: string): Promise<void> {
  const { CHATWOOT_URL: url, CHATWOOT_INBOX_ID: inbox } = sandbox.settings;
  const call = async (path: string, body: unknown) =>
    (await fetch(`${url}/public/api/v1/inboxes/${inbox}/contacts${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }).then((answer) => answer.json())) as { id: number };
  await call('', { source_id: ANA, name: 'Ana' });
  const { id } = await call(`/${ANA}/conversations`, {});
  await call(`/${ANA}/conversations/${id}/messages`, { content });
}

test('the page itself is served', async () => {
  const answer = await page.request('/');
  expect([answer.status, await answer.text()]).toEqual([200, '<h1>sandbox</h1>']);
});

test('what is said reaches the service, and both panes show in the state', async () => {
  const answer = await post('/sandbox/say', { waId: ANA, name: 'Ana', text: ' Hola ' });
  const { id } = (await answer.json()) as { id: string };
  expect([answer.status, receiver.bodies.length]).toEqual([202, 1]);
  await register('Hola');
  const state = (await (await page.request(`/sandbox/state?person=${ANA}`)).json()) as SandboxState;
  expect(state).toMatchObject({
    person: { waId: ANA, name: 'Ana' },
    phone: [{ id, from: 'customer', text: ' Hola ', state: 'delivered' }],
    typing: false,
    conversations: [
      { status: 'open', contactName: 'Ana', sourceId: ANA, messages: [{ type: 'incoming', content: 'Hola' }] },
    ],
    faults: { whatsapp: [], chatwoot: [] },
  });
});

test('a service that does not take the webhook is a 503', async () => {
  receiver.answers.push(500);
  expect((await post('/sandbox/say', { waId: ANA, text: 'Hola' })).status).toBe(503);
});

test('changes come as events', async () => {
  const stream = await page.request(`/sandbox/events?person=${ANA}`);
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  const next = async () => {
    const { value = '' } = (await reader?.read()) ?? {};
    return value;
  };
  expect(await next()).toMatch(/^event: state\ndata: \{"person"/);
  await post('/sandbox/say', { waId: ANA, text: 'buenas tardes' });
  let heard = '';
  while (!heard.includes('buenas tardes')) heard += await next();
  await reader?.cancel();
});

test('pages of other sites change nothing, and read nothing under another name', async () => {
  const body = JSON.stringify({ waId: ANA, text: 'Hola' });
  for (const path of ['/sandbox/say', '/sandbox/desk', '/sandbox/faults']) {
    const asText = await page.request(path, { method: 'POST', body, headers: { 'content-type': 'text/plain' } });
    expect(asText.status, path).toBe(415);
    const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'cross-site' };
    expect((await page.request(path, { method: 'POST', body, headers })).status, path).toBe(403);
  }
  const turned = await page.request(`/sandbox/state?person=${ANA}`, { headers: { host: 'rebind.example.com' } });
  expect(turned.status).toBe(403);
});

test('faults are switched on at the server named', async () => {
  const faults = [{ kind: 'fail_before', method: 'POST' }];
  expect(await (await post('/sandbox/faults', { server: 'chatwoot', faults })).json()).toEqual({ faults });
  expect([sandbox.chatwoot.faults.list(), sandbox.whatsapp.faults.list()]).toEqual([faults, []]);
});

test.each([
  ['/sandbox/say', { text: 'x' }, 'waId'],
  ['/sandbox/say', { waId: 'ana', text: 'x' }, 'waId'],
  ['/sandbox/say', { waId: ANA }, 'text'],
  ['/sandbox/say', { waId: ANA, text: '  ' }, 'text'],
  ['/sandbox/say', { waId: ANA, choice: { id: 'x', title: 'X', via: 'voice' } }, 'choice.via'],
  ['/sandbox/faults', { server: 'mars', faults: [] }, 'server'],
  ['/sandbox/faults', null, 'body'],
])('wrong input to %s names the field (%#)', async (path, body, field) => {
  const answer = await post(path, body);
  const { fields } = (await answer.json()) as { fields: Record<string, string> };
  expect([answer.status, Object.keys(fields)]).toEqual([422, [field]]);
});

test('a state without a person is refused', async () => {
  expect((await page.request('/sandbox/state')).status).toBe(422);
});
