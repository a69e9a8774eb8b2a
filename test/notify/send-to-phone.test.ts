import { expect, test } from 'vitest';
import { listProblems, retryProblems } from '../../src/queue/problems.ts';
import { add, killed, open, PHONE, problems, rig, said, status, whatsapp, withTelling, wrote } from './tell-setup.ts';

withTelling();

test('free words within 24 hours after the phone wrote, one line', async () => {
  await open({ phone: PHONE }, 'en');
  await wrote(1);
  await add('phone', { subject: 'waiting', details: { people: 3, minutes: 12 } });
  await add('phone', { subject: 'waiting', state: 'over' });
  await rig.drain();
  expect(said()).toEqual([
    '3 people wait for an answer from you in channel main, the first for 12 min.',
    'Nobody waits for an answer from you in channel main any more.',
  ]);
  expect(whatsapp.sent.map(({ send }) => send.to)).toEqual([PHONE, PHONE]);
});

test('else the template, with the words as its parameter', async () => {
  await open({ phone: PHONE, template: { name: 'service_news', language: 'es_AR' } });
  await wrote(24);
  await add('phone', { subject: 'chatwoot', details: { reason: 'no answer\nin time' } });
  await rig.drain();
  expect(whatsapp.sent.map(({ send }) => send.template)).toMatchObject([
    {
      name: 'service_news',
      components: [{ parameters: [{ text: expect.stringMatching(/^Chatwoot no funciona.*no answer in time/) }] }],
    },
  ]);
});

test('without one it is a problem that says what to do, and nothing is tried', async () => {
  await open({ phone: PHONE });
  await add('phone');
  await wrote(25);
  await rig.drain();
  expect(said()).toEqual([]);
  expect(await listProblems(rig.store.db, { limit: 10 })).toMatchObject([
    { reason: expect.stringContaining('24 hours'), fix: expect.stringContaining('NOTIFY_TEMPLATE') },
  ]);
  await wrote(0);
  await retryProblems(rig.store, { of: 'all', now: rig.clock.at });
  await rig.drain();
  expect(said()).toHaveLength(1);
});

test('killed while it was sent: the status that came tells that it arrived, and it is not sent again', async () => {
  await open({ phone: PHONE });
  await wrote(1);
  const id = await add('phone');
  await killed();
  await status(id, 'delivered');
  await rig.drain();
  expect([said(), await problems()]).toEqual([[], []]);
});

test('and without a status it is sent once more, once', async () => {
  await open({ phone: PHONE });
  await wrote(1);
  await add('phone');
  await killed();
  const began = rig.clock.at;
  await rig.drain();
  expect(said()).toHaveLength(1);
  expect(rig.clock.at - began).toBeGreaterThanOrEqual(30_000);
});

test('a refusal that comes later is a problem', async () => {
  await open({ phone: PHONE });
  await wrote(1);
  const id = await add('phone');
  await rig.drain();
  await status(id, 'failed', [{ code: 131047, title: 'Re-engagement message' }]);
  expect(await problems()).toEqual([expect.stringContaining('Re-engagement')]);
  // News of what nobody knows changes nothing.
  await status('else', 'failed', [{ code: 131047, title: 'Re-engagement message' }]);
  expect(await problems()).toHaveLength(1);
});

test('where WhatsApp gives no answer it is called twice, and then it is a problem', async () => {
  await open({ phone: PHONE });
  await wrote(1);
  await add('phone');
  whatsapp.faults.set([{ kind: 'fail_after', method: 'POST', path: '/messages$', times: 100 }]);
  await rig.drain();
  expect(await problems()).toEqual([expect.stringContaining('sent twice')]);
  expect(said()).toHaveLength(2);
});
