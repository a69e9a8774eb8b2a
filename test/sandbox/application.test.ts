import { afterEach, expect, test } from 'vitest';
import { startSandboxChatwoot, type SandboxChatwoot } from '../../src/sandbox/chatwoot/server.ts';
import { differences, type Ids } from './compare.ts';
import { recording, requestOf, type Step } from './recording.ts';

/**
 * Every recorded call of the application API, answered as the real server answered it: status, type, body.
 *
 * Meant to differ: who is online is not known here (`availability_status`); activity lines are written before the answer here
 * and some time after it there, so what an agent sees as the last line of a conversation may be another one.
 */
const MEANT = /\.availability_status:/;

let now = Date.parse('2026-11-22T10:15:11.000Z');
let chatwoot: SandboxChatwoot;
let ids: Ids;

afterEach(() => chatwoot.close());

const SUBSCRIPTIONS = [
  'message_created',
  'message_updated',
  'conversation_created',
  'conversation_status_changed',
  'conversation_updated',
  'conversation_typing_on',
  'conversation_typing_off',
  'contact_created',
  'contact_updated',
];

async function start(fileDelayMs = 0): Promise<void> {
  ids = new Map();
  chatwoot = await startSandboxChatwoot({
    clock: { now: () => now },
    fileDelayMs,
    inboxes: [
      { identifier: 'inbox-whatsapp', name: 'WhatsApp', ...REAL },
      { identifier: 'inbox-single', name: 'Única', lockToSingleConversation: true, ...REAL },
      { identifier: 'inbox-signed', name: 'Firmado', hmacMandatory: true, ...REAL },
      { identifier: 'inbox-hours', name: 'Con saludo', greeting: 'Hola, gracias por escribir.', ...REAL },
      { identifier: 'inbox-bot', name: 'Con bot', agentBot: true, ...REAL },
    ],
    bot: { outgoingUrl: 'https://bridge.example.com/bot-hook', secret: 'webhook-secret-of-agent-bot' },
    webhooks: [{ url: 'https://bridge.example.com/account-hook', subscriptions: SUBSCRIPTIONS }],
  });
  // Nothing is to leave this machine.
  chatwoot.faults.set([{ kind: 'webhook_drop' }]);
}

const HOOK = 'https://bridge.example.com/inbox-hook';
/** As every inbox is made on a real server. */
const REAL = { webhookUrl: HOOK, autoAssignment: true };

interface Answer {
  status: number;
  type: string | null;
  body: unknown;
}

async function call(path: string, init: RequestInit = {}): Promise<Answer> {
  now += 100;
  const response = await fetch(chatwoot.url + path, { ...init, redirect: 'manual' });
  const type = response.headers.get('content-type');
  const text = await response.text();
  return { status: response.status, type, body: type?.includes('json') && text !== '' ? JSON.parse(text) : text };
}

