import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addOutgoing } from '../../src/deliver/add-outgoing.ts';
import { sendHandler } from '../../src/deliver/send.ts';
import { applyHandoff } from '../../src/handoff/apply.ts';
import { applyStatus } from '../../src/intake/apply-status.ts';
import { silentLog } from '../../src/observe/log.ts';
import { pace } from '../../src/queue/pace.ts';
import { startSandboxWhatsApp, type SandboxWhatsApp } from '../../src/sandbox/whatsapp/server.ts';
import type { Fault } from '../../src/sandbox/types.ts';
import { openWhatsAppClient } from '../../src/whatsapp/client.ts';
import { readWebhook } from '../../src/whatsapp/webhook.ts';
import { contact } from '../store/rows.ts';
import { openRig, type Rig } from './rig.ts';

const TIMEOUT = 120;
const WAIT = 30_000;
let whatsapp: SandboxWhatsApp;
let rig: Rig;
let ids: number;
// The sandbox has no webhook address here: what WhatsApp tells of a send, `tell` brings.
beforeEach(async () => {
  ids = 0;
  whatsapp = await startSandboxWhatsApp({ statusDelayMs: 0 });
  await open();
});
afterEach(async () => {
  await rig.close();
  await whatsapp.close();
});

async function open(paces: { number?: number; person?: number } = {}): Promise<void> {
  rig = await openRig('send', ({ store, clock }) =>
    sendHandler({
      store,
      clock,
      log: silentLog(),
      client: openWhatsAppClient({ baseUrl: whatsapp.url, apiKey: whatsapp.apiKey, timeoutMs: TIMEOUT }),
      numberPace: pace(clock, paces.number ?? 80, paces.number ?? 80),
      personPace: pace(clock, paces.person ?? 45, 1 / 6),
      unclearWaitMs: WAIT,
      listeningSince: 0,
      quietHours: 8,
    }),
  );
}
async function say(text: string, given: { notice?: boolean; waId?: string } = {}): Promise<void> {
  await rig.store.write(async (tx) => {
    const person = await contact(tx, { waId: given.waId ?? '5491155550123' });
    await addOutgoing(
      tx,
      person,
      { text },
      {
        author: 'bot',
        register: 'off',
        newId: () => `m${(ids += 1)}`,
        now: rig.clock.at,
        exchangeId: 'x',
        notice: given.notice ?? false,
      },
    );
  });
}
/** A status of what arrived, as the webhook would bring it. */
async function tell(state: string, which = 0, errors: object[] = []): Promise<void> {
  const sent = whatsapp.sent[which];
  if (!sent) throw new Error('nothing was sent');
  const statuses = [
    { id: sent.wamid, status: state, timestamp: '1790000000', biz_opaque_callback_data: sent.callbackId, errors },
  ];
  const content = readWebhook({ entry: [{ changes: [{ field: 'messages', value: { statuses } }] }] }, rig.clock.at);
  for (const status of content.statuses) await rig.store.write((tx) => applyStatus(tx, status, rig.clock.at));
}
const fault = (kind: Fault['kind'], times = 1, ms = 1_000) =>
  whatsapp.faults.set([{ kind, method: 'POST', path: '/messages$', times, ms }]);
const failedOnce = () =>
  rig.windUntil(async () => (await rig.jobs())[0]?.last_error !== null && rig.worker.running === 0);
const texts = () => whatsapp.sent.map(({ send }) => send.text?.body);
const states = async () =>
  (await rig.store.db.selectFrom('sends').select('state').orderBy('id').execute()).map(({ state }) => state);

test('sent once, with our id, to the address as received; its state is there', async () => {
  await say('hola');
  await rig.drain();
  expect(whatsapp.sent).toMatchObject([{ to: '5491155550123', callbackId: 'm1' }]);
  expect(await rig.store.db.selectFrom('messages').selectAll().execute()).toMatchObject([
    { whatsapp_state: 'sent', wamid: whatsapp.sent[0]?.wamid },
  ]);
});

