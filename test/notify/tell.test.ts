import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { dropProblems, listProblems, retryProblems } from '../../src/queue/problems.ts';
import { add, answer, open, posts, problems, rig, withTelling } from './tell-setup.ts';

const SECRET = 'a-secret-of-the-test';

withTelling();

test('one signed POST, with what it is about and a sentence in the language of the service', async () => {
  await open({ secret: SECRET });
  const id = await add('url', { details: { reason: 'the key is refused', fix: 'Set it anew.' } });
  await rig.drain();
  expect(posts).toHaveLength(1);
  const [{ body, raw, headers }] = posts as [(typeof posts)[0]];
  expect(body).toEqual({
    ...{ id, channel: 'main', subject: 'parked', state: 'begun', language: 'es' },
    since: expect.stringMatching(/^\d{4}-.*Z$/),
    at: expect.stringMatching(/^\d{4}-.*Z$/),
    text: expect.stringMatching(/^El canal main está detenido: .*\[es\] the key is refused\. \[es\] Set it anew\.$/),
    details: { reason: 'the key is refused', fix: 'Set it anew.' },
  });
  const timestamp = headers['x-optiatiende-timestamp'] as string;
  const digest = createHmac('sha256', SECRET).update(`${timestamp}.${raw}`).digest('hex');
  expect(headers).toMatchObject({
    'content-type': 'application/json',
    'idempotency-key': id,
    'x-optiatiende-signature': `sha256=${digest}`,
  });
});

test('what fails or gives no answer is tried again with the same id, and what came later waits behind it', async () => {
  await open();
  answer(500, 0, 429, 200);
  const first = await add('url');
  const second = await add('url', { state: 'over' });
  await rig.drain();
  expect(posts.map(({ body }) => body['id'])).toEqual([first, first, first, first, second]);
  expect(posts[0]?.headers['x-optiatiende-signature']).toBeUndefined();
  expect(await problems()).toEqual([]);
});

test.each([404, 401, 301])(
  '%i is a problem at once, which can be retried; the next one is told all the same',
  async (status) => {
    await open();
    answer(status, 200);
    const first = await add('url');
    const second = await add('url', { state: 'over' });
    await rig.drain();
    expect(await problems()).toEqual([`NOTIFY_URL answered ${status}`]);
    await retryProblems(rig.store, { of: 'all', now: rig.clock.at });
    await rig.drain();
    expect(posts.map(({ body }) => body['id'])).toEqual([first, second, first]);
    expect(await problems()).toEqual([]);
  },
);

test('nobody is tried for ever: after a day it is a problem, without the address in it', async () => {
  await open();
  answer(500);
  const [began, hour] = [rig.clock.at, 3_600_000];
  await add('url', { at: began - 23.9 * hour });
  await rig.drain();
  expect((rig.clock.at - began) / hour).toBeGreaterThanOrEqual(0.1);
  expect((rig.clock.at - began) / hour).toBeLessThan(1);
  const all = await listProblems(rig.store.db, { limit: 10 });
  expect(all).toMatchObject([{ what: 'notify', reason: 'nobody could be told for a day: NOTIFY_URL answered 500' }]);
  expect(JSON.stringify(all)).not.toContain('key=');
  await dropProblems(rig.store, { of: 'all', now: rig.clock.at });
  expect(await problems()).toEqual([]);
});

test('where the setting was taken away there is nobody to tell', async () => {
  await open({ url: null });
  await add('url');
  await rig.drain();
  expect([posts, await problems()]).toEqual([[], []]);
});
