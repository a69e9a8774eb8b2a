import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openChatwootClient } from '../../src/chatwoot/client.ts';
import { addRegister } from '../../src/deliver/add-outgoing.ts';
import { addResolve } from '../../src/deliver/add-resolve.ts';
import { registerHandler } from '../../src/deliver/register.ts';
import { silentLog } from '../../src/observe/log.ts';
import {
  startSandboxChatwoot,
  type SandboxChatwoot,
  type SandboxChatwootOptions,
} from '../../src/sandbox/chatwoot/server.ts';
import type { Fault } from '../../src/sandbox/types.ts';
import type { Author, Contact } from '../../src/store/tables.ts';
import { contact, message } from '../store/rows.ts';
import { openRig, type Rig } from './rig.ts';

const TIMEOUT = 120;
let chatwoot: SandboxChatwoot;
let rig: Rig;
let ids: number;

async function open(
  sandbox: SandboxChatwootOptions = {},
  given: { inboxId?: string; hmacToken?: string; dryRun?: boolean } = {},
): Promise<void> {
  chatwoot = await startSandboxChatwoot(sandbox);
  rig = await openRig('register', ({ store, clock }) =>
    registerHandler({
      store,
      clock,
      log: silentLog(),
      client: openChatwootClient({
        url: chatwoot.url,
        inboxId: given.inboxId ?? chatwoot.inboxes[0] ?? '',
        timeoutMs: TIMEOUT,
        hmacToken: given.hmacToken ?? null,
      }),
      botPrefix: '🤖 ',
      language: 'es',
      timeoutMs: TIMEOUT,
      hmacToken: given.hmacToken !== undefined,
      dryRun: given.dryRun ?? false,
    }),
  );
}
beforeEach(() => {
  ids = 0;
});
afterEach(async () => {
  await rig.close();
  await chatwoot.close();
});

/** Says it and leaves its job. */
async function say(text: string, author: Author = 'customer', person = { waId: '5491155550123' }): Promise<void> {
  const id = `m${String((ids += 1)).padStart(3, '0')}`;
  const at = rig.clock.at;
  await rig.store.write(async (tx) => {
    const { id: contactId } = await contact(tx, person);
    const row = message({
      id,
      contact_id: contactId,
      author,
      text,
      said_at: at,
      created_at: at,
      chatwoot_state: 'queued',
    });
    await tx.insertInto('messages').values(row).execute();
    await addRegister(tx, contactId, id, at);
  });
}
const set = (values: Partial<Contact>) => rig.store.write((tx) => tx.updateTable('contacts').set(values).execute());
const row = () => rig.store.db.selectFrom('contacts').selectAll().executeTakeFirstOrThrow();
const conversations = () => [...chatwoot.state.conversations.values()];
const incoming = (of = conversations().at(-1)) =>
  (of?.messages ?? []).filter(({ type }) => type === 0).map(({ content }) => content);