test('a long text goes in parts, in order, each with its own id', async () => {
  await say(`${'a'.repeat(4_000)}\n\n${'b'.repeat(4_000)}`);
  await rig.drain();
  expect(whatsapp.sent.map(({ callbackId }) => callbackId)).toEqual(['m1', 'm1.1']);
  expect(texts().map((text) => text?.[0])).toEqual(['a', 'b']);
});

describe.each<Fault['kind']>(['fail_after', 'hang_after', 'cut_after'])('%s: it arrived and we do not know', (kind) => {
  test('the status that carries our id settles it: no second message', async () => {
    fault(kind);
    await say('uno');
    await say('dos');
    await failedOnce();
    expect(await states()).toEqual(['sending', 'queued']);
    await tell('sent');
    const at = rig.clock.at;
    await rig.drain();
    expect(texts()).toEqual(['uno', 'dos']);
    expect(rig.clock.at - at).toBeLessThan(1_000);
    expect(await states()).toEqual(['sent', 'sent']);
  });

  test('without a status it is sent again, with the same id, after the wait and not before', async () => {
    fault(kind);
    const at = rig.clock.at;
    await say('uno');
    await rig.drain();
    expect(whatsapp.sent.map(({ callbackId }) => callbackId)).toEqual(['m1', 'm1']);
    expect(rig.clock.at - at).toBeGreaterThanOrEqual(WAIT);
    expect(rig.clock.at - at).toBeLessThan(WAIT + 3_000);
  });

  test('a refusal that comes as a status ends as a problem with advice', async () => {
    fault(kind);
    await say('uno');
    await failedOnce();
    await tell('failed', 0, [{ code: 131047, title: 'late' }]);
    await rig.drain();
    expect(whatsapp.sent).toHaveLength(1);
    expect(await rig.jobs()).toMatchObject([
      { state: 'problem', last_error: 'WhatsApp: late', fix: expect.stringContaining('template') as string },
    ]);
  });
});

test.each<Fault['kind']>(['fail_before', 'hang', 'cut'])('%s: it did not arrive, and is sent once', async (kind) => {
  fault(kind, 2);
  await say('uno');
  await say('dos');
  await rig.drain();
  expect(texts()).toEqual(['uno', 'dos']);
});

test('a crash between the call and its commit waits for the status too', async () => {
  await say('uno');
  await rig.store.write(async (tx) => {
    await tx.updateTable('sends').set({ state: 'sending', tried_at: rig.clock.at }).execute();
    await tx.updateTable('jobs').set({ unclear: 1, tried_at: rig.clock.at, attempts: 1 }).execute();
  });
  const at = rig.clock.at;
  await rig.drain();
  expect(rig.clock.at - at).toBeGreaterThanOrEqual(WAIT);
  expect(whatsapp.sent).toHaveLength(1);
});

test('a crash before the call waits for nothing', async () => {
  await say('uno');
  await rig.store.write((tx) =>
    tx.updateTable('jobs').set({ unclear: 1, tried_at: rig.clock.at, attempts: 1 }).execute(),
  );
  const at = rig.clock.at;
  await rig.drain();
  expect(rig.clock.at - at).toBeLessThan(1_000);
});

test('the status overtakes the answer: the state does not go back', async () => {
  fault('slow', 1, 40);
  await say('uno');
  rig.worker.wake();
  await rig.windUntil(() => rig.worker.running === 1);
  await rig.windUntil(async () => (await states())[0] === 'sending');
  const statuses = [
    { id: 'wamid.early', status: 'delivered', timestamp: '1790000000', biz_opaque_callback_data: 'm1' },
  ];
  const [status] = readWebhook({ entry: [{ changes: [{ field: 'messages', value: { statuses } }] }] }, 1).statuses;
  await rig.store.write((tx) => applyStatus(tx, status!, rig.clock.at));
  await rig.drain();
  expect(await states()).toEqual(['delivered']);
});

