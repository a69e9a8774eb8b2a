import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandboxChatwoot, type SandboxChatwoot } from '../../src/sandbox/chatwoot/server.ts';
import { differences, type Ids } from './compare.ts';
import { recording, requestOf, type Step } from './recording.ts';

/**
 * Where the sandbox means to differ from the recorded server.
 *
 * - The list of conversations has no order of its own in Chatwoot and follows the database's heap. Here the one
 *   touched last is always last, as in races.json; in public-conversations.json it was not, once.
 * - Eight conversations at once in a single-conversation inbox were four on the real server, by a race; here one.
 * - Activity lines are written before the next call here, some time after it there: numbers of messages differ.
 * - The pages of unknown addresses and the tokens inside the addresses of files are other texts.
 */
const MEANT = { otherOrder: 'both, with their messages' };

let chatwoot: SandboxChatwoot;
let now = Date.parse('2026-11-22T10:09:37.000Z');
const ids: Ids = new Map();

beforeAll(async () => {
  chatwoot = await startSandboxChatwoot({
    clock: { now: () => now },
    inboxes: [
      { identifier: 'inbox-whatsapp', name: 'WhatsApp' },
      { identifier: 'inbox-single', name: 'Única', lockToSingleConversation: true },
      { identifier: 'inbox-signed', name: 'Firmado', hmacMandatory: true, hmacToken: 'signing-token' },
      {
        identifier: 'inbox-hours',
        name: 'Horario',
        greeting: 'Hola',
        outOfOffice: 'Estamos cerrados, volvemos el lunes.',
        survey: 'Por favor, valora la conversación',
      },
      { identifier: 'inbox-bot', name: 'Bot', agentBot: true },
    ],
  });
});

afterAll(() => chatwoot.close());

interface Answer {
  status: number;
  type: string | null;
  body: unknown;
}

async function call(path: string, init: RequestInit = {}): Promise<Answer> {
  now += 100;
  const response = await fetch(chatwoot.url + path, init);
  const type = response.headers.get('content-type');
  const text = await response.text();
  return { status: response.status, type, body: type?.includes('json') && text !== '' ? JSON.parse(text) : text };
}

