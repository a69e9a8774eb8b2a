import { describe, expect, test, vi } from 'vitest';
import { addResolve } from '../../../src/deliver/add-resolve.ts';
import type { Store } from '../../../src/store/open.ts';
import { eventually } from '../../stack.ts';
import { contact } from '../../store/rows.ts';
import {
  chatwoot,
  rig,
  open,
  startAgain,
  say,
  set,
  row,
  conversations,
  incoming,
  api,
  MESSAGES,
  withRegister,
} from './register-setup.ts';

withRegister();

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
    expect((await row()).conversation_id).toBe(openOne);
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

test('an outage holds everybody, counts no attempts, and everything goes on after it', async () => {
  await open();
  await say('uno');
  await rig.drain();
  const { url } = chatwoot;
  await chatwoot.close();
  await say('dos');
  await rig.windUntil(() => rig.target.rest !== null);
  expect((await rig.jobs())[1]).toMatchObject({ state: 'ready', attempts: 0 });
  await startAgain(Number(new URL(url).port));
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

test('a process that lost the job while it made a conversation leaves what the taker has written of the place since', async () => {
  let taken = false;
  const between = (own: Store): Store => ({
    ...own,
    write: async (work, how) => {
      const value = await own.write(work, how);
      const begun = await own.db.selectFrom('jobs').select('id').where('effect', 'like', 'begun %').executeTakeFirst();
      if (begun && !taken) {
        taken = true;
        // As the call begins. The taker has found the conversation, and agents' messages in it.
        await own.write(async (tx) => {
          await tx.updateTable('jobs').set({ lease_token: 'the taker', claims: 2 }).execute();
          await tx.updateTable('places').set({ conversation_id: 1, last_outgoing_id: 77, since_id: 70 }).execute();
        });
      }
      return value;
    },
  });
  await open({}, { between });
  await say('hola');
  rig.worker.start();
  await eventually(() => taken && rig.worker.running === 0);
  expect(conversations()).toHaveLength(1);
  expect(await row()).toMatchObject({ conversation_id: 1, last_outgoing_id: 77, since_id: 70 });
  const job = await rig.store.db.selectFrom('jobs').selectAll().executeTakeFirstOrThrow();
  expect(job).toMatchObject({ lease_token: 'the taker', state: 'ready' });
  expect(incoming()).toEqual([]);
});

/** Does something between Chatwoot's making a conversation and our reading of its answer. */
async function amidMaking(meanwhile: (answer: Response) => Promise<Response>): Promise<void> {
  const { fetch } = globalThis;
  const spy = vi.spyOn(globalThis, 'fetch').mockImplementation(async (to, options) => {
    const answer = await fetch(to, options);
    const url = to instanceof Request ? to.url : String(to);
    return options?.method === 'POST' && url.endsWith('/conversations') ? await meanwhile(answer) : answer;
  });
  await rig.drain();
  spy.mockRestore();
}

test('what an agent writes in a conversation before we have the answer to its making is new, and still to be found', async () => {
  const backs: number[] = [];
  await open({}, { onBack: (contactId) => backs.push(contactId) });
  await say('hola');
  await amidMaking(async (answer) => {
    const made = (await answer.json()) as { id: number };
    const words = { id: 7, content: 'soy Luis', message_type: 1, created_at: Math.floor(Date.now() / 1000) };
    return Response.json({ ...made, messages: [words] });
  });
  expect(await row()).toMatchObject({ conversation_id: 1, last_outgoing_id: 0, since_id: 0 });
  expect(backs).toEqual([1]);
});

test('an event that came before we knew the conversation is looked at once we do', async () => {
  const backs: number[] = [];
  await open({}, { onBack: (contactId) => backs.push(contactId) });
  await say('hola');
  await amidMaking(async (answer) => {
    // As `placeOfEvent` notes it, while the conversation is being made.
    await set({ expected_id: 1, last_outgoing_id: 6, since_id: 6 });
    return answer;
  });
  expect(await row()).toMatchObject({ conversation_id: 1, last_outgoing_id: 6, since_id: 6 });
  expect(backs).toEqual([1]);
});
