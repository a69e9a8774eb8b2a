import { afterEach, expect, test } from 'vitest';
import {
  startSandboxChatwoot,
  type SandboxChatwoot,
  type SandboxChatwootOptions,
} from '../../../src/sandbox/chatwoot/server.ts';
import { identifierOf, openCable, type CableClient } from '../cable-client.ts';
import { recording } from '../recording.ts';

let chatwoot: SandboxChatwoot;
const clients: CableClient[] = [];

afterEach(async () => {
  for (const one of clients.splice(0)) one.close();
  await chatwoot.close();
});

interface Person {
  token: string;
  conversation: number;
}

async function start(options: SandboxChatwootOptions = {}): Promise<void> {
  chatwoot = await startSandboxChatwoot({ eventDelayMs: 1, ...options });
}

async function post(path: string, body: unknown, token?: string): Promise<Record<string, unknown>> {
  const response = await fetch(chatwoot.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { api_access_token: token }) },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

const BASE = '/public/api/v1/inboxes/sandbox-inbox/contacts';

async function person(source_id = '5491155550123'): Promise<Person> {
  const { pubsub_token } = await post(BASE, { source_id });
  const { id } = await post(`${BASE}/${source_id}/conversations`, {});
  await chatwoot.settled();
  return { token: String(pubsub_token), conversation: Number(id) };
}

async function connected(...people: Person[]): Promise<CableClient> {
  const client = await openCable(chatwoot.url);
  clients.push(client);
  for (const { token } of people) client.subscribe(token);
  const confirmed = () => client.frames.filter(({ type }) => type === 'confirm_subscription').length;
  await client.until(() => confirmed() === people.length);
  return client;
}

const says = ({ conversation }: Person, content: string, extra: Record<string, unknown> = {}) =>
  post(`/api/v1/accounts/1/conversations/${conversation}/messages`, { content, ...extra }, 'admin-token');
const heard = (client: CableClient) =>
  client.events().flatMap(({ event, data }) => (event === 'message.created' ? [String(data['content'])] : []));

test('a connection begins as recorded, with any subprotocol and with none', async () => {
  await start();
  const { token } = await person();
  const variants = (recording('cable-start') as unknown as { cable_variants: { frames: unknown[] }[] }).cable_variants;
  for (const protocols of [['actioncable-v1-json'], []]) {
    const client = await openCable(chatwoot.url, protocols);
    clients.push(client);
    client.subscribe(token);
    await client.until(() => client.frames.length >= 3);
    const recorded = JSON.stringify(variants[0]?.frames).replaceAll('4u51HfxLrk6Xxpb1UWEXcG5n', token);
    expect(client.frames).toEqual(JSON.parse(recorded));
  }
});

test('an unknown token is neither confirmed nor rejected; pings come all the same', async () => {
  await start({ pingMs: 5 });
  const client = await connected();
  client.subscribe('no-such-token');
  client.send(JSON.stringify({ command: 'subscribe', identifier: '{"channel":"OtherChannel"}' }));
  const pings = () => client.frames.filter(({ type }) => type === 'ping').length;
  await client.until(() => pings() >= 3);
  expect(client.frames.filter(({ type }) => type !== 'ping')).toEqual([{ type: 'welcome' }]);
  expect(typeof (client.frames.find(({ type }) => type === 'ping') as { message?: unknown }).message).toBe('number');
});

test('each subscription hears its own person, and no notes; an unsubscribed one hears nothing', async () => {
  await start();
  const [ana, luz] = [await person(), await person('5491155550124')];
  const client = await connected(ana, luz);
  expect(chatwoot.cable.subscriptions).toBe(2);
  await says(ana, 'a');
  await says(ana, 'secreto', { private: true });
  await says(luz, 'b');
  await client.until(() => heard(client).length === 2);
  const named = client.frames.filter(({ message }) => message?.event === 'message.created');
  expect(named.map(({ identifier }) => identifier)).toEqual([identifierOf(ana.token), identifierOf(luz.token)]);
  client.unsubscribe(ana.token);
  client.subscribe(luz.token);
  await says(ana, 'c');
  await says(luz, 'd');
  await client.until(() => heard(client).includes('d'));
  expect(heard(client)).toEqual(['a', 'b', 'd']);
});

