import { describe, expect, test } from 'vitest';
import { applyStatus } from '../../src/intake/apply-status.ts';
import type { Fault } from '../../src/sandbox/types.ts';
import { readWebhook } from '../../src/whatsapp/read/webhook.ts';
import {
  WAIT,
  whatsapp,
  rig,
  say,
  tell,
  told,
  fault,
  failedOnce,
  texts,
  states,
  awayFor,
  withSends,
} from './send-setup.ts';

withSends();

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
      {
        state: 'problem',
        last_error: 'WhatsApp refused it, code 131047: late',
        fix: expect.stringContaining('template') as string,
      },
    ]);
  });
});

test.each<Fault['kind']>(['fail_before', 'hang', 'cut'])('%s: it did not arrive, and is sent once', async (kind) => {
  fault(kind);
  await say('uno');
  await say('dos');
  await rig.drain();
  expect(texts()).toEqual(['uno', 'dos']);
});

test('a crash between the call and its commit waits for the status too', async () => {
  await say('uno');
  await rig.store.write(async (tx) => {
    await tx.updateTable('sends').set({ state: 'sending' }).execute();
    await tx
      .updateTable('jobs')
      .set({ effect: `begun ${rig.clock.at} 1`, attempts: 1 })
      .execute();
  });
  const at = rig.clock.at;
  await rig.drain();
  expect(rig.clock.at - at).toBeGreaterThanOrEqual(WAIT);
  expect(whatsapp.sent).toHaveLength(1);
});

test('after a time when we were down, the wait is as long again: redelivered statuses come after pauses that double', async () => {
  await say('uno');
  const up = rig.clock.at;
  const down = 5 * 60_000;
  await rig.store.write(async (tx) => {
    await tx.updateTable('sends').set({ state: 'sending' }).execute();
    await tx
      .updateTable('jobs')
      .set({ effect: `begun ${up - down} 1`, attempts: 1 })
      .execute();
  });
  awayFor(down);
  await rig.drain();
  expect(rig.clock.at - up).toBeGreaterThanOrEqual(down);
  expect(rig.clock.at - up).toBeLessThan(down + 3_000);
  expect(whatsapp.sent).toHaveLength(1);
});

test('a status that came and that nobody has read yet is waited for: who reads may just have died', async () => {
  fault('hang_after');
  await say('uno');
  await failedOnce();
  const kept = { channel_id: 'main', source: 'whatsapp', raw: '{}', received_at: rig.clock.at };
  await rig.store.write((tx) => tx.insertInto('events').values(kept).execute());
  const over = rig.clock.at + 2 * WAIT;
  await rig.windUntil(() => rig.clock.at > over);
  expect(whatsapp.sent).toHaveLength(1);
  await tell('sent');
  await rig.store.write((tx) => tx.updateTable('events').set({ outcome: 'read' }).execute());
  await rig.drain();
  expect(whatsapp.sent).toHaveLength(1);
});

test('a crash before the call waits for nothing', async () => {
  await say('uno');
  await rig.store.write((tx) => tx.updateTable('jobs').set({ attempts: 1 }).execute());
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
  await rig.store.write((tx) => applyStatus(tx, status!, rig.clock.at, told()));
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
  await rig.store.write((tx) => applyStatus(tx, status!, rig.clock.at, told()));
  await rig.drain();
  expect(await rig.jobs()).toMatchObject([{ state: 'problem', last_error: 'WhatsApp refused it, code 131026: no' }]);
});
