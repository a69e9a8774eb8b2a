import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSandboxPage } from '../../src/sandbox/page.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import type { SandboxState } from '../../src/sandbox/page-types.ts';
import type { DeskConversation } from '../../src/sandbox/types.ts';
import { startReceiver, type Receiver } from './receiver.ts';

const ANA = '5491155550123';
let sandbox: Sandbox;
let receiver: Receiver;
let page: Hono;
let webDist: string;
let conversation: number;

beforeEach(async () => {
  sandbox = await startSandbox({ whatsapp: { redeliverMs: 60_000, statusDelayMs: 1 } });
  receiver = await startReceiver();
  sandbox.setWebhook(receiver.url);
  webDist = await mkdtemp(join(tmpdir(), 'sandbox-desk-'));
  page = createSandboxPage({ ...sandbox, webDist, throttleMs: 1 });
  const base = `/public/api/v1/inboxes/${sandbox.settings['CHATWOOT_INBOX_ID']}/contacts`;
  const call = async (path: string, body: unknown) =>
    (await fetch(sandbox.chatwoot.url + base + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }).then((answer) => answer.json())) as { id: number };
  await call('', { source_id: ANA, name: 'Ana' });
  conversation = (await call(`/${ANA}/conversations`, {})).id;
  await call(`/${ANA}/conversations/${conversation}/messages`, { content: 'Hola' });
});

afterEach(async () => {
  await sandbox.close();
  await receiver.close();
  await rm(webDist, { recursive: true });
});

const post = (path: string, body: unknown) =>
  page.request(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
const act = async (action: string, more: Record<string, unknown> = {}) => {
  const answer = await post('/sandbox/desk', { conversation, action, ...more });
  return { status: answer.status, body: (await answer.json()) as { id?: number; error?: string } };
};
const state = async () => (await (await page.request(`/sandbox/state?person=${ANA}`)).json()) as SandboxState;
async function seen(): Promise<DeskConversation> {
  const [first] = (await state()).conversations;
  if (!first) throw new Error('no conversation is shown');
  return first;
}
const spoken = async () => (await seen()).messages.filter(({ type }) => type !== 'activity');

test('the agent answers, quotes, notes, and both show', async () => {
  expect((await act('answer', { text: 'Buenas', message: 1 })).status).toBe(200);
  expect((await act('note', { text: 'ojo' })).status).toBe(200);
  expect(await spoken()).toMatchObject([
    { type: 'incoming', senderKind: 'contact', status: 'sent', error: null },
    { type: 'outgoing', content: 'Buenas', senderName: 'Ana Ruiz', senderKind: 'user', private: false },
    { type: 'outgoing', content: 'ojo', private: true },
  ]);
  expect(sandbox.chatwoot.state.messages.find(({ content }) => content === 'Buenas')?.contentAttributes).toMatchObject({
    in_reply_to: 1,
  });
});

test('who has it, its labels and its status', async () => {
  await act('assign');
  await act('label', { text: 'humano' });
  await act('label', { text: 'vip' });
  await act('pending');
  expect(await seen()).toMatchObject({
    assignee: { name: 'Ana Ruiz', kind: 'user' },
    labels: ['humano', 'vip'],
    status: 'pending',
  });
  await act('unassign');
  await act('unlabel', { text: 'humano' });
  await act('resolve');
  expect(await seen()).toMatchObject({ assignee: null, labels: ['vip'], status: 'resolved' });
  await act('open');
  expect((await seen()).status).toBe('open');
});

test('a failed message shows its reason and can be tried again or deleted', async () => {
  const { body } = await act('answer', { text: 'Buenas' });
  const path = `/api/v1/accounts/1/conversations/${conversation}/messages/${body.id}`;
  await fetch(sandbox.chatwoot.url + path, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json', api_access_token: 'admin-token' },
    body: JSON.stringify({ status: 'failed', external_error: '131047: tarde' }),
  });
  expect((await spoken()).at(-1)).toMatchObject({ status: 'failed', error: '131047: tarde' });
  await act('retry', { message: body.id });
  expect((await spoken()).at(-1)).toMatchObject({ status: 'sent', error: null });
  await act('delete', { message: body.id });
  expect((await spoken()).at(-1)).toMatchObject({ deleted: true });
});

