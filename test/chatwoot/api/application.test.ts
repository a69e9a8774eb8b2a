import { afterEach, expect, test } from 'vitest';
import { openApplicationClient, type ApplicationClient } from '../../../src/chatwoot/api/application.ts';
import { ChatwootRefused } from '../../../src/chatwoot/failures/refusal.ts';
import { moment } from '../moments.ts';
import { replaying, step } from '../recorded.ts';
import { json, stand, type Stand } from './server.ts';

let server: Stand | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const open = (it: Stand, kind: 'bot' | 'user') =>
  openApplicationClient({ url: it.url, accountId: 1, token: `${kind}-token`, kind, timeoutMs: 2000 });

/** Makes a call against a recorded one, whose method, path and body it must repeat. */
async function as<T>(title: string, make: (client: ApplicationClient) => Promise<T>, kind: 'bot' | 'user' = 'bot') {
  server = await replaying(title);
  const outcome = await make(open(server, kind)).then(
    (value) => ({ value, error: undefined }),
    (error: unknown) => ({ value: undefined, error }),
  );
  const { method, path, body } = step(title).request;
  expect(server.calls).toHaveLength(1);
  expect(server.calls[0]).toMatchObject({ method, path, body: body ?? null });
  expect(server.calls[0]?.headers).toMatchObject({ api_access_token: `${kind}-token`, accept: '*/*' });
  return outcome;
}
const value = async (...ask: Parameters<typeof as>): Promise<unknown> => {
  const { value: got, error } = await as(...ask);
  expect(error).toBeUndefined();
  return got;
};

test('the bot posts as itself, with our id of the message', async () => {
  const post = { content: 'de bot', sourceId: 'wamid.bot' };
  expect(await value('bot: post message', (it) => it.postMessage(9, post))).toMatchObject({
    id: 101,
    type: 'outgoing',
    private: false,
    sourceId: 'wamid.bot',
    status: 'sent',
    sender: { id: 1, kind: 'agent_bot', name: 'OptiAtiende' },
  });
});

test('a private note, and a message of the contact', async () => {
  const note = await value('bot: post private note', (it) =>
    it.postMessage(9, { content: 'nota de bot', private: true }),
  );
  expect(note).toMatchObject({ private: true });
  await server?.close();
  const post = { content: 'entrante por bot', messageType: 'incoming' as const, sourceId: 'wamid.in.bot' };
  expect(await value('bot: post incoming', (it) => it.postMessage(9, post))).toMatchObject({ type: 'incoming' });
});

test('quotes and echo_id go along and come back', async () => {
  server = await replaying('bot: post outgoing with external_created_at, content_attributes, echo_id');
  const post = { content: 'vieja de bot', contentAttributes: { in_reply_to: 100 }, echoId: 'e-9', contentType: 'text' };
  expect(await open(server, 'bot').postMessage(9, post)).toMatchObject({ inReplyTo: 100, echoId: 'e-9' });
  expect(server.calls[0]?.body).toEqual({
    content: 'vieja de bot',
    content_attributes: { in_reply_to: 100 },
    echo_id: 'e-9',
    content_type: 'text',
  });
});

test('an empty content never leaves, and what leaves is clean', async () => {
  server = await stand((_, response) => json(response, 200, moment('04').answer));
  const client = open(server, 'bot');
  await expect(client.postMessage(9, { content: '\0' })).rejects.toThrow('without content');
  await client.postMessage(9, { content: 'a\0b' });
  expect(server.calls.map((it) => it.body)).toEqual([{ content: 'ab' }]);
});

test('a status is the one that holds afterwards, whatever `success` says', async () => {
  expect(await value('bot: toggle_status pending', (it) => it.toggleStatus(9, 'pending'))).toBe('pending');
  await server?.close();
  expect(step('bot: toggle_status open').response.body).toMatchObject({ payload: { success: null } });
  expect(await value('bot: toggle_status open', (it) => it.toggleStatus(9, 'open'))).toBe('open');
});

test('assigning: a person, nobody, and someone Chatwoot does not know', async () => {
  const assigned = await value('bot: assign to agent 2', (it) => it.assign(9, { assigneeId: 2 }));
  expect(assigned).toEqual({ id: 2, name: 'Luis Vega' });
  await server?.close();
  expect(await value('bot: unassign', (it) => it.assign(9, { none: true }))).toBeNull();
  await server?.close();
  expect(await value('bot: assign to unknown agent', (it) => it.assign(9, { assigneeId: 999 }))).toBeNull();
  await server?.close();
  server = await stand((_, response) => json(response, 200, { id: 4, name: 'ventas' }));
  expect(await open(server, 'bot').assign(9, { teamId: 4 })).toEqual({ id: 4, name: 'ventas' });
  expect(server.calls[0]?.body).toEqual({ team_id: 4 });
});

test('labels are read and set as a whole', async () => {
  expect(await value('bot: labels read', (it) => it.labels(9))).toEqual(['humano', 'vip']);
  await server?.close();
  expect(await value('bot: labels', (it) => it.setLabels(9, ['humano', 'vip', 'humano']))).toEqual(['humano', 'vip']);
  await server?.close();
  expect(await value('bot: labels empty', (it) => it.setLabels(9, []))).toEqual([]);
});

