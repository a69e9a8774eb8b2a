import { afterEach, expect, test } from 'vitest';
import { startSandboxChatwoot, type SandboxChatwoot } from '../../../src/sandbox/chatwoot/server.ts';
import { openCable, type CableClient } from '../cable-client.ts';
import { differences, type Ids } from '../compare.ts';
import { RECORDED_ACCOUNT, recording } from '../recording.ts';

/**
 * The cable of a person of the account, act by act as recorded: the same events, with the same data. Events of one act overtake each
 * other on the real server, so their order is not compared. Who is online when a frame is written differs, and is not compared.
 */

interface Recorded {
  moments: { title: string; frames: { event: string; data: Record<string, unknown> }[] }[];
}
const { moments } = recording('cable-user') as unknown as Recorded;

let chatwoot: SandboxChatwoot;
let now = Date.parse('2026-11-25T09:46:00.000Z');
const clients: CableClient[] = [];

afterEach(async () => {
  for (const one of clients.splice(0)) one.close();
  await chatwoot.close();
});

async function start(): Promise<void> {
  const inboxes = [{ identifier: 'first', name: 'Uno' }, { identifier: 'second' }];
  chatwoot = await startSandboxChatwoot({
    eventDelayMs: 1,
    clock: { now: () => now },
    inboxes,
    account: RECORDED_ACCOUNT,
  });
}

async function call(method: string, path: string, body?: unknown, token?: string): Promise<Record<string, unknown>> {
  const response = await fetch(chatwoot.url + path, {
    method,
    headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { api_access_token: token }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

const PUBLIC = '/public/api/v1/inboxes/first/contacts';
const DESK = '/api/v1/accounts/1';

/** Subscribes as the user of a token, by what the profile tells. */
async function connectedAs(token: string, change: Record<string, unknown> = {}): Promise<CableClient> {
  const { id, pubsub_token } = await call('GET', '/api/v1/profile', undefined, token);
  const client = await openCable(chatwoot.url);
  clients.push(client);
  client.subscribeAs({ channel: 'RoomChannel', pubsub_token, account_id: 1, user_id: id, ...change });
  return client;
}

const confirmed = (client: CableClient) => client.frames.some(({ type }) => type === 'confirm_subscription');

test('one subscription hears the whole account, as recorded', async () => {
  await start();
  const ids: Ids = new Map();
  const client = await connectedAs('admin-token');
  await client.until(() => confirmed(client));
  const person = '5491155510111';
  let [first, second] = [0, 0];
  const agent = (path: string, body: unknown) =>
    call('POST', `${DESK}/conversations/${first}${path}`, body, 'agent-token');
  const acts: Record<string, () => Promise<unknown>> = {
    'customer contact and conversation': () =>
      call('POST', PUBLIC, { source_id: person, name: 'Rosa Prueba', phone_number: `+${person}` }),
    'conversation made by the public API': async () => {
      first = Number((await call('POST', `${PUBLIC}/${person}/conversations`, {}))['id']);
    },
    'customer writes': () =>
      call('POST', `${PUBLIC}/${person}/conversations/${first}/messages`, { content: 'hola', echo_id: 'uno' }),
    'agent answers': () => agent('/messages', { content: 'buenas' }),
    'private note': () => agent('/messages', { content: '/bot on', private: true }),
    assigned: () => agent('/assignments', { assignee_id: 2 }),
    labels: () => agent('/labels', { labels: ['humano'] }),
    resolved: () => agent('/toggle_status', { status: 'resolved' }),
    'agent makes a contact': async () => {
      const body = { name: 'Otra Prueba', phone_number: '+5491155510122', inbox_id: 1 };
      const made = await call('POST', `${DESK}/contacts`, body, 'agent-token');
      second = (made as { payload: { contact: { id: number } } }).payload.contact.id;
    },
    'agent writes first to it': () =>
      call(
        'POST',
        `${DESK}/conversations`,
        { contact_id: second, inbox_id: 1, message: { content: 'Hola' } },
        'agent-token',
      ),
    'agent types': () => agent('/toggle_typing_status', { typing_status: 'on' }),
  };
  expect(Object.keys(acts)).toEqual(moments.map(({ title }) => title));

  for (const { title, frames } of moments) {
    now += 2_000;
    client.frames.length = 0;
    await acts[title]?.();
    await chatwoot.settled();
    await client.until(() => client.events().length >= frames.length);
    const events = client.events();
    const sorted = (list: { event: string }[]) => list.map(({ event }) => event).sort();
    expect(sorted(events), title).toEqual(sorted(frames));
    for (const { event, data } of frames) {
      const here = events.find((one) => one.event === event && one.data['message_type'] === data['message_type']);
      const found = differences(data, here?.data, ids).filter((line) => !line.includes('availability_status:'));
      expect(found, `${title}: ${event}`).toEqual([]);
    }
  }
});

test('token, number and account must fit together, else nothing is answered at all', async () => {
  await start();
  const wrong = await Promise.all([
    connectedAs('admin-token', { user_id: 2 }),
    connectedAs('admin-token', { account_id: 2 }),
    connectedAs('admin-token', { pubsub_token: 'no-such-token' }),
    connectedAs('admin-token', { user_id: undefined }),
  ]);
  const right = await connectedAs('agent-token', { user_id: '2' });
  await right.until(() => confirmed(right));
  expect(wrong.map(({ frames }) => frames)).toEqual(Array(4).fill([{ type: 'welcome' }]));
});

test('an agent hears the inboxes they are a member of, an administrator all; contacts are everybody’s', async () => {
  await start();
  await call('PATCH', `${DESK}/inbox_members`, { inbox_id: 1, user_ids: [1] }, 'admin-token');
  const [agent, admin] = [await connectedAs('agent-token'), await connectedAs('admin-token')];
  await Promise.all([agent, admin].map((client) => client.until(() => confirmed(client))));
  await call('POST', PUBLIC, { source_id: '5491155550123' });
  const id = Number((await call('POST', `${PUBLIC}/5491155550123/conversations`, {}))['id']);
  await call('POST', `${DESK}/conversations/${id}/messages`, { content: 'secreto', private: true }, 'admin-token');
  await admin.until(() => admin.events().some(({ event }) => event === 'message.created'));
  await chatwoot.settled();
  expect(agent.events().map(({ event }) => event)).toEqual(['contact.created']);
  expect(admin.events().map(({ event }) => event)).toEqual([
    'contact.created',
    'conversation.created',
    'message.created',
  ]);
});

test('no contact counts as online by it; the user does for 20 s, a contact with a subscription for 90 s', async () => {
  await start();
  const made = await call('POST', PUBLIC, { source_id: '5491155550123', phone_number: '+5491155550123' });
  const admin = await connectedAs('admin-token');
  await admin.until(() => confirmed(admin));
  await call('POST', `${PUBLIC}/5491155550123/conversations`, {});
  const [ana] = chatwoot.state.users;
  const contact = chatwoot.state.contacts.get(Number(made['id']));
  if (!ana || !contact) throw new Error('nobody there');
  const online = () => [ana, contact].map((who) => chatwoot.state.presence.isOnline(who));
  expect(online()).toEqual([true, false]);
  admin.subscribe(String(made['pubsub_token']));
  await admin.until(() => admin.frames.filter(({ type }) => type === 'confirm_subscription').length === 2);
  now += 20_000;
  expect(online()).toEqual([false, true]);
  now += 70_000;
  expect(online()).toEqual([false, false]);
});
