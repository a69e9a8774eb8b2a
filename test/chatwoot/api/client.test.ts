import { createHmac } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { openChatwootClient, type CallReport, type ChatwootOptions } from '../../../src/chatwoot/api/client.ts';
import { contact, conversation, inbox, json, message, stand, type Stand } from './server.ts';

let server: Stand | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const base = '/public/api/v1/inboxes/inbox-whatsapp';

async function opened(body: unknown, options: Partial<ChatwootOptions> = {}) {
  server = await stand((_, response) => json(response, 200, body));
  const client = openChatwootClient({
    url: `${server.url}/public/api/v1/`,
    inboxId: 'inbox-whatsapp',
    timeoutMs: 2000,
    hmacToken: null,
    ...options,
  });
  return { client, calls: server.calls };
}

test('asks for the inbox with the headers that tell a missing record from an unknown call', async () => {
  const { client, calls } = await opened(inbox);
  expect(await client.inbox()).toMatchObject({ identifier: 'inbox-whatsapp', identity_validation_enabled: false });
  expect(calls[0]).toMatchObject({ method: 'GET', path: base });
  expect(calls[0]?.headers).toMatchObject({ accept: '*/*', 'content-type': 'application/json' });
});

test('makes a contact with what is known, and no hash without a token', async () => {
  const { client, calls } = await opened(contact);
  const person = { sourceId: '5491155550020', name: 'Rosa', phone: '+5491155550020', identifier: null };
  expect(await client.upsertContact(person)).toMatchObject({ id: 18, pubsub_token: 'EXAMPLEpubsubToken00001' });
  expect(calls[0]).toMatchObject({ method: 'POST', path: `${base}/contacts` });
  expect(calls[0]?.body).toEqual({ source_id: '5491155550020', name: 'Rosa', phone_number: '+5491155550020' });
});

test('the hash is that of the identifier, or of the empty string, and goes with POST only', async () => {
  const { client, calls } = await opened(contact, { hmacToken: 'EXAMPLEhmacToken' });
  const hash = (text: string) => createHmac('sha256', 'EXAMPLEhmacToken').update(text).digest('hex');
  await client.upsertContact({ sourceId: 'US-1349', name: 'Ana', phone: null, identifier: 'US.1349' });
  await client.upsertContact({ sourceId: '5491155550020', name: 'Rosa', phone: '+5491155550020', identifier: null });
  await client.getContact('5491155550020');
  await client.renameContact('5491155550020', 'Rosa B.');
  expect(calls[0]?.body).toMatchObject({ identifier: 'US.1349', identifier_hash: hash('US.1349') });
  expect(calls[1]?.body).toMatchObject({ identifier_hash: hash('') });
  expect(JSON.stringify(calls.slice(2))).not.toContain('identifier_hash');
  expect(calls[3]).toMatchObject({ method: 'PATCH', body: { name: 'Rosa B.' } });
});

test('names are cleaned, cut to 255 characters, and never empty', async () => {
  const { client, calls } = await opened(contact);
  const names = ['A\0\ud83dB ', '🌻'.repeat(300), ' ', null];
  for (const name of names) {
    await client.upsertContact({ sourceId: '5491155550020', name, phone: '+5491155550020', identifier: null });
  }
  const sent = calls.map((it) => (it.body as { name: string }).name);
  expect(sent[0]).toBe('AB');
  expect(Array.from(sent[1] ?? '')).toHaveLength(255);
  expect(sent.slice(2)).toEqual(['+5491155550020', '+5491155550020']);
  await expect(client.renameContact('5491155550020', '\0')).rejects.toThrow('nothing');
  expect(calls).toHaveLength(4);
});

