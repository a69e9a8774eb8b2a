import { describe, expect, test } from 'vitest';
import { claim, finish } from '../../src/store/jobs.ts';
import { addOutgoing } from '../../src/deliver/add-outgoing.ts';
import { contact } from '../store/rows.ts';
import { body, status, text } from './inbound.ts';
import { store, take, messages, kinds, contacts, withDigests } from './digest-setup.ts';

withDigests();

describe('statuses', () => {
  /** A bot's message, handed to WhatsApp or not. */
  async function outgoing(state: 'sending' | 'sent'): Promise<void> {
    await store.write(async (tx) => {
      const person = await contact(tx, { waId: '5491155550123' });
      const options = {
        author: 'bot',
        register: 'off',
        newId: () => 'm',
        now: 1,
        exchangeId: 'x',
        notice: false,
      } as const;
      await addOutgoing(tx, person, { text: 'hola' }, options);
      await tx
        .updateTable('sends')
        .set({ state, ...(state === 'sent' ? { wamid: 'out' } : {}) })
        .execute();
      if (state === 'sending')
        return void (await tx.updateTable('jobs').set({ due_at: 9e12, effect: 'unclear 1 1' }).execute());
      const [job] = await claim(tx, { channelId: 'main', kind: 'send', limit: 1, now: 2, leaseMs: 1, token: 't' });
      if (job) await finish(tx, job, 3);
    });
  }
  const send = () => store.db.selectFrom('sends').selectAll().executeTakeFirstOrThrow();
  const job = () => store.db.selectFrom('jobs').selectAll().executeTakeFirstOrThrow();
  const told = (...names: [string, { ours?: string; errors?: object[] }?][]) =>
    take(...names.map(([name, more]) => body({ statuses: [status('out', name, more)] })));

  test('in any order, also twice: only forward', async () => {
    await outgoing('sent');
    await told(['delivered'], ['sent'], ['read'], ['delivered'], ['read']);
    expect(await send()).toMatchObject({ state: 'read' });
    expect(await messages()).toMatchObject([{ whatsapp_state: 'read' }]);
  });

  test('before our own answer: found by our id, and what waits for it goes on at once', async () => {
    await outgoing('sending');
    await told(['delivered', { ours: 'm' }]);
    expect(await send()).toMatchObject({ state: 'delivered', wamid: 'out' });
    expect((await job()).due_at).toBeLessThanOrEqual(Date.now());
  });

  test('a late refusal is a problem, with what can be done', async () => {
    await outgoing('sent');
    await told([
      'failed',
      { errors: [{ code: 131047, title: 'Re-engagement', error_data: { details: 'more than 24 hours' } }] },
    ]);
    expect(await send()).toMatchObject({ state: 'failed', error: 'more than 24 hours', error_code: 131047 });
    expect(await job()).toMatchObject({
      state: 'problem',
      last_error: 'WhatsApp refused it, code 131047: more than 24 hours',
      fix: expect.stringContaining('template') as string,
    });
    expect(await messages()).toMatchObject([
      { kind: 'notice' },
      { whatsapp_state: 'failed', error: '131047: more than 24 hours' },
    ]);
  });

  test('a refusal after delivery changes nothing; one of somebody else neither', async () => {
    await outgoing('sent');
    await told(['delivered'], ['failed', { errors: [{ code: 1, title: 'x' }] }]);
    await take(body({ statuses: [status('other', 'failed', { ours: 'not-ours' })] }));
    expect(await send()).toMatchObject({ state: 'delivered' });
    expect(await job()).toMatchObject({ state: 'done' });
  });
});

describe('echoes', () => {
  const echo = (id: string) =>
    body(
      { message_echoes: [{ ...text(id, 'yo te ayudo', { from: '5491155550100' }), to: '5491155550123' }] },
      'smb_message_echoes',
    );

  test('a person who answers on the phone is registered, and the bot is quiet', async () => {
    await take(body({ messages: [text('w1', 'hola')] }), echo('e1'));
    expect(await contacts()).toMatchObject([{ answered_by: 'human', answered_reason: 'answered_on_phone' }]);
    expect((await messages()).map(({ author, text: said }) => [author, said])).toEqual([
      ['customer', 'hola'],
      ['agent', '📱 yo te ayudo'],
    ]);
    expect(await kinds()).toEqual(['register', 'turn', 'register']);
    await take(echo('e1'));
    expect(await messages()).toHaveLength(2);
  });

  test('the echo of our own send is no person', async () => {
    await store.write(async (tx) => {
      const person = await contact(tx, { waId: '5491155550123' });
      await addOutgoing(
        tx,
        person,
        { text: 'hola' },
        { author: 'bot', register: 'off', newId: () => 'm', now: 1, exchangeId: 'x', notice: false },
      );
      await tx.updateTable('sends').set({ state: 'sent', wamid: 'ours' }).execute();
    });
    await take(echo('ours'));
    expect(await contacts()).toMatchObject([{ answered_by: 'bot' }]);
    expect(await messages()).toHaveLength(1);
  });
});