test('an event can come before the answer of the call that caused it', async () => {
  await start({ eventDelayMs: 0 });
  const ana = await person();
  const client = await connected(ana);
  chatwoot.faults.set([{ kind: 'slow_after', ms: 60_000, path: '/messages$' }]);
  const leaving = new AbortController();
  const call = fetch(`${chatwoot.url}${BASE}/5491155550123/conversations/${ana.conversation}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ content: 'hola', echo_id: 'ours-1' }),
    signal: leaving.signal,
  }).catch((error: unknown) => (error as Error).name);
  await client.until(() => client.events().some(({ data }) => data['echo_id'] === 'ours-1'));
  leaving.abort();
  expect(await call).toBe('AbortError');
});

test('a deaf cable welcomes and pings, confirms nothing and delivers nothing', async () => {
  await start({ pingMs: 5 });
  const [ana, luz] = [await person(), await person('5491155550124')];
  const client = await connected(ana);
  chatwoot.faults.set([{ kind: 'cable_deaf' }]);
  const second = await connected();
  second.subscribe(luz.token);
  await says(ana, 'nadie oye');
  await chatwoot.settled();
  await second.until(() => second.frames.filter(({ type }) => type === 'ping').length >= 2);
  expect([heard(client), second.frames.some(({ type }) => type === 'confirm_subscription')]).toEqual([[], false]);
  chatwoot.faults.set([]);
  await says(ana, 'otra vez');
  await client.until(() => heard(client).includes('otra vez'));
});

test('events are lost, doubled and late as the faults say', async () => {
  await start();
  const ana = await person();
  const client = await connected(ana);
  chatwoot.faults.set([
    { kind: 'cable_drop', path: '^message\\.created$', times: 1 },
    { kind: 'cable_double', path: '^message\\.created$', times: 1 },
  ]);
  for (const text of ['uno', 'dos', 'tres']) await says(ana, text);
  await client.until(() => heard(client).includes('tres'));
  expect(heard(client)).toEqual(['dos', 'dos', 'tres']);
  chatwoot.faults.set([{ kind: 'cable_late', ms: 40, times: 1, path: '^message' }]);
  await says(ana, 'cuatro');
  await says(ana, 'cinco');
  await client.until(() => heard(client).includes('cuatro'));
  expect(heard(client).slice(-2)).toEqual(['cinco', 'cuatro']);
});

test('shuffled events all come, in another order', async () => {
  let n = 0;
  await start({ random: () => (n = (n * 16_807 + 11) % 2_147_483_647) / 2_147_483_647 });
  const ana = await person();
  const client = await connected(ana);
  chatwoot.faults.set([{ kind: 'cable_shuffle', ms: 60 }]);
  const texts = Array.from({ length: 20 }, (_, i) => String(i));
  for (const text of texts) await says(ana, text);
  await chatwoot.settled();
  await client.until(() => heard(client).length === 20);
  expect(heard(client)).not.toEqual(texts);
  expect(heard(client).toSorted()).toEqual(texts.toSorted());
});

test('a cut loses the event and closes every socket; a new one may come at once', async () => {
  await start();
  const ana = await person();
  const [one, two] = [await connected(ana), await connected(ana)];
  chatwoot.faults.set([{ kind: 'cable_cut', times: 1 }]);
  await says(ana, 'perdido');
  await Promise.all([one, two].map((client) => client.until(client.closed)));
  expect([heard(one), heard(two), chatwoot.cable.sockets]).toEqual([[], [], 0]);
  await chatwoot.settled();
  const third = await connected(ana);
  await says(ana, 'oído');
  await third.until(() => heard(third).includes('oído'));
});

test('a refused connection is no connection, and the next one may be', async () => {
  await start();
  chatwoot.faults.set([
    { kind: 'cable_refuse', times: 1 },
    { kind: 'maintenance', times: 1 },
  ]);
  for (let tries = 0; tries < 2; tries += 1) await expect(openCable(chatwoot.url)).rejects.toThrow('does not open');
  await connected(await person());
});

test('one socket holds a thousand subscriptions, as recorded', async () => {
  await start();
  const { note } = recording('cable-load').steps[0] as { note: { subscriptions: number; confirmed: number } };
  const people: Person[] = [];
  for (let n = 0; n < note.subscriptions; n += 1) {
    const { pubsub_token } = await post(BASE, { source_id: `54911000${n}` });
    people.push({ token: String(pubsub_token), conversation: 0 });
  }
  await connected(...people);
  expect(chatwoot.cable.subscriptions).toBe(note.confirmed);
});