test('a conversation, as it is shown', async () => {
  server = await stand((_, response) => json(response, 200, moment('30').answer));
  expect(await open(server, 'bot').conversation(8)).toMatchObject({
    id: 8,
    inboxId: 1,
    contactId: 21,
    contactName: 'Elena',
    state: { status: 'open', uuid: 'f8d9e1e4-9dfb-4e98-972d-d00f8fe5d0e1' },
  });
  expect(server.calls[0]).toMatchObject({ method: 'GET', path: '/api/v1/accounts/1/conversations/8' });
});

test('a page of messages, notes and Chatwoot’s own lines included, oldest first', async () => {
  const line = { id: 90, content: 'Asignado a Luis Vega', message_type: 2, created_at: 1795342329, private: false };
  const payload = [moment('25').answer, moment('06').answer, line];
  server = await stand((_, response) => json(response, 200, { meta: { labels: [] }, payload }));
  const client = open(server, 'user');
  const page = await client.messages(8, { before: 95 });
  expect(page.map((it) => [it.id, it.type, it.private])).toEqual([
    [78, 'outgoing', true],
    [90, 'activity', false],
    [94, 'outgoing', false],
  ]);
  await client.messages(8, { after: 4 });
  await client.messages(8);
  expect(server.calls.map((it) => it.path)).toEqual(
    ['?before=95', '?after=4', ''].map((query) => `/api/v1/accounts/1/conversations/8/messages${query}`),
  );
});

test('a tick tells what holds; one back from read is refused in silence', async () => {
  const tick = (it: ApplicationClient) => it.setMessageStatus(9, 116, 'delivered');
  expect(await value('agent: message status', tick, 'user')).toBe('delivered');
  await server?.close();
  server = await stand((_, response) => json(response, 200, moment('24').answer));
  expect(await open(server, 'user').setMessageStatus(8, 76, 'delivered')).toBe('read');
});

test('failed goes with a reason, never without', async () => {
  server = await stand((_, response) => json(response, 200, moment('26').answer));
  const client = open(server, 'user');
  for (const reason of [undefined, '', ' \0']) {
    await expect(client.setMessageStatus(8, 94, 'failed', reason)).rejects.toThrow('reason');
  }
  expect(await client.setMessageStatus(8, 94, 'failed', '131047: fuera de las 24 horas')).toBe('failed');
  expect(server.calls.map((it) => it.body)).toEqual([
    { status: 'failed', external_error: '131047: fuera de las 24 horas' },
  ]);
});

test('whose token it is', async () => {
  expect(await value('agent: profile', (it) => it.profile(), 'user')).toMatchObject({
    id: 2,
    name: 'Luis Vega',
    accounts: [{ id: 1, role: 'agent' }],
  });
});

test('what a bot may never do does not leave', async () => {
  server = await replaying();
  const client = open(server, 'bot');
  await expect(client.messages(9)).rejects.toThrow('user token');
  await expect(client.setMessageStatus(9, 1, 'read')).rejects.toThrow('user token');
  await expect(client.profile()).rejects.toThrow('user token');
  expect(server.calls).toHaveLength(0);
});

test('errors name the call by its shape and hold neither token nor text', async () => {
  server = await replaying('bot: message in unknown conversation');
  const error = await open(server, 'bot')
    .postMessage(999999, { content: 'x secreto' })
    .catch((it: unknown) => it as ChatwootRefused);
  expect(error).toBeInstanceOf(ChatwootRefused);
  expect(error).toMatchObject({
    kind: 'missing_record',
    call: 'POST /conversations/:conversation/messages',
    said: 'Resource could not be found',
  });
  expect((error as Error).message).not.toMatch(/bot-token|secreto|999999/);
});

test('the list of an inbox’s conversations: of every status, by the newest activity, a page at a time', async () => {
  const shown = moment('76').answer as Record<string, unknown>;
  const page = { data: { meta: { all_count: 31 }, payload: [shown, { id: 'no conversation' }] } };
  server = await stand((_, response) => json(response, 200, page));
  const got = await open(server, 'user').conversations(13, 2);
  expect(server.calls[0]?.path).toBe(
    '/api/v1/accounts/1/conversations?inbox_id=13&status=all&sort_by=last_activity_at_desc&page=2',
  );
  expect(got).toMatchObject({ size: 2, all: 31, conversations: [{ conversationId: 153, inboxId: 13 }] });
  expect(got.conversations[0]).toMatchObject({
    sourceId: '71e136fe-7fe5-43b3-abc9-df06f4242fbc',
    person: { contactId: 139, name: 'Nora Prueba', phone: '+5491155510088' },
    newest: { id: 2763, type: 'outgoing', content: 'Hola Nora, soy de la panadería', sender: { kind: 'user' } },
    last: { id: 2763, at: Date.parse('2026-11-25T09:44:11.511Z') },
    lastActivityAt: 1795599851_000,
    state: { status: 'open' },
  });
  await expect(open(server, 'bot').conversations(13, 1)).rejects.toThrow('user token');
});
