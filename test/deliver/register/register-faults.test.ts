import { describe, expect, test } from 'vitest';
import { addRegister } from '../../../src/deliver/add-said.ts';
import { effectText } from '../../../src/effect.ts';
import type { Fault } from '../../../src/sandbox/types.ts';
import { message } from '../../store/rows.ts';
import {
  TIMEOUT,
  chatwoot,
  rig,
  open,
  say,
  row,
  conversations,
  incoming,
  posts,
  api,
  MESSAGES,
  CONVERSATIONS,
  withRegister,
} from './register-setup.ts';

withRegister();

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
    await open({}, ['hang', 'hang_after', 'slow'].includes(kind) ? { timeoutMs: TIMEOUT } : {});
    const ms = kind === 'slow' ? TIMEOUT * 2 : 1_000;
    // The list has its own limit of 25 s: a hanging one is cut here.
    const broken = where.method === 'GET' && kind.startsWith('hang') ? 'cut' : kind;
    chatwoot.faults.set([{ kind: broken, ...where, times: 3, ms }]);
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
  test('a template that an earlier release posted by its name is looked for by its name', async () => {
    const words = { components: [{ type: 'BODY', text: 'Hola, seguimos acá.' }] };
    const found = { name: 'seguimos', language: 'es_AR', status: 'APPROVED', category: 'UTILITY', ...words };
    await open({}, { findTemplate: () => Promise.resolve(found) });
    await say('hola');
    await rig.drain();
    const { source_id: source, conversation_id: conversation, contact_id: contactId } = await row();
    const named = '📋 seguimos (es_AR)';
    await api('POST', `/contacts/${source}/conversations/${conversation}/messages`, { content: `🤖 ${named}` });
    const payload = JSON.stringify({ template: { name: 'seguimos', language: 'es_AR', parameters: [] } });
    await rig.store.write(async (tx) => {
      const own = { id: 'old', contact_id: contactId, author: 'bot', chatwoot_state: 'queued' } as const;
      await tx
        .insertInto('messages')
        .values(message({ ...own, text: named, payload }))
        .execute();
      await addRegister(tx, contactId, 'old', rig.clock.at);
      const effect = effectText({ is: 'unclear', since: rig.clock.at, calls: 1, answered: true });
      await tx.updateTable('jobs').set({ effect }).where('key', '=', 'register:old').execute();
    });
    await rig.drain();
    expect(incoming()).toEqual(['hola', `🤖 ${named}`]);
  });

  test.each([
    ['fail_before', []],
    ['fail_after', ['🤖 tarde']],
  ] as const)('%s, and then a person takes over: what is not there is not posted any more', async (kind, there) => {
    await open();
    await say('hola');
    await rig.drain();
    chatwoot.faults.set([{ kind, method: 'POST', path: MESSAGES, times: 1 }]);
    await say('tarde', 'bot');
    await rig.windUntil(async () => (await rig.jobs())[1]?.last_error !== null);
    await rig.store.write((tx) =>
      tx.updateTable('messages').set({ whatsapp_state: 'discarded' }).where('author', '=', 'bot').execute(),
    );
    await rig.drain();
    expect(incoming().filter((text) => text?.startsWith('🤖'))).toEqual(there);
    const { chatwoot_state: state } = await rig.store.db
      .selectFrom('messages')
      .select('chatwoot_state')
      .where('text', '=', 'tarde')
      .executeTakeFirstOrThrow();
    expect(state).toBe(there.length > 0 ? 'registered' : 'off');
  });

  test('one that is saved late is not missed: the read-back waits for Chatwoot’s own limit', async () => {
    await open({}, { timeoutMs: TIMEOUT });
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
    const { conversation_id: id, source_id: source } = await row();
    await say('dos');
    // As a process leaves it that was killed between the post and its commit.
    await api('POST', `/contacts/${source}/conversations/${id}/messages`, { content: 'dos' });
    await rig.store.write((tx) =>
      tx
        .updateTable('jobs')
        .set({ effect: `begun ${rig.clock.at} 1`, attempts: 1 })
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
    await open({}, { timeoutMs: TIMEOUT });
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
    const since = Number(/^unclear (\d+) 1$/.exec(job.effect)?.[1]);
    expect(since).toBeGreaterThan(job.created_at + 1_000);
    expect(since).toBeLessThanOrEqual(posted);
    await rig.drain();
    expect(conversations()).toHaveLength(1);
  });
});