const post = (path: string, body: unknown) =>
  call(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

const PUBLIC = '/public/api/v1/inboxes/inbox-whatsapp';
const messagesOf = (source: string, id: number | undefined) =>
  `${PUBLIC}/contacts/${source}/conversations/${id}/messages`;

/** The recorded numbers in an address, as they are here. */
function translated(path: string): string {
  const number = (of: string, id: string) => String(ids.get(`${of} ${id}`) ?? id);
  return path
    .replace(/(?<=\/conversations\/)\d+/, (id) => number('conversation', id))
    .replace(/(?<=accounts\/1\/contacts\/)\d+/, (id) => number('contact', id))
    .replace(/(?<=before=|after=|messages\/)\d+/, (id) => (id === '1' ? id : number('message', id)));
}

/** What the recording could not keep of an address. */
function addressOf({ title, request }: Step): string {
  const path = request?.path ?? '';
  return title === 'source_id with a dot, encoded' ? path.replace('US.', 'US%2E') : translated(path);
}

async function replay(step: Step): Promise<string[]> {
  const { response, title } = step;
  const got = await call(addressOf(step), requestOf(signed(step)));
  const found = [
    ...(got.status === response?.status ? [] : [`status: recorded ${response?.status}, here ${got.status}`]),
    ...(got.type === response?.headers['content-type'] ? [] : [`type: ${got.type}`]),
  ];
  if (found.length > 0) return found;
  const body = title === MEANT.otherOrder ? inOtherOrder(got.body) : got.body;
  return differences(response?.body, body, ids);
}

function inOtherOrder(list: unknown): unknown {
  return Array.isArray(list) ? list.toReversed() : list;
}

/** The recorded hashes were made with a key that is not known here. */
function signed(step: Step): Step {
  const body = step.request?.body as Record<string, unknown> | undefined;
  if (!step.request || typeof body?.['identifier_hash'] !== 'string' || body['identifier_hash'] === '00') return step;
  const identifier = typeof body['identifier'] === 'string' ? body['identifier'] : '';
  const identifier_hash = createHmac('sha256', 'signing-token').update(identifier).digest('hex');
  return { ...step, request: { ...step.request, body: { ...body, identifier_hash } } };
}

/** Replays in order; a note is given to whoever knows what was done there. */
async function replayAll(name: string, atNote: (note: never) => Promise<void> = () => Promise.reject(new Error(name))) {
  const { steps } = recording(name);
  let calls = 0;
  for (const step of steps) {
    if (step.note !== undefined) await atNote(step.note as never);
    if (!step.request) continue;
    before(step);
    expect(await replay(step), `${name}: ${step.title}`).toEqual([]);
    chatwoot.faults.set([]);
    calls += 1;
  }
  return calls;
}

/** What had happened to the server before a call. */
function before({ title = '' }: Step): void {
  if (title === 'a minute later') now += 60_000;
  if (!title.startsWith('Redis') || title.endsWith('read')) return;
  chatwoot.faults.set([{ kind: title.endsWith('conversation') ? 'fail_before' : 'fail_after', times: 1 }]);
}

describe('every recorded call of the public client API is answered as the real server answered it', () => {
  test('the inbox', async () => {
    expect(await replayAll('public-inbox')).toBe(9);
  });

  test('contacts', async () => {
    expect(await replayAll('public-contacts')).toBe(34);
  });

  test('conversations', async () => {
    expect(await replayAll('public-conversations')).toBe(34);
  });

  test('messages', async () => {
    const calls = await replayAll('public-messages', async (note: string | { last_three: unknown[] }) => {
      const path = messagesOf('5491155550020', ids.get('conversation 5'));
      if (typeof note !== 'string') {
        const { body } = await call(path);
        expect(differences(note.last_three, (body as unknown[]).slice(-3), ids)).toEqual([]);
        return;
      }
      expect(note).toBe('25 more messages, n 1 … n 25, were posted here.');
      for (let n = 1; n <= 25; n += 1) expect((await post(path, { content: `n ${n}` })).status).toBe(200);
    });
    expect(calls).toBe(49);
  });

  test('identity validation', async () => {
    expect(await replayAll('public-hmac')).toBe(14);
  });

  test('templates', async () => {
    const base = '/public/api/v1/inboxes/inbox-hours/contacts';
    await post(base, { source_id: '5491155550060', name: 'Lucía', phone_number: '+5491155550060' });
    const conversation = (await post(`${base}/5491155550060/conversations`, {})).body as { id: number };
    const { id } = conversation;
    const headers = { api_access_token: 'admin-token', 'content-type': 'application/json' };
    const desk = `/api/v1/accounts/1/conversations/${id}`;
    await post(`${base}/5491155550060/conversations/${id}/messages`, { content: 'buenas' });
    await call(`${desk}/messages`, { method: 'POST', headers, body: JSON.stringify({ content: 'hola' }) });
    await call(`${desk}/toggle_status`, { method: 'POST', headers, body: JSON.stringify({ status: 'resolved' }) });
    const { body } = await call(`${base}/5491155550060/conversations/${id}/messages`);
    expect(differences(recording('templates-public').public_messages, body, ids)).toEqual([]);
  });

  test('limits, and a server that fails after saving', async () => {
    const person = '5491155550070';
    const calls = await replayAll('limits', async (note: Record<string, unknown>) => {
      const path = messagesOf(person, ids.get('conversation 14'));
      if ('messages_in_one_conversation' in note) {
        const answers: Answer[] = [];
        for (let n = 0; n < 230; n += 1) answers.push(await post(path, { content: `m ${n + 1}` }));
        expect(answers.filter(({ status }) => status === 200)).toHaveLength(200);
        expect(answers[200]).toEqual({
          status: 422,
          type: 'application/json; charset=utf-8',
          body: { message: 'Too many messages', attributes: ['base'] },
        });
      } else if ('last_message_after_redis_is_back' in note) {
        const { body } = await call(path);
        const last = (body as unknown[]).at(-1);
        expect(differences(note['last_message_after_redis_is_back'], last, ids)).toEqual([]);
      } else if ('conversations_after' in note) {
        const { body } = await call(`${PUBLIC}/contacts/${person}/conversations`);
        const list = body as { id: number; status: string; messages: unknown[] }[];
        const found = list.map(({ status, messages }) => ({ id: 14, status, messages: messages.length }));
        expect(found).toEqual(note['conversations_after']);
      } else {
        expect((await call(`${PUBLIC}/contacts/5491155550071`)).status).toBe(note['contact_after']);
      }
    });
    expect(calls).toBe(8);
  });

  test('a blocked contact', async () => {
    let number = 65;
    const calls = await replayAll('blocked', async (note: { status?: string; new_status?: string }) => {
      if (note.new_status) number = 66;
      const { body } = await call(
        `${PUBLIC}/contacts/5491155550100/conversations/${ids.get(`conversation ${number}`)}`,
      );
      expect((body as { status: string }).status).toBe(note.status ?? note.new_status);
    });
    expect(calls).toBe(8);
  });

  test('the same asked for eight times at once', async () => {
    const eight = <T>(ask: () => Promise<T>) => Promise.all(Array.from({ length: 8 }, ask));
    const idsOf = (answers: Answer[]) => answers.map(({ body }) => (body as { id: number }).id);
    const source = { source_id: '5491155550080', phone_number: '+5491155550080' };
    const conversations = `${PUBLIC}/contacts/5491155550080/conversations`;
    const order = async () => (await call(conversations)).body as { id: number }[];
    const notes = Object.assign({}, ...recording('races').steps.map((step) => step.note)) as Record<string, unknown[]>;

    const contacts = await eight(() => post(`${PUBLIC}/contacts`, source));
    const distinct = (note: string) => new Set(notes[note]?.map((one) => (one as { id: number }).id)).size;
    expect(new Set(idsOf(contacts)).size).toBe(distinct('eight_contacts_at_once'));
    expect(new Set(idsOf(await eight(() => post(conversations, {})))).size).toBe(
      distinct('eight_conversations_at_once'),
    );

    const single = '/public/api/v1/inboxes/inbox-single/contacts';
    await post(single, source);
    // Meant to differ: 4 on the real server.
    expect(new Set(idsOf(await eight(() => post(`${single}/5491155550080/conversations`, {})))).size).toBe(1);

    const first = (await order())[0]?.id ?? 0;
    const renumbered = (list: { id: number }[]) => list.map(({ id }) => id - first + 22);
    expect(renumbered(await order())).toEqual(notes['order_of_the_list']);
    await post(`${conversations}/${first}/messages`, { content: 'hola' });
    expect(renumbered(await order())).toEqual(notes['order_after_a_message_in_the_first']);
  });
});