test('a refusal that overtakes the answer is a problem, not a success', async () => {
  fault('slow', 1, 40);
  await say('uno');
  await rig.windUntil(async () => (await states())[0] === 'sending');
  const statuses = [
    {
      id: 'wamid.early',
      status: 'failed',
      timestamp: '1790000000',
      biz_opaque_callback_data: 'm1',
      errors: [{ code: 131026, title: 'no' }],
    },
  ];
  const [status] = readWebhook({ entry: [{ changes: [{ field: 'messages', value: { statuses } }] }] }, 1).statuses;
  await rig.store.write((tx) => applyStatus(tx, status!, rig.clock.at));
  await rig.drain();
  expect(await rig.jobs()).toMatchObject([{ state: 'problem', last_error: 'WhatsApp: no' }]);
});

test('a definite refusal is a problem at once, and the next one goes', async () => {
  await say('a uno mismo', { waId: '5491155550100' });
  await say('hola');
  await rig.drain();
  expect(texts()).toEqual(['hola']);
  expect(await rig.jobs()).toMatchObject([
    { state: 'problem', attempts: 1, last_error: expect.stringContaining('same number') as string },
    { state: 'done' },
  ]);
  expect(await rig.store.db.selectFrom('messages').select(['whatsapp_state']).orderBy('id').execute()).toEqual([
    { whatsapp_state: 'failed' },
    { whatsapp_state: 'sent' },
  ]);
});

test('too many: the whole number rests as long as told, no attempt is lost', async () => {
  fault('too_many', 1, 7_000);
  const at = rig.clock.at;
  await say('hola');
  await rig.drain();
  expect(rig.clock.at - at).toBeGreaterThanOrEqual(7_000);
  expect(await rig.jobs()).toMatchObject([{ state: 'done', attempts: 1 }]);
  expect(whatsapp.sent).toHaveLength(1);
});

describe('after a person took over', () => {
  const takeOver = () =>
    rig.store.write(async (tx) => {
      const { id } = await contact(tx, { waId: '5491155550123' });
      await applyHandoff(tx, id, { type: 'person_replied' }, { now: rig.clock.at, quietHours: 8 });
    });

  test('what the bot had to say is discarded; words that announce the person go', async () => {
    await say('del bot');
    await say('te paso con alguien', { notice: true });
    await takeOver();
    await rig.drain();
    expect(texts()).toEqual(['te paso con alguien']);
    expect(await states()).toEqual(['discarded', 'sent']);
    expect(await rig.store.db.selectFrom('messages').select('error').orderBy('id').execute()).toMatchObject([
      {},
      { error: null },
    ]);
  });

  test('after its time the bot may speak again', async () => {
    await takeOver();
    rig.clock.at += 8 * 3_600_000;
    await say('del bot');
    await rig.drain();
    expect(texts()).toEqual(['del bot']);
  });
});

describe('paces', () => {
  test('one person: a burst, then one in six seconds; others are not behind', async () => {
    await rig.close();
    await open({ person: 3 });
    const at = rig.clock.at;
    for (let n = 0; n < 5; n++) await say(`a${n}`);
    await say('b', { waId: '5491155550199' });
    await rig.drain();
    expect(rig.clock.at - at).toBeGreaterThanOrEqual(12_000 - 100);
    expect(texts().filter((text) => text?.startsWith('a'))).toEqual(['a0', 'a1', 'a2', 'a3', 'a4']);
    expect(texts().indexOf('b')).toBeLessThan(4);
    expect((await rig.jobs()).map(({ attempts }) => attempts)).toEqual(Array(6).fill(1));
  });

  test('the number: waiting for it does not use up what a person may get', async () => {
    await rig.close();
    await open({ number: 2, person: 3 });
    const at = rig.clock.at;
    for (let n = 0; n < 10; n++) await say('x', { waId: `54911555501${String(n).padStart(2, '1')}` });
    await rig.drain();
    expect(rig.clock.at - at).toBeLessThan(6_000);
    expect(rig.clock.at - at).toBeGreaterThanOrEqual(3_900);
  });
});