test('files of both panes are found where the state says', async () => {
  const bytes = Buffer.from('\x89PNG\r\n\x1a\n...', 'latin1');
  const file = { name: 'precio ñ.png', mime: 'image/png', base64: bytes.toString('base64') };
  expect((await act('answer', { text: 'acá va', file })).status).toBe(200);
  expect((await post('/sandbox/say', { waId: ANA, file: { ...file, caption: 'mira' } })).status).toBe(202);
  const shown = await state();
  const desk = shown.conversations[0]?.messages.at(-1)?.files?.[0];
  const phone = shown.phone.at(-1);
  expect([desk?.name, desk?.type, phone?.text, phone?.media?.kind]).toEqual([
    'precio ñ.png',
    'image/png',
    'mira',
    'image',
  ]);
  for (const url of [desk?.url ?? '', phone?.media?.url ?? '']) {
    const got = await page.request(url);
    expect([got.headers.get('content-type'), Buffer.from(await got.arrayBuffer())]).toEqual(['image/png', bytes]);
  }
  expect((await page.request('/sandbox/media/1')).status).toBe(404);
});

test('a page that was sent is never shown as a page', async () => {
  const file = { name: 'x.html', mime: 'text/html', base64: Buffer.from('<script>1</script>').toString('base64') };
  await act('answer', { file });
  const url = (await spoken()).at(-1)?.files?.[0]?.url ?? '';
  const got = await page.request(url);
  expect([got.headers.get('content-type'), got.headers.get('content-disposition')]).toEqual([
    'application/octet-stream',
    'attachment',
  ]);
});

test('Chatwoot’s own no is handed on', async () => {
  expect(await act('answer', { text: 'x', conversation: 99 })).toEqual({
    status: 404,
    body: { error: 'Resource could not be found' },
  });
});

test.each([
  [{ action: 'answer' }, 'text'],
  [{ action: 'label', text: ' ' }, 'text'],
  [{ action: 'retry' }, 'message'],
  [{ action: 'fly' }, 'action'],
  [{ action: 'answer', text: 'x', conversation: 'one' }, 'conversation'],
  [{ action: 'answer', file: { name: 'x', mime: 'image/png', base64: '%' } }, 'file.base64'],
])('wrong input names the field (%#)', async (more, field) => {
  const answer = await post('/sandbox/desk', { conversation, ...more });
  const { fields } = (await answer.json()) as { fields: Record<string, string> };
  expect([answer.status, Object.keys(fields)]).toEqual([422, [field]]);
});

test.each([
  [{ text: 'x', location: { latitude: 1, longitude: 1 } }, 'text'],
  [{ location: { latitude: 91, longitude: 1 } }, 'location.latitude'],
  [{ reaction: { to: 'x' } }, 'reaction.emoji'],
])('the phone cannot say everything (%#)', async (more, field) => {
  const answer = await post('/sandbox/say', { waId: ANA, ...more });
  const { fields } = (await answer.json()) as { fields: Record<string, string> };
  expect([answer.status, Object.keys(fields)]).toEqual([422, [field]]);
});

test('the agent opens another conversation of the same person, and both show', async () => {
  const { status, body } = await act('begin');
  expect(status).toBe(200);
  expect((await state()).conversations.map(({ id, sourceId }) => [id, sourceId])).toEqual([
    [conversation, ANA],
    [body.id, ANA],
  ]);
});

test('the inbox assigns by itself to the agent who is online, until that is switched off', async () => {
  const reopened = async () => {
    await act('resolve');
    await act('open');
    await sandbox.chatwoot.settled();
    return (await seen()).assignee;
  };
  expect([(await seen()).assignsItself, await reopened()]).toEqual([false, null]);
  expect((await act('auto_assign')).status).toBe(200);
  expect([(await seen()).assignsItself, await reopened()]).toEqual([true, { name: 'Luis Vega', kind: 'user' }]);
  await act('unassign');
  expect((await act('auto_assign', { text: 'off' })).status).toBe(200);
  expect([(await seen()).assignsItself, await reopened()]).toEqual([false, null]);
});

test('conversations of a contact that an agent made with this number show too', async () => {
  const call = async (path: string, body: unknown) => {
    const answer = await fetch(`${sandbox.chatwoot.url}/api/v1/accounts/1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', api_access_token: sandbox.chatwoot.agentToken },
      body: JSON.stringify(body),
    });
    return (await answer.json()) as { id: number; payload: { contact: { id: number } } };
  };
  const made = await call('/contacts', { name: 'Nora', phone_number: '+5491155550999', inbox_id: 1 });
  const { id } = await call('/conversations', { contact_id: made.payload.contact.id, inbox_id: 1 });
  const shown = (await (await page.request('/sandbox/state?person=5491155550999')).json()) as SandboxState;
  expect(shown.conversations.map((one) => one.id)).toEqual([id]);
});
