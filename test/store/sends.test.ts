import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../src/store/open.ts';
import { advanceSend, sendById, sendOfStatus } from '../../src/store/sends.ts';
import type { SendState } from '../../src/store/tables.ts';
import { databases, emptyStore, type TestStore } from './databases.ts';
import { contact, message } from './rows.ts';

const states: SendState[] = ['queued', 'sending', 'sent', 'failed', 'discarded', 'delivered', 'read'];
/** Where each may still go; nothing else is ever a step. */
const onward: Record<SendState, SendState[]> = {
  queued: ['sending', 'sent', 'failed', 'discarded', 'delivered', 'read'],
  sending: ['sent', 'failed', 'discarded', 'delivered', 'read'],
  sent: ['failed', 'discarded', 'delivered', 'read'],
  failed: ['delivered', 'read'],
  discarded: ['delivered', 'read'],
  delivered: ['read'],
  read: [],
};

describe.each(databases)('$name', (database) => {
  let opened: TestStore;
  let store: Store;
  beforeEach(async () => {
    opened = await emptyStore(database);
    ({ store } = opened);
  });
  afterEach(() => opened.close());

  async function parts(messageId: string, given: { state: SendState; wamid?: string }[]): Promise<void> {
    await store.write(async (tx) => {
      const { id } = await contact(tx, { waId: '5491155550123' });
      await tx
        .insertInto('messages')
        .values(message({ id: messageId, contact_id: id, author: 'bot', whatsapp_state: 'queued' }))
        .execute();
      for (const [part, { state, wamid = null }] of given.entries()) {
        const send = part === 0 ? messageId : `${messageId}.${part}`;
        await tx
          .insertInto('sends')
          .values({ id: send, message_id: messageId, part, payload: '{}', state, wamid })
          .execute();
      }
    });
  }
  const row = async (id: string) => (await sendById(store.db, id))!;
  const messageRow = (id: string) =>
    store.db.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

  test.each(states.flatMap((from) => states.map((to) => [from, to] as const)))('%s → %s', async (from, to) => {
    await parts('m', [{ state: from }]);
    const may = onward[from].includes(to);
    const before = await row('m');
    expect(await store.write((tx) => advanceSend(tx, before, { state: to }))).toBe(may);
    expect((await row('m')).state).toBe(may ? to : from);
  });

  test('judged by the row as it is now, not by the copy the caller holds', async () => {
    await parts('m', [{ state: 'sending' }]);
    const stale = await row('m');
    await store.write((tx) => advanceSend(tx, stale, { state: 'delivered', wamid: 'w1' }));
    expect(await store.write((tx) => advanceSend(tx, stale, { state: 'sent', wamid: 'w1' }))).toBe(false);
    expect(await row('m')).toMatchObject({ state: 'delivered', wamid: 'w1' });
    expect(await messageRow('m')).toMatchObject({ whatsapp_state: 'delivered', wamid: 'w1' });
  });

  test('an id that WhatsApp gives twice fails nothing: the second send goes on without one', async () => {
    await parts('m', [{ state: 'sent', wamid: 'w0' }, { state: 'sending' }]);
    const second = await row('m.1');
    expect(await store.write((tx) => advanceSend(tx, second, { state: 'sent', wamid: 'w0' }))).toBe(true);
    expect(await row('m.1')).toMatchObject({ state: 'sent', wamid: null });
    expect(await row('m')).toMatchObject({ state: 'sent', wamid: 'w0' });
    expect(await store.write((tx) => advanceSend(tx, second, { state: 'delivered', wamid: 'w0' }))).toBe(true);
  });

  test('an id that a customer’s message has already is no message’s id a second time', async () => {
    await parts('m', [{ state: 'sending' }]);
    await store.write(async (tx) => {
      const { id } = await contact(tx, { waId: '5491155550124' });
      await tx
        .insertInto('messages')
        .values(message({ id: 'c', contact_id: id, wamid: 'w0' }))
        .execute();
    });
    const send = await row('m');
    expect(await store.write((tx) => advanceSend(tx, send, { state: 'sent', wamid: 'w0' }))).toBe(true);
    expect(await row('m')).toMatchObject({ state: 'sent', wamid: 'w0' });
    expect(await messageRow('m')).toMatchObject({ whatsapp_state: 'sent', wamid: null });
  });

  test('a message is as far as its slowest part, and failed where one part is', async () => {
    await parts('m', [{ state: 'sent', wamid: 'w0' }, { state: 'sent', wamid: 'w1' }, { state: 'queued' }]);
    const step = async (id: string, state: SendState, error?: string) => {
      const send = await row(id);
      await store.write((tx) => advanceSend(tx, send, { state, ...(error ? { error, errorCode: 131026 } : {}) }));
      return (await messageRow('m')).whatsapp_state;
    };
    expect(await step('m', 'read')).toBe('queued');
    expect(await step('m.2', 'sent')).toBe('sent');
    expect(await step('m.1', 'delivered')).toBe('sent');
    expect(await step('m.2', 'failed', 'no')).toBe('failed');
    expect(await messageRow('m')).toMatchObject({ error: '131026: no', wamid: 'w0' });
    expect(await row('m.2')).toMatchObject({ error: 'no', error_code: 131026 });
    expect(await step('m.2', 'delivered')).toBe('delivered');
    expect((await messageRow('m')).error).toBeNull();
  });

  test('a status finds its send by wamid, or by our own id while the wamid is not known', async () => {
    await parts('m', [{ state: 'sending' }, { state: 'sent', wamid: 'w1' }]);
    const find = (wamid: string, callbackId: string | null) =>
      store.write(async (tx) => (await sendOfStatus(tx, 'main', { wamid, callbackId }))?.id);
    expect(await find('w0', 'm')).toBe('m');
    expect(await find('w1', null)).toBe('m.1');
    expect(await find('w1', 'm')).toBe('m.1');
    // The second copy of a send tried twice.
    expect(await find('w2', 'm.1')).toBeUndefined();
    expect(await find('w3', 'other')).toBeUndefined();
  });

  test('a wamid that an echo took already does not stop the send', async () => {
    await parts('m', [{ state: 'sending' }]);
    await store.write((tx) =>
      tx
        .insertInto('messages')
        .values(message({ id: 'echo', contact_id: 1, author: 'agent', wamid: 'w1' }))
        .execute(),
    );
    const send = await row('m');
    expect(await store.write((tx) => advanceSend(tx, send, { state: 'sent', wamid: 'w1' }))).toBe(true);
    expect(await messageRow('m')).toMatchObject({ whatsapp_state: 'sent', wamid: null });
  });
});
