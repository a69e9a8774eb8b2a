import { describe, expect, test } from 'vitest';
import type { Fault } from '../../../src/sandbox/types.ts';
import { contact } from '../../store/rows.ts';
import {
  chatwoot,
  rig,
  open,
  say,
  set,
  row,
  conversations,
  incoming,
  MESSAGES,
  CONVERSATIONS,
  withRegister,
} from './register-setup.ts';

withRegister();

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
    deleteConversation((await row()).conversation_id);
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
    await set({ source_id: '5491155550123', pubsub_token: 'gone' });
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
    deleteConversation((await row()).conversation_id);
    await rig.drain();
    expect(incoming()).toEqual(['dos']);
  });

  test('a passing 404 while an unclear post is read back doubles nothing', async () => {
    await open();
    await say('uno');
    await rig.drain();
    chatwoot.faults.set([
      { kind: 'fail_after', method: 'POST', path: MESSAGES, times: 1 },
      { kind: 'not_found', method: 'GET', path: MESSAGES, times: 1 },
    ]);
    await say('dos');
    await rig.drain();
    expect(incoming()).toEqual(['uno', 'dos']);
    expect(conversations()).toHaveLength(1);
    expect(chatwoot.faults.list()).toEqual([]);
  });

  test('another conversation of theirs that is gone does not hold up a read-back', async () => {
    await open();
    await say('uno');
    await rig.drain();
    const { id: _, ...here } = await row();
    await rig.store.write((tx) =>
      tx
        .insertInto('places')
        .values({ ...here, current: 0, conversation_id: 4_321 })
        .execute(),
    );
    chatwoot.faults.set([{ kind: 'fail_before', method: 'POST', path: MESSAGES, times: 1 }]);
    await say('dos');
    await rig.drain();
    expect(incoming()).toEqual(['uno', 'dos']);
    expect((await rig.jobs()).map(({ state }) => state)).toEqual(['done', 'done']);
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
      .selectFrom('places')
      .select('blocked')
      .where('source_id', '=', '5491155550123')
      .executeTakeFirstOrThrow();
    expect(blocked.blocked).toContain('cannot be had');
    const problems = (await rig.jobs()).filter(({ state }) => state === 'problem');
    expect(problems).toHaveLength(2);
    expect(problems[0]).toMatchObject({ attempts: 8, fix: expect.stringContaining('new conversation') as string });
    expect(problems[1]).toMatchObject({ attempts: 1 });
  });

  test('once the operator asked for a new conversation it is made without the list; unclear, it is asked for again', async () => {
    await open();
    chatwoot.faults.set([{ kind: 'fail_before', method: 'GET', path: CONVERSATIONS }]);
    await rig.store.write((tx) => contact(tx, { waId: '5491155550123' }));
    await set({ skip_list: 1 });
    await say('uno');
    await rig.drain();
    expect(incoming()).toEqual(['uno']);
    expect(await row()).toMatchObject({ skip_list: 0 });
  });
});