async function post(path: string, body: unknown, token?: string): Promise<Record<string, unknown>> {
  const headers = { 'content-type': 'application/json', ...(token === undefined ? {} : { api_access_token: token }) };
  const answer = await call(path, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(answer.status).toBe(200);
  return answer.body as Record<string, unknown>;
}

/** Somebody with a conversation, known by the recorded numbers. */
async function person(source_id: string, name: string, recorded: number, inbox = 'inbox-whatsapp'): Promise<string> {
  const base = `/public/api/v1/inboxes/${inbox}/contacts`;
  await post(base, { source_id, name, phone_number: `+${source_id}` });
  const { id } = await post(`${base}/${source_id}/conversations`, {});
  ids.set(`conversation ${recorded}`, Number(id));
  return `${base}/${source_id}/conversations/${Number(id)}/messages`;
}

/** The recorded numbers in an address and in a quote, as they are here. */
function here(step: Step): Step {
  const number = (of: string, id: string) => String(ids.get(`${of} ${id}`) ?? id);
  const path = (step.request?.path ?? '')
    .replace(/(?<=\/conversations\/)\d+/, (id) => number('conversation', id))
    .replace(/(?<=\/contacts\/)\d+(?!\d*\/conversations\/)/, (id) => number('contact', id))
    .replace(/(?<=\/messages\/)\d+/, (id) => number('message', id));
  const body = JSON.parse(
    JSON.stringify(step.request?.body ?? null)
      .replace(/"in_reply_to":(\d+)/, (_, id: string) => `"in_reply_to":${number('message', id)}`)
      .replace(/"contact_id":(\d+)/, (_, id: string) => `"contact_id":${number('contact', id)}`),
  ) as unknown;
  return { ...step, request: { method: 'GET', ...step.request, path, body: body ?? undefined } };
}

async function replay(recorded: Step): Promise<void> {
  const step = here(recorded);
  const { response, title = '' } = step;
  const got = await call(step.request?.path ?? '', requestOf(step));
  expect([got.status, got.type], title).toEqual([response?.status, response?.headers['content-type']]);
  const found = differences(response?.body, got.body, ids).filter((line) => !MEANT.test(line));
  expect(found, title).toEqual([]);
}

async function replayAll(name: string, atNote: (note: never) => Promise<void> = () => Promise.reject(new Error(name))) {
  let calls = 0;
  for (const step of recording(name).steps) {
    if (step.note !== undefined) await atNote(step.note as never);
    if (!step.request) continue;
    await replay(step);
    calls += 1;
  }
  return calls;
}

const show = async (recorded: number) =>
  (
    await call(`/api/v1/accounts/1/conversations/${ids.get(`conversation ${recorded}`)}`, {
      headers: { api_access_token: 'admin-token' },
    })
  ).body as Record<string, unknown>;

test('each call with each kind of token, without one and with a wrong one', async () => {
  await start();
  for (let n = 0; n < 5; n += 1) await person(`549115555006${n}`, 'Otra', 100 + n);
  const messages = await person('5491155550050', 'Tomás', 9);
  ids.set('contact 22', 6);
  const { id } = await post(messages, { content: 'hola' });
  ids.set('message 100', Number(id));
  expect(await replayAll('application-tokens')).toBe(115);
});

test('what an administrator’s token sets up', async () => {
  await start();
  expect(await replayAll('connect')).toBe(22);
});

test('a reply window closes the composer, and nothing else', async () => {
  await start();
  const inbox = { additional_attributes: { agent_reply_time_window: '24' } };
  const headers = { 'content-type': 'application/json', api_access_token: 'admin-token' };
  const body = JSON.stringify({ channel: inbox });
  await call('/api/v1/accounts/1/inboxes/4', { method: 'PATCH', headers, body });
  await post(await person('5491155550110', 'Rosa', 35, 'inbox-hours'), { content: 'hola' });
  const calls = await replayAll('reply-window', async (note: Record<string, boolean>) => {
    if ('can_reply_two_days_later' in note) now += 2 * 86_400_000;
    expect((await show(35))['can_reply']).toBe(note['can_reply_now'] ?? note['can_reply_two_days_later']);
  });
  expect(calls).toBe(3);
});

test('the limit of 200 a minute refuses customers, agents and ticks alike; a bot’s answer ends the waiting', async () => {
  await start();
  const messages = await person('5491155550101', 'Iris', 67);
  const desk = `/api/v1/accounts/1/conversations/${ids.get('conversation 67')}/messages`;
  const calls = await replayAll('limit-and-status', async (note: Record<string, number>) => {
    if ('waiting_since_after_customer' in note) {
      await post(messages, { content: 'hola' });
      expect((await show(67))['waiting_since']).toBeGreaterThan(0);
      return;
    }
    ids.set('message 5769', Number((await post(desk, { content: 'soy el bot' }, 'bot-token'))['id']));
    expect((await show(67))['waiting_since']).toBe(note['waiting_since_after_bot']);
    for (let n = 2; n < 200; n += 1) await post(messages, { content: String(n) });
  });
  expect(calls).toBe(3);
});

test('a file is given out by a signed redirect that lives five minutes', async () => {
  await start();
  await person('5491155550120', 'Nora', 34);
  const [sent, redirect, file, forged, voice] = recording('files').steps;
  if (!sent || !redirect || !file || !forged || !voice) throw new Error('files.json is not what it was');
  await replay(sent);
  const url = new URL(String(lastAttachment()?.['data_url']));
  expect(decodeURIComponent(url.pathname.split('/').at(-1) ?? '')).toBe('lista de precios.png');
  const get = (path: string) => fetch(chatwoot.url + path, { redirect: 'manual' });
  const headersOf = (step: Step, got: Response) =>
    Object.keys(step.response?.headers ?? {})
      .filter((name) => name !== 'location')
      .map((name) => [name, got.headers.get(name)]);
  const recorded = (step: Step) => Object.entries(step.response?.headers ?? {}).filter(([name]) => name !== 'location');

  const to = await get(url.pathname);
  expect([to.status, headersOf(redirect, to)]).toEqual([302, recorded(redirect)]);
  const location = new URL(to.headers.get('location') ?? '').pathname;
  const bytes = await get(location);
  expect([bytes.status, headersOf(file, bytes)]).toEqual([200, recorded(file)]);
  const wrong = await get(url.pathname.replace('redirect/', 'redirect/x'));
  expect([wrong.status, headersOf(forged, wrong)]).toEqual([404, recorded(forged)]);
  expect((await get(location.replace('--', '--0'))).status).toBe(404);
  now += 301_000;
  expect((await get(location)).status).toBe(404);
  expect((await get(url.pathname)).status).toBe(302);
  await replay(voice);
});

test('a file may not be there yet when its message is', async () => {
  await start(5_000);
  await person('5491155550121', 'Sol', 34);
  const [sent] = recording('files').steps;
  if (sent) await replay(sent);
  const url = String(lastAttachment()?.['data_url']);
  expect((await fetch(url)).status).toBe(404);
  now += 5_000;
  expect((await fetch(url)).status).toBe(200);
});

function lastAttachment(): Record<string, unknown> | undefined {
  const message = chatwoot.state.messages.findLast(({ attachments }) => attachments.length > 0);
  const [file] = message?.attachments ?? [];
  return (
    file && {
      data_url: `${chatwoot.url}/rails/active_storage/blobs/redirect/${file.key}/${encodeURIComponent(file.filename)}`,
    }
  );
}
