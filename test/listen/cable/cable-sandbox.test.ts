import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openApplicationClient } from '../../../src/chatwoot/api/application.ts';
import { openChatwootClient, type ChatwootClient } from '../../../src/chatwoot/api/client.ts';
import { collected, given } from '../../bytes.ts';
import { downloadFile } from '../../../src/chatwoot/download/download.ts';
import type { ChatwootEvent, MessageEvent } from '../../../src/chatwoot/events/event.ts';
import { readCableEvent, readWebhookEvent } from '../../../src/chatwoot/events/read-event.ts';
import { readPageMessage } from '../../../src/chatwoot/events/read-message.ts';
import { webhookSigned } from '../../../src/chatwoot/events/signature.ts';
import { openCable, type Cable } from '../../../src/listen/cable/cable.ts';
import { startSandboxChatwoot, type SandboxChatwoot } from '../../../src/sandbox/chatwoot/server.ts';

let chatwoot: SandboxChatwoot;
let client: ChatwootClient;
let cable: Cable;
let events: ChatwootEvent[] = [];
beforeEach(async () => {
  chatwoot = await startSandboxChatwoot();
  client = openChatwootClient({ url: chatwoot.url, inboxId: 'sandbox-inbox', timeoutMs: 2000, hmacToken: null });
  events = [];
  cable = openCable({
    url: chatwoot.url,
    onEvent: (token, frame) => events.push(readCableEvent(frame, token)),
  });
});
afterEach(async () => {
  cable.close();
  await chatwoot.close();
});

const sourceId = '5493415550123';
const until = (what: () => void) => vi.waitFor(what, { timeout: 60_000, interval: 5 });
const as = (kind: 'bot' | 'user') =>
  openApplicationClient({
    url: chatwoot.url,
    accountId: 1,
    token: kind === 'bot' ? chatwoot.botToken : chatwoot.agentToken,
    kind,
    timeoutMs: 2000,
  });

/** A person with a conversation, heard over the cable. */
async function listening() {
  const person = { sourceId, name: 'Ana Prueba', phone: `+${sourceId}`, identifier: null };
  const { pubsub_token: token } = await client.upsertContact(person);
  const { id } = await client.createConversation(sourceId);
  cable.watch(token);
  await until(() => expect(cable.heard(token)).toBe(true));
  return { id, token };
}

const messages = () => events.filter((it): it is MessageEvent => it.kind === 'message');
const page = async (id: number) => (await client.messages(sourceId, id)).map(readPageMessage);

test('our own post comes back with its echo_id, an agent’s answer as it stands in the page', async () => {
  const { id, token } = await listening();
  const posted = await client.postMessage(sourceId, id, { content: 'hola', pubsub_token: token, echo_id: 'm-1' });
  cable.expectEcho('m-1', token);
  await until(() => expect(messages()).toHaveLength(1));
  expect(messages()[0]).toMatchObject({
    sourceId,
    token,
    conversationId: id,
    message: { id: posted.id, echoId: 'm-1' },
  });

  const answer = await as('user').postMessage(id, { content: '**Hola** Ana' });
  await as('user').postMessage(id, { content: 'nota', private: true });
  await as('bot').postMessage(id, { content: 'Soy el bot', sourceId: 'wamid.1', echoId: 'm-2' });
  await until(() => expect(messages()).toHaveLength(3));
  expect(messages()[1]?.message).toEqual(answer);
  expect(messages()[2]?.message).toMatchObject({ sourceId: 'wamid.1', sender: { kind: 'agent_bot' } });
  const seen = messages().map(({ message }) => ({ ...message, echoId: null, sourceId: null, status: null }));
  expect((await page(id)).map((it) => it && { ...it, sourceId: null })).toEqual(seen);
  expect(cable.state()).toBe('on');
});

test('status, assignee and labels arrive, the newer one told by its time', async () => {
  const { id } = await listening();
  await as('user').assign(id, { assigneeId: 2 });
  await as('user').setLabels(id, ['humano']);
  await as('bot').toggleStatus(id, 'pending');
  const states = () => events.flatMap((it) => (it.kind === 'conversation' ? [it.state] : []));
  await until(() => expect(states().at(-1)).toMatchObject({ status: 'pending' }));
  const newest = states().reduce((a, b) => (b.updatedAt >= a.updatedAt ? b : a));
  expect(newest).toMatchObject({ status: 'pending', assigneeId: 2, assigneeIsBot: false, labels: ['humano'] });
  expect(await as('bot').conversation(id)).toMatchObject({ state: { status: 'pending', labels: ['humano'] } });
});

test('a tick, a failure with its reason, and the exact read-back with a user token', async () => {
  const { id } = await listening();
  const { id: messageId } = await as('bot').postMessage(id, { content: 'x', sourceId: 'wamid.7' });
  expect(await as('user').setMessageStatus(id, messageId, 'delivered')).toBe('delivered');
  expect(await as('user').setMessageStatus(id, messageId, 'failed', '131047: tarde')).toBe('failed');
  await until(() =>
    expect(messages().at(-1)?.message).toMatchObject({ status: 'failed', externalError: '131047: tarde' }),
  );
  const read = await as('user').messages(id);
  expect(read.find((it) => it.sourceId === 'wamid.7')).toMatchObject({ id: messageId, status: 'failed' });
});

test('a customer’s file goes in and comes out byte for byte', async () => {
  const { id } = await listening();
  const bytes = Uint8Array.from({ length: 50_000 }, (_, i) => (i * 13) % 256);
  const files = [{ name: '../lista ñ.pdf', type: 'application/pdf', size: bytes.length, bytes: given(bytes) }];
  await client.postFiles(sourceId, id, { content: 'la lista', echo_id: 'm-3', files });
  await until(() => expect(messages()).toHaveLength(1));
  const [file] = messages()[0]?.message.attachments ?? [];
  expect(file).toMatchObject({ name: 'lista ñ.pdf', contentType: 'application/pdf', size: 50_000 });
  const got = await downloadFile(file?.url ?? '', { url: chatwoot.url, maxBytes: 1e6 });
  expect(Buffer.compare(await collected(got.bytes), bytes)).toBe(0);
  expect(got).toMatchObject({ type: 'application/pdf', name: 'lista ñ.pdf' });
});

test('a webhook says what the cable says, and its signature fits', async () => {
  const seen: { raw: Buffer; headers: IncomingHttpHeaders }[] = [];
  const door = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      seen.push({ raw: Buffer.concat(parts), headers: request.headers });
      response.end();
    });
  });
  await new Promise<void>((ready) => door.listen(0, '127.0.0.1', ready));
  try {
    const secret = chatwoot.addAccountWebhook(`http://127.0.0.1:${(door.address() as AddressInfo).port}/hook`, [
      'message_created',
    ]);
    const { id } = await listening();
    await as('user').postMessage(id, { content: 'Hola ñ 🌻' });
    await until(() => expect([seen.length, messages().length]).toEqual([1, 1]));
    const { raw, headers } = seen[0]!;
    const sent = new Headers(headers as Record<string, string>);
    expect(webhookSigned(raw, sent, ['another', secret], Date.now())).toBe('ok');
    expect(webhookSigned(raw, sent, ['another'], Date.now())).toBe('bad');
    const told = readWebhookEvent(JSON.parse(raw.toString())) as MessageEvent;
    // Of the person a frame tells nothing.
    expect(told.person).toMatchObject({ name: 'Ana Prueba' });
    expect({ ...told, conversation: null, person: null }).toEqual(messages()[0]);
  } finally {
    await new Promise((done) => door.close(done));
  }
});