test('posts the fields of the original script, is_bot on the bot’s only, and echo_id', async () => {
  const { client, calls } = await opened(message(13, 'Hola'));
  const token = 'EXAMPLEpubsubToken00001';
  await client.postMessage('5491155550020', 5, { content: 'Hola', pubsub_token: token, echo_id: 'm-1' });
  await client.postMessage('5491155550020', 5, {
    content: '🤖 Abrimos a las 9.',
    pubsub_token: token,
    is_bot: true,
    echo_id: 'm-2',
  });
  expect(calls.map((it) => it.path)).toEqual(Array(2).fill(`${base}/contacts/5491155550020/conversations/5/messages`));
  expect(calls[0]?.body).toEqual({ content: 'Hola', pubsub_token: token, echo_id: 'm-1' });
  expect(calls[1]?.body).toEqual({
    content: '🤖 Abrimos a las 9.',
    pubsub_token: token,
    is_bot: true,
    echo_id: 'm-2',
  });
});

test('contents are cleaned and cut by characters; an empty one is never sent', async () => {
  const { client, calls } = await opened(message(13, 'x'));
  const post = (content: string) =>
    client.postMessage('5491155550020', 5, { content, pubsub_token: 't', echo_id: 'm-1' });
  await post('A\0B\ud83d');
  await post('🌻'.repeat(150_000));
  await post('🌻'.repeat(150_001));
  const sent = calls.map((it) => (it.body as { content: string }).content);
  expect(sent[0]).toBe('AB');
  expect(sent[1]).toBe('🌻'.repeat(150_000));
  expect(sent[2]).toBe('🌻'.repeat(149_999) + '…');
  await expect(post('')).rejects.toThrow('without content');
  await expect(post('\0')).rejects.toThrow('without content');
  expect(calls).toHaveLength(3);
});

test('the other calls go where they must', async () => {
  const { client, calls } = await opened([{ ...conversation, messages: [message(1, null)] }]);
  expect(await client.conversations('a/b c')).toMatchObject([{ id: 5, status: 'open', messages: [{ id: 1 }] }]);
  expect(calls[0]).toMatchObject({ method: 'GET', path: `${base}/contacts/a%2Fb%20c/conversations` });
  await server?.close();

  const second = await opened(conversation);
  expect(await second.client.createConversation('US-1349')).toMatchObject({ id: 5, messages: [] });
  await second.client.resolve('US-1349', 5);
  expect(second.calls[0]).toMatchObject({ method: 'POST', path: `${base}/contacts/US-1349/conversations`, body: {} });
  expect(second.calls[1]).toMatchObject({ path: `${base}/contacts/US-1349/conversations/5/toggle_status`, body: {} });
  await server?.close();

  const third = await opened([message(1, 'a'), message(2, null, 1)]);
  expect(await third.client.messages('US-1349', 5)).toHaveLength(2);
  await third.client.messages('US-1349', 5, 51);
  expect(third.calls.map((it) => it.path)).toEqual([
    `${base}/contacts/US-1349/conversations/5/messages`,
    `${base}/contacts/US-1349/conversations/5/messages?before=51`,
  ]);
});

test('a source id with a dot, or none, is a fault of ours and never leaves', async () => {
  const { client, calls } = await opened(contact);
  const person = { name: 'Ana', phone: null, identifier: null };
  await expect(client.upsertContact({ sourceId: 'US.1349', ...person })).rejects.toThrow('dot');
  await expect(client.getContact('')).rejects.toThrow('empty');
  expect(calls).toHaveLength(0);
});

test('each call reports its route, status, time and size, without ids', async () => {
  const reports: CallReport[] = [];
  const lines: unknown[] = [];
  let at = 0;
  const { client } = await opened(contact, {
    onCall: (report) => reports.push(report),
    log: { debug: (fields, text) => lines.push([fields, text]) },
    clock: { now: () => (at += 7) },
  });
  await client.getContact('5491155550020');
  await expect(client.inbox()).rejects.toThrow();
  const bytes = Buffer.byteLength(JSON.stringify(contact));
  expect(reports).toEqual([
    { route: '/contacts/:contact', method: 'GET', status: 200, ms: 7, bytes },
    { route: '/', method: 'GET', status: 200, ms: 7, bytes },
  ]);
  expect(JSON.stringify(lines)).not.toContain('5491155550020');
});
