import { describe, expect, test } from 'vitest';
import { discardDeleted } from '../../src/listen/apply-update.ts';
import { listProblems, retryProblems } from '../../src/queue/problems.ts';
import type { Fault } from '../../src/sandbox/types.ts';
import { WAIT, whatsapp, rig, say, tell, failedOnce, fault, texts, states, withSends } from './send-setup.ts';

withSends();

const retry = () => retryProblems(rig.store, { of: 'all', now: rig.clock.at });
const problems = () => listProblems(rig.store.db, { limit: 10 });

describe.each<Fault['kind']>(['fail_after', 'cut_after', 'hang_after'])(
  '%s without end and without a status',
  (kind) => {
    test('sent twice, never a third time: a problem that says so, and the next one goes', async () => {
      fault(kind, 2);
      const at = rig.clock.at;
      await say('uno');
      await say('dos');
      await rig.drain();
      expect(texts()).toEqual(['uno', 'uno', 'dos']);
      expect(rig.clock.at - at).toBeGreaterThanOrEqual(2 * WAIT);
      expect(await problems()).toMatchObject([
        { what: 'send', reason: expect.stringContaining('sent twice') as string },
      ]);
      expect(await states()).toEqual(['failed', 'sent']);
    });
  },
);

test('a crash during the second call counts it: no third one', async () => {
  await say('uno');
  await rig.store.write(async (tx) => {
    await tx.updateTable('sends').set({ state: 'sending' }).execute();
    await tx
      .updateTable('jobs')
      .set({ effect: `begun ${rig.clock.at} 2`, attempts: 2 })
      .execute();
  });
  await rig.drain();
  expect(texts()).toEqual([]);
  expect(await rig.jobs()).toMatchObject([{ state: 'problem' }]);
});

test('refused for certain in between: the one that may have arrived still counts', async () => {
  whatsapp.faults.set([
    { kind: 'fail_after', method: 'POST', path: '/messages$', times: 1 },
    { kind: 'too_many', method: 'POST', path: '/messages$', times: 3, ms: 1_000 },
    { kind: 'fail_after', method: 'POST', path: '/messages$', times: 5 },
  ]);
  await say('uno');
  await rig.drain();
  expect(texts()).toEqual(['uno', 'uno']);
  expect(await rig.jobs()).toMatchObject([{ state: 'problem' }]);
});

test('the operator’s retry sends it once more each time, never by itself again', async () => {
  fault('fail_after', 10);
  await say('uno');
  await rig.drain();
  expect(texts()).toHaveLength(2);
  for (const copies of [3, 4]) {
    await retry();
    expect(await states()).toEqual(['sending']);
    await rig.drain();
    expect(texts()).toHaveLength(copies);
    expect(await rig.jobs()).toMatchObject([{ state: 'problem' }]);
  }
});

test('a status that comes after all ends the problem', async () => {
  fault('fail_after', 10);
  await say('uno');
  await rig.drain();
  await tell('delivered');
  expect(await problems()).toEqual([]);
  expect(await states()).toEqual(['delivered']);
});

test('deleted in Chatwoot while it is not known whether the first call arrived: it is not made again', async () => {
  fault('cut');
  await say('uno');
  await failedOnce();
  const message = await rig.store.db.selectFrom('messages').selectAll().executeTakeFirstOrThrow();
  await rig.store.write((tx) => discardDeleted(tx, message));
  await rig.drain();
  expect(texts()).toEqual([]);
  expect(await states()).toEqual(['discarded']);
  expect(await problems()).toEqual([]);
});
