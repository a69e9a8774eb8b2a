import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSandboxChatwoot, type SandboxChatwoot } from '../../../src/sandbox/chatwoot/server.ts';
import { startReceiver, type Receiver } from '../receiver.ts';

const VERSIONS = ['3.7.0', '4.7.0', '4.13.0', '4.15.1'] as const;
type Version = (typeof VERSIONS)[number];

let chatwoot: SandboxChatwoot;
let door: Receiver;

beforeEach(async () => {
  door = await startReceiver();
});

afterEach(async () => {
  await chatwoot.close();
  await door.close();
});

async function call(method: string, path: string, body?: unknown, token?: string) {
  const response = await fetch(chatwoot.url + path, {
    method,
    headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { api_access_token: token }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') && text !== '';
  return { status: response.status, body: (isJson ? JSON.parse(text) : null) as Record<string, unknown> };
}

const BASE = '/public/api/v1/inboxes/sandbox-inbox/contacts';
const DESK = '/api/v1/accounts/1/conversations/1';

async function start(version: Version, connectBot = true): Promise<void> {
  chatwoot = await startSandboxChatwoot({
    version,
    eventDelayMs: 1,
    inboxes: [
      { identifier: 'sandbox-inbox', survey: '¿Qué tal?', webhookUrl: door.url },
      ...(connectBot ? [{ identifier: 'bot-inbox', agentBot: true }] : []),
    ],
  });
  await call('POST', BASE, { source_id: '5491155550123' });
  await call('POST', `${BASE}/5491155550123/conversations`, {});
  await call('POST', `${BASE}/5491155550123/conversations/1/messages`, { content: 'hola' });
  await chatwoot.settled();
}

/** Everything that differs, by release: what stands in a column is so there. */
const TABLE: Record<Version, Record<string, unknown>> = {
  '3.7.0': {
    updatedAt: false,
    delivery: false,
    signature: false,
    health: 404,
    statusProbe: 404,
    secretProbe: 404,
    bot: { show: 401, labels: 401, assignments: 200, custom_attributes: 401, toggle_typing_status: 401 },
    botAssignee: 'Ana Ruiz',
    attributes: ['in_reply_to', 'in_reply_to_external_id'],
    waitingCleared: false,
    secret: false,
    csatConfig: false,
    accountInEvents: false,
    survey: { webhook: true, page: true },
    typing: { subscribed: 422, told: 0 },
  },
  '4.7.0': {
    updatedAt: true,
    delivery: false,
    signature: false,
    health: 404,
    statusProbe: 401,
    secretProbe: 404,
    bot: { show: 401, labels: 401, assignments: 200, custom_attributes: 200, toggle_typing_status: 401 },
    botAssignee: 'Ana Ruiz',
    attributes: ['in_reply_to', 'in_reply_to_external_id'],
    waitingCleared: false,
    secret: false,
    csatConfig: true,
    accountInEvents: false,
    survey: { webhook: true, page: false },
    typing: { subscribed: 200, told: 1 },
  },
  '4.13.0': {
    updatedAt: true,
    delivery: true,
    signature: true,
    health: 200,
    statusProbe: 401,
    secretProbe: 401,
    bot: { show: 401, labels: 401, assignments: 200, custom_attributes: 200, toggle_typing_status: 200 },
    botAssignee: 'OptiAtiende',
    attributes: ['in_reply_to', 'in_reply_to_external_id', 'mine'],
    waitingCleared: true,
    secret: true,
    csatConfig: true,
    accountInEvents: false,
    survey: { webhook: true, page: false },
    typing: { subscribed: 200, told: 1 },
  },
  '4.15.1': {
    updatedAt: true,
    delivery: true,
    signature: true,
    health: 200,
    statusProbe: 401,
    secretProbe: 401,
    bot: { show: 200, labels: 200, assignments: 200, custom_attributes: 200, toggle_typing_status: 200 },
    botAssignee: 'OptiAtiende',
    attributes: ['in_reply_to', 'in_reply_to_external_id', 'mine'],
    waitingCleared: true,
    secret: true,
    csatConfig: true,
    accountInEvents: true,
    survey: { webhook: true, page: false },
    typing: { subscribed: 200, told: 1 },
  },
};

test.each(VERSIONS)('release %s does what it did', async (version) => {
  await start(version);
  const events = (name: string) => (door.bodies as Record<string, unknown>[]).filter(({ event }) => event === name);
  const bot = async (method: string, path: string, body?: unknown) =>
    (await call(method, `${DESK}${path}`, body, 'bot-token')).status;
  const admin = (method: string, path: string, body?: unknown) => call(method, path, body, 'admin-token');
  const headers = door.headers.at(-1) ?? {};

  await bot('POST', '/messages', { content: 'soy el bot' });
  const waiting = chatwoot.state.conversations.get(1)?.waitingSince;
  const quoting = { content: 'cito', content_attributes: { in_reply_to: 1, mine: 'x' } };
  const quoted = (await admin('POST', `${DESK}/messages`, quoting)).body['content_attributes'] as object;
  const rights = {
    show: await bot('GET', ''),
    labels: await bot('GET', '/labels'),
    assignments: await bot('POST', '/assignments', { assignee_id: null }),
    custom_attributes: await bot('POST', '/custom_attributes', { custom_attributes: {} }),
    toggle_typing_status: await bot('POST', '/toggle_typing_status', { typing_status: 'off' }),
  };
  const assigned = await admin('POST', `${DESK}/assignments`, { assignee_type: 'AgentBot', assignee_id: 1 });
  await admin('POST', `${DESK}/toggle_typing_status`, { typing_status: 'on' });
  await admin('POST', `${DESK}/toggle_status`, { status: 'resolved' });
  const inbox = (await admin('GET', '/api/v1/accounts/1/inboxes/1')).body;
  const subscriptions = ['conversation_typing_on'];
  const webhook = { url: 'https://bridge.example.com/hook', subscriptions };
  const subscribed = (await admin('POST', '/api/v1/accounts/1/webhooks', { webhook })).status;
  await chatwoot.settled();
  const page = (await call('GET', `${BASE}/5491155550123/conversations/1/messages`)).body as unknown as {
    content: string;
  }[];
  const survey = events('message_created').find((one) => one['content_type'] === 'input_csat');
  const linked = (content: unknown) => String(content).includes('/survey/responses/');
  expect({
    updatedAt: 'updated_at' in (events('conversation_updated')[0] ?? {}),
    delivery: 'x-chatwoot-delivery' in headers,
    signature: 'x-chatwoot-signature' in headers,
    health: (await call('GET', '/health')).status,
    statusProbe: (await call('PATCH', '/api/v1/accounts/0/conversations/0/messages/0')).status,
    secretProbe: (await call('POST', '/api/v1/accounts/0/inboxes/0/reset_secret')).status,
    bot: rights,
    botAssignee: assigned.body['name'],
    attributes: Object.keys(quoted).toSorted(),
    waitingCleared: waiting === null,
    secret: 'secret' in inbox,
    csatConfig: 'csat_config' in inbox,
    accountInEvents: 'account' in (events('conversation_status_changed')[0] ?? {}),
    survey: { webhook: linked(survey?.['content']), page: linked(page.at(-1)?.content) },
    typing: { subscribed, told: events('conversation_typing_on').length },
  }).toEqual(TABLE[version]);
  expect((await call('GET', '/api')).body['version']).toBe(version);
});

test.each([
  ['3.7.0', 401],
  ['4.7.0', 401],
  ['4.13.0', 200],
  ['4.15.1', 200],
] as const)('a bot of no inbox in release %s', async (version, status) => {
  await start(version, false);
  const answer = await call('POST', `${DESK}/messages`, { content: 'x' }, 'bot-token');
  expect(answer.status).toBe(status);
  if (answer.status === 401) expect(answer.body).toEqual({ error: 'Bot is not authorized to access this account' });
});

test('names that are too long are refused before 4.15.0', async () => {
  await start('4.13.0');
  const name = 'x'.repeat(256);
  expect(await call('POST', BASE, { source_id: 'otra', name })).toMatchObject({
    status: 422,
    body: { attributes: ['name'] },
  });
});