const posts = () => chatwoot.requests.log.filter(({ method }) => method === 'POST').length;
const api = async (method: string, path: string, body: object = {}): Promise<Record<string, unknown>> => {
  const answer = await fetch(`${chatwoot.url}/public/api/v1/inboxes/${chatwoot.inboxes[0]}${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(method === 'GET' ? {} : { body: JSON.stringify(body) }),
  });
  return (await answer.json()) as Record<string, unknown>;
};
const MESSAGES = '/messages$';
const CONVERSATIONS = '/conversations$';

describe('steady state', () => {
  test('the first message makes contact and conversation, each later one is one request', async () => {
    await open();
    await say('hola');
    await say('¡buenas!', 'bot');
    await rig.drain();
    expect(incoming()).toEqual(['hola', '🤖 ¡buenas!']);
    chatwoot.requests.reset();
    await say('otra');
    await say('claro', 'bot');
    await rig.drain();
    expect(chatwoot.requests.total).toBe(2);
    expect(incoming()).toEqual(['hola', '🤖 ¡buenas!', 'otra', '🤖 claro']);
    const rows = await rig.store.db.selectFrom('messages').select(['chatwoot_state', 'chatwoot_message_id']).execute();
    expect(rows.every((it) => it.chatwoot_state === 'registered' && it.chatwoot_message_id !== null)).toBe(true);
  });

  test('a message already registered is not posted again', async () => {
    await open();
    await say('hola');
    await rig.store.write((tx) => tx.updateTable('messages').set({ chatwoot_state: 'registered' }).execute());
    await rig.drain();
    expect(chatwoot.requests.total).toBe(0);
  });

  test('dry run asks for nothing', async () => {
    await open({}, { dryRun: true });
    await say('hola');
    await rig.drain();
    expect(chatwoot.requests.total).toBe(0);
    expect(await rig.store.db.selectFrom('messages').select('chatwoot_state').execute()).toEqual([
      { chatwoot_state: 'dry_run' },
    ]);
  });
});

const kinds: Fault['kind'][] = [
  'fail_before',
  'fail_after',
  'hang',
  'hang_after',
  'cut',
  'cut_after',
  'too_many',
  'slow',
];
const calls: [string, Omit<Fault, 'kind'>][] = [
  ['the contact', { method: 'POST', path: '/contacts$' }],
  ['the list', { method: 'GET', path: CONVERSATIONS }],
  ['the conversation', { method: 'POST', path: CONVERSATIONS }],
  ['the message', { method: 'POST', path: MESSAGES }],
];

describe.each(kinds)('%s', (kind) => {
  test.each(calls)('on %s, three times: in the end once, in order, in one conversation', async (_, where) => {
    await open();
    const ms = kind === 'slow' ? TIMEOUT * 2 : 1_000;
    chatwoot.faults.set([
      { kind, ...where, times: where.method === 'GET' && (kind === 'hang' || kind === 'hang_after') ? 1 : 3, ms },
    ]);
    // The list has its own limit of 25 s: a hanging one is cut short by the sandbox instead.
    if (where.method === 'GET' && kind.startsWith('hang')) chatwoot.faults.set([{ kind: 'cut', ...where, times: 3 }]);
    await say('hola');
    await say('hola');
    await say('¿hay alguien?', 'bot');
    await rig.drain();
    expect(conversations()).toHaveLength(1);
    expect(incoming()).toEqual(['hola', 'hola', '🤖 ¿hay alguien?']);
    expect((await rig.jobs()).map(({ state }) => state)).toEqual(['done', 'done', 'done']);
  });
});

describe('unclear outcomes', () => {
  test('one that is saved late is not missed: the read-back waits for Chatwoot’s own limit', async () => {
    await open();
    await say('uno');
    await rig.drain();
    chatwoot.faults.set([{ kind: 'hang', method: 'POST', path: MESSAGES, times: 1 }]);
    await say('dos');
    const began = rig.clock.at;
    await rig.windUntil(async () => (await rig.jobs())[1]?.last_error !== null);
    const gets = () => chatwoot.requests.log.filter(({ method }) => method === 'GET').length;
    const before = gets();
    await rig.drain();
    expect(gets()).toBe(before + 1);
    expect(rig.clock.at - began).toBeGreaterThanOrEqual(TIMEOUT * 1.6);
    expect(incoming()).toEqual(['uno', 'dos']);
  });

  test('stays unclear through read-backs that fail, until one has told', async () => {
    await open();
    await say('uno');
    await rig.drain();
    chatwoot.faults.set([
      { kind: 'fail_after', method: 'POST', path: MESSAGES, times: 1 },
      { kind: 'fail_before', method: 'GET', path: MESSAGES, times: 2 },
      { kind: 'too_many', method: 'GET', path: MESSAGES, times: 1 },
      { kind: 'cut', method: 'GET', path: MESSAGES, times: 1 },
    ]);
    await say('dos');
    await rig.drain();
    expect(incoming()).toEqual(['uno', 'dos']);
    expect(posts()).toBe(4);
  });

  test('a crash after the post is read back at the next start', async () => {
    await open();
    await say('uno');
    await rig.drain();
    const { chatwoot_conversation_id: id, chatwoot_source_id: source } = await row();
    await say('dos');
    // As a process leaves it that was killed between the post and its commit.
    await api('POST', `/contacts/${source}/conversations/${id}/messages`, { content: 'dos' });
    await rig.store.write((tx) =>
      tx
        .updateTable('jobs')
        .set({ unclear: 1, tried_at: rig.clock.at, attempts: 1 })
        .where('state', '=', 'ready')
        .execute(),
    );
    await rig.drain();
    expect(incoming()).toEqual(['uno', 'dos']);
  });

  test('an earlier message with the same words is not taken for the lost one', async () => {
    await open();
    await say('sí');
    await rig.drain();
    chatwoot.faults.set([{ kind: 'fail_before', method: 'POST', path: MESSAGES, times: 1 }]);
    await say('sí');
    await rig.drain();
    expect(incoming()).toEqual(['sí', 'sí']);
  });

  test('the time of a try counts from its post, not from a slow list before it', async () => {
    await open();
    chatwoot.faults.set([
      { kind: 'slow', method: 'GET', path: CONVERSATIONS, times: 1, ms: 40 },
      { kind: 'hang', method: 'POST', path: CONVERSATIONS, times: 1 },
    ]);
    await say('hola');
    let posted = 0;
    await rig.windUntil(async () => {
      if (rig.worker.running > 0) rig.clock.at += 200;
      if (posted === 0 && posts() === 2) posted = rig.clock.at;
      return (await rig.jobs())[0]?.last_error !== null;
    });
    const job = await rig.store.db.selectFrom('jobs').selectAll().executeTakeFirstOrThrow();
    expect(job).toMatchObject({ unclear: 1 });
    expect(job.tried_at ?? 0).toBeGreaterThan(job.created_at + 1_000);
    expect(job.tried_at ?? 0).toBeLessThanOrEqual(posted);
    await rig.drain();
    expect(conversations()).toHaveLength(1);
  });
});

describe('what is gone in Chatwoot', () => {
  /** As an administrator deletes it; the sandbox has no call for it. */
  const deleteConversation = (id: number | null): void => {
    const gone = chatwoot.state.conversations.get(id ?? 0);
    if (!gone) throw new Error(`no conversation ${id}`);
    chatwoot.state.conversations.delete(gone.id);
    gone.source.conversations = gone.source.conversations.filter((one) => one !== gone);
  };
  const deleteContact = (id: number | null): void => {
    const gone = chatwoot.state.contacts.get(id ?? 0);
    if (!gone) throw new Error(`no contact ${id}`);
    for (const source of gone.sources) {
      for (const one of source.conversations) chatwoot.state.conversations.delete(one.id);
      source.inbox.sources.delete(source.sourceId);
    }
    chatwoot.state.contacts.delete(gone.id);
    chatwoot.state.byPhone.clear();
  };

  test('a deleted conversation is made again, and the message arrives once', async () => {
    await open();
    await say('uno');
    await rig.drain();
    deleteConversation((await row()).chatwoot_conversation_id);
    await say('dos');
    await rig.drain();
    expect(conversations()).toHaveLength(1);
    expect(incoming()).toEqual(['dos']);
  });

  test('a deleted contact too', async () => {
    await open();
    await say('uno');
    await rig.drain();
    deleteContact((await row()).chatwoot_contact_id);
    await say('dos');
    await rig.drain();
    expect(incoming()).toEqual(['dos']);
    expect([...chatwoot.state.contacts.values()]).toHaveLength(1);
  });

  test('also where only the contact was known yet', async () => {
    await open();
    await rig.store.write((tx) => contact(tx, { waId: '5491155550123' }));
    await set({ chatwoot_source_id: '5491155550123', chatwoot_pubsub_token: 'gone' });
    await say('uno');
    await rig.drain();
    expect(incoming()).toEqual(['uno']);
    expect((await rig.jobs())[0]).toMatchObject({ state: 'done', attempts: 1 });
  });

  test('an unclear post into a conversation deleted since is posted into the new one', async () => {
    await open();
    await say('uno');
    await rig.drain();
    chatwoot.faults.set([{ kind: 'fail_after', method: 'POST', path: MESSAGES, times: 1 }]);
    await say('dos');
    await rig.windUntil(async () => (await rig.jobs())[1]?.last_error !== null);
    deleteConversation((await row()).chatwoot_conversation_id);
    await rig.drain();
    expect(incoming()).toEqual(['dos']);
  });

  test('an unknown inbox is a problem that names it', async () => {
    await open({}, { inboxId: 'nope' });
    await say('hola');
    await rig.drain();
    expect(await rig.jobs()).toMatchObject([
      {
        state: 'problem',
        last_error: expect.stringContaining('inbox identifier is unknown') as string,
        fix: expect.stringContaining('CHATWOOT_INBOX_ID') as string,
      },
    ]);
  });
});

describe('identity validation', () => {
  const inboxes = [{ identifier: 'signed', hmacMandatory: true, hmacToken: 'right-token' }];
  test('with the right token it passes', async () => {
    await open({ inboxes }, { hmacToken: 'right-token' });
    await say('hola');
    await rig.drain();
    expect(incoming()).toEqual(['hola']);
  });

  test.each([['without'], ['with a wrong']])('%s token it ends as a problem that says so', async (how) => {
    await open({ inboxes }, how === 'without' ? {} : { hmacToken: 'wrong-token' });
    await say('hola');
    await rig.drain();
    expect(await rig.jobs()).toMatchObject([
      { state: 'problem', fix: expect.stringContaining('CHATWOOT_HMAC_TOKEN') as string },
    ]);
  });
});

describe('a list that cannot be had', () => {
  test.each<[string, Fault]>([
    ['answered 500', { kind: 'fail_before', method: 'GET', path: CONVERSATIONS }],
    ['cut each time', { kind: 'cut', method: 'GET', path: CONVERSATIONS }],
  ])('%s: the person waits for the operator, others do not, and no second conversation is made', async (_, fault) => {
    await open();
    const other = { waId: '5491155550199' };
    await say('hola', 'customer', other);
    await rig.drain();
    chatwoot.faults.set([fault]);
    await say('uno');
    await say('dos');
    await say('sigo', 'customer', other);
    await rig.drain();
    expect(conversations()).toHaveLength(1);
    expect(incoming(conversations()[0])).toEqual(['hola', 'sigo']);
    const blocked = await rig.store.db
      .selectFrom('contacts')
      .select('chatwoot_blocked')
      .where('wa_id', '=', '5491155550123')
      .executeTakeFirstOrThrow();
    expect(blocked.chatwoot_blocked).toContain('cannot be had');
    const problems = (await rig.jobs()).filter(({ state }) => state === 'problem');
    expect(problems).toHaveLength(2);
    expect(problems[0]).toMatchObject({ attempts: 8, fix: expect.stringContaining('new conversation') as string });
    expect(problems[1]).toMatchObject({ attempts: 1 });
  });

  test('once the operator asked for a new conversation it is made without the list; unclear, it is asked for again', async () => {
    await open();
    chatwoot.faults.set([{ kind: 'fail_before', method: 'GET', path: CONVERSATIONS }]);
    await rig.store.write((tx) => contact(tx, { waId: '5491155550123' }));
    await set({ chatwoot_skip_list: 1 });
    await say('uno');
    await rig.drain();
    expect(incoming()).toEqual(['uno']);
    expect(await row()).toMatchObject({ chatwoot_skip_list: 0 });
  });
});

describe('who is there already', () => {
  const script = async (texts: string[], status = 'open'): Promise<number> => {
    await api('POST', '/contacts', { source_id: '5491155550123', name: 'Ana', phone_number: '+5491155550123' });
    const { id } = await api('POST', '/contacts/5491155550123/conversations');
    for (const content of texts)
      await api('POST', `/contacts/5491155550123/conversations/${String(id)}/messages`, { content });
    if (status === 'resolved') await api('POST', `/contacts/5491155550123/conversations/${String(id)}/toggle_status`);
    return Number(id);
  };

  test('a conversation of the script is adopted: not resolved first, then the newest; with its read-back mark', async () => {
    await open();
    const openOne = await script(['hola']);
    await script(['hola', 'nueva'], 'resolved');
    chatwoot.faults.set([{ kind: 'fail_before', method: 'POST', path: MESSAGES, times: 1 }]);
    await say('hola');
    await rig.drain();
    expect((await row()).chatwoot_conversation_id).toBe(openOne);
    expect(incoming(chatwoot.state.conversations.get(openOne))).toEqual(['hola', 'hola']);
    expect(conversations()).toHaveLength(2);
  });

  test('a blocked contact is registered all the same, in its one conversation', async () => {
    await open();
    await say('uno');
    await rig.drain();
    for (const one of chatwoot.state.contacts.values()) one.blocked = true;
    await say('dos');
    await rig.drain();
    expect(incoming()).toEqual(['uno', 'dos']);
    expect(conversations()).toHaveLength(1);
  });

  test('a number given to somebody else gets a conversation of its own', async () => {
    await open();
    await say('soy Ana', 'customer', { waId: '5491155550123', bsuid: 'AR.1' } as never);
    await rig.drain();
    await say('soy Beto', 'customer', { waId: '5491155550123', bsuid: 'AR.2' } as never);
    await rig.drain();
    expect(conversations().map((one) => incoming(one))).toEqual([['soy Ana'], ['soy Beto']]);
  });
});

test('a full minute of a conversation slows that one alone', async () => {
  await open({ messagesPerMinute: 3, clock: { now: () => rig.clock.at } });
  for (let n = 0; n < 5; n++) await say(`a${n}`);
  await say('b', 'customer', { waId: '5491155550199' });
  await rig.drain();
  expect(
    conversations()
      .map((one) => incoming(one).length)
      .sort(),
  ).toEqual([1, 5]);
  expect(incoming(conversations().find((one) => incoming(one).length === 5))).toEqual(['a0', 'a1', 'a2', 'a3', 'a4']);
});

test('what is registered late says when it was said; a second try does not take the line for another text', async () => {
  await open();
  await say('uno');
  await rig.drain();
  await say('dos');
  rig.clock.at += 10 * 60_000;
  chatwoot.faults.set([{ kind: 'fail_after', method: 'POST', path: MESSAGES, times: 1 }]);
  await rig.drain();
  expect(incoming()).toHaveLength(2);
  expect(incoming()[1]).toMatch(/^🕒 Dicho el .+\(hace 10 min\)\ndos$/);
});

test('an outage holds everybody with one knock at the door, counts no attempts, and everything goes on after it', async () => {
  await open();
  await say('uno');
  await rig.drain();
  const { url } = chatwoot;
  await chatwoot.close();
  await say('dos');
  await rig.windUntil(() => rig.worker.paused !== null);
  expect((await rig.jobs())[1]).toMatchObject({ state: 'ready', attempts: 0 });
  chatwoot = await startSandboxChatwoot({ port: Number(new URL(url).port) });
  await rig.drain();
  expect(incoming()).toEqual(['dos']);
});

test('a resolve comes after what was said, and needs no conversation', async () => {
  await open();
  await say('gracias');
  await rig.store.write(async (tx) => addResolve(tx, await contact(tx, { waId: '5491155550123' }), 'x1', rig.clock.at));
  await rig.drain();
  expect(conversations()[0]).toMatchObject({ status: 'resolved' });
  expect(incoming()).toEqual(['gracias']);
  await rig.store.write(async (tx) => addResolve(tx, await contact(tx, { waId: '5491155550198' }), 'x2', rig.clock.at));
  await rig.drain();
  expect((await rig.jobs()).map(({ state }) => state)).toEqual(['done', 'done', 'done']);
});
