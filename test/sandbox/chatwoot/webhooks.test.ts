import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  startSandboxChatwoot,
  type SandboxChatwoot,
  type SandboxChatwootOptions,
} from '../../../src/sandbox/chatwoot/server.ts';
import { railsJson } from '../../../src/sandbox/chatwoot/rails-json.ts';
import { signatureOf } from '../../../src/sandbox/chatwoot/signature.ts';
import { startReceiver, type Receiver } from '../receiver.ts';

let chatwoot: SandboxChatwoot;
let door: Receiver;

beforeEach(async () => {
  door = await startReceiver();
});

afterEach(async () => {
  await chatwoot.close();
  await door.close();
});

const BASE = '/public/api/v1/inboxes/sandbox-inbox/contacts';

async function call(method: string, path: string, body?: unknown, token?: string): Promise<unknown> {
  const response = await fetch(chatwoot.url + path, {
    method,
    headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { api_access_token: token }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return text === '' ? null : (JSON.parse(text) as unknown);
}

/** A conversation that has been told of, with the inbox's door open from then on. */
async function start(options: SandboxChatwootOptions = {}): Promise<number> {
  chatwoot = await startSandboxChatwoot({ eventDelayMs: 1, ...options });
  await call('POST', BASE, { source_id: '5491155550123' });
  const { id } = (await call('POST', `${BASE}/5491155550123/conversations`, {})) as { id: number };
  await chatwoot.settled();
  chatwoot.setInboxWebhook(door.url);
  return id;
}

const says = (conversation: number, content: string) =>
  call('POST', `/api/v1/accounts/1/conversations/${conversation}/messages`, { content }, 'admin-token');
const told = (event = 'message_created') =>
  (door.bodies as { event: string; content?: string }[]).filter((one) => one.event === event);
const contents = () => told().map(({ content }) => content);

test('recorded signatures are made again, byte for byte', () => {
  const file = new URL('../../fixtures/chatwoot-recordings/webhook-signatures.json', import.meta.url);
  const { deliveries } = JSON.parse(readFileSync(file, 'utf8')) as {
    deliveries: { secret: string; headers: Record<string, string>; raw_body: string }[];
  };
  expect(deliveries.length).toBeGreaterThanOrEqual(2);
  for (const { headers, raw_body, secret } of deliveries) {
    expect(signatureOf(secret, headers['x-chatwoot-timestamp'] ?? '', raw_body)).toBe(headers['x-chatwoot-signature']);
    const parsed: unknown = JSON.parse(raw_body);
    expect(JSON.parse(railsJson(parsed))).toEqual(parsed);
    expect(railsJson(parsed)).toBe(raw_body);
  }
  chatwoot = { close: () => Promise.resolve() } as SandboxChatwoot;
});

test('a door that fails is not asked again, and the message is marked with its words', async () => {
  const id = await start();
  door.answers.push(503);
  await says(id, 'hola');
  await chatwoot.settled();
  expect(contents()).toEqual(['hola']);
  expect(chatwoot.state.messages.at(-1)).toMatchObject({
    status: 'failed',
    contentAttributes: { external_error: '503 Service Unavailable' },
  });
  await door.close();
  await says(id, 'nadie');
  await chatwoot.settled();
  expect(chatwoot.state.messages.at(-1)?.contentAttributes['external_error']).toMatch(/^Failed to open TCP connection/);
  door = await startReceiver();
});

test('account webhooks get what they subscribed to, and their failures mark nothing', async () => {
  const id = await start();
  chatwoot.setInboxWebhook(null);
  const secret = chatwoot.addAccountWebhook(door.url, ['conversation_status_changed', 'message_created']);
  door.answers.push(500);
  await says(id, 'hola');
  await call('POST', `/api/v1/accounts/1/conversations/${id}/toggle_status`, { status: 'resolved' }, 'admin-token');
  await chatwoot.settled();
  expect((door.bodies as { event: string }[]).map(({ event }) => event)).toEqual([
    'message_created',
    'conversation_status_changed',
  ]);
  const [first] = chatwoot.webhooks.log;
  expect(first?.headers['x-chatwoot-signature']).toBe(
    signatureOf(secret, first?.headers['x-chatwoot-timestamp'] ?? '', first?.body ?? ''),
  );
  expect(chatwoot.state.messages.some(({ status }) => status === 'failed')).toBe(false);
});

test('events are lost, doubled, late and shuffled as the faults say', async () => {
  const id = await start();
  chatwoot.faults.set([
    { kind: 'webhook_drop', path: '^inbox message_created$', times: 1 },
    { kind: 'webhook_double', path: 'message_created', times: 1 },
  ]);
  for (const text of ['uno', 'dos', 'tres']) await says(id, text);
  await chatwoot.settled();
  expect(contents().toSorted()).toEqual(['dos', 'dos', 'tres']);
  chatwoot.faults.set([{ kind: 'webhook_late', ms: 60, path: 'message_created', times: 1 }]);
  await says(id, 'cuatro');
  await says(id, 'cinco');
  await chatwoot.settled();
  expect(contents().slice(-2)).toEqual(['cinco', 'cuatro']);
});

test('a hundred messages, doubled and shuffled, all come twice and not in order', async () => {
  const id = await start();
  chatwoot.faults.set([{ kind: 'webhook_double' }, { kind: 'webhook_shuffle', ms: 100 }]);
  const texts = Array.from({ length: 100 }, (_, n) => String(n));
  for (const text of texts) await says(id, text);
  await chatwoot.settled();
  expect(contents().toSorted()).toEqual([...texts, ...texts].toSorted());
  expect(contents()).not.toEqual(contents().toSorted((a, b) => Number(a) - Number(b)));
});

test('an agent bot’s door is tried three times, then a person gets the conversation', async () => {
  const id = await start({
    inboxes: [{ identifier: 'sandbox-inbox', agentBot: true }],
    bot: { outgoingUrl: door.url, secret: 'bot-secret' },
    botRetryMs: 1,
  });
  chatwoot.setInboxWebhook(null);
  door.bodies.length = 0;
  expect(chatwoot.state.conversations.get(id)?.status).toBe('pending');
  door.answers.push(500, 429, 500);
  await call('POST', `${BASE}/5491155550123/conversations/${id}/messages`, { content: 'hola' });
  await chatwoot.settled();
  expect(contents()).toEqual(['hola', 'hola', 'hola']);
  expect(chatwoot.state.conversations.get(id)?.status).toBe('open');
});

test('private addresses are refused where they are not allowed', async () => {
  const id = await start({ allowPrivateNetwork: false });
  await says(id, 'hola');
  await chatwoot.settled();
  expect(door.bodies).toEqual([]);
  expect(chatwoot.state.messages.at(-1)?.contentAttributes['external_error']).toBe(
    "Hostname '127.0.0.1' has no public ip addresses",
  );
});

test('webhooks show texts cleaned and the survey with its link; the page of messages shows neither', async () => {
  const id = await start({ inboxes: [{ identifier: 'sandbox-inbox', survey: '¿Qué tal?' }] });
  await says(id, 'línea\\\notra\n\n');
  await call('POST', `/api/v1/accounts/1/conversations/${id}/toggle_status`, { status: 'resolved' }, 'admin-token');
  await chatwoot.settled();
  const uuid = chatwoot.state.conversations.get(id)?.uuid;
  expect(contents()).toEqual([
    'línea\notra',
    `Por favor califica esta conversación, ${chatwoot.url}/survey/responses/${uuid}`,
  ]);
  const page = (await call('GET', `${BASE}/5491155550123/conversations/${id}/messages`)) as { content: string }[];
  expect(page.map(({ content }) => content)).toEqual(['línea\\\notra\n\n', '¿Qué tal?']);
});
