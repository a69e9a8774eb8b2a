import { expect, test } from 'vitest';
import { freeDeadLeases, leaseToken, endRun } from '../../src/queue/leases.ts';
import { eventWriter } from '../../src/store/events.ts';
import { addJob, claim } from '../../src/store/jobs.ts';
import { openStore } from '../../src/store/open.ts';
import { echoBot, eventually, startStack } from '../stack.ts';
import { people } from '../store/rows.ts';
import { deliver, personNumber, textWebhook } from '../traffic.ts';
import { eachWithTwoStores, one, two } from './two-stores.ts';

eachWithTwoStores();

test('what one tells the other hears, many at once as few, and itself hears nothing', async () => {
  let [heard, own] = [0, 0];
  two.news.hear(() => (heard += 1));
  one.news.hear(() => (own += 1));
  // Both hear once that they are connected.
  await eventually(() => heard > 0 && own > 0);
  const before = [heard, own];
  for (let n = 0; n < 100; n++) one.news.tell();
  await eventually(() => heard > (before[0] ?? 0));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(heard - (before[0] ?? 0)).toBeLessThan(10);
  expect(own).toBe(before[1]);
});

test('a message that another process has kept is answered as soon as one’s own: far sooner than by looking each second', async () => {
  const stack = await startStack({ bot: echoBot });
  const other = await openStore(stack.environment['DATABASE_URL'] ?? '');
  const write = eventWriter();
  const { sent } = stack.sandbox.whatsapp;
  const door = () => stack.service.url + stack.service.webhookPath;
  const took = async (n: number, keep: (body: object) => Promise<unknown>): Promise<number> => {
    const from = performance.now();
    await keep(textWebhook(personNumber(n), `wamid.news.${n}`, 'hola'));
    await eventually(() => sent.some((it) => it.to === personNumber(n)));
    return performance.now() - from;
  };
  const byOther = async (body: object) => {
    const row = { channel_id: 'main', source: 'whatsapp', raw: JSON.stringify(body), received_at: Date.now() };
    await other.write((tx) => write(tx, [row]));
    other.news.tell();
  };
  const times = { own: [] as number[], other: [] as number[] };
  await took(0, (body) => deliver(door, body));
  for (let n = 1; n <= 8; n++) {
    times.own.push(await took(2 * n, (body) => deliver(door, body)));
    times.other.push(await took(2 * n + 1, byOther));
  }
  const median = (some: number[]) => some.toSorted((a, b) => a - b)[some.length >> 1] ?? 0;
  // By a clock that knows how busy the machine is: what is one's own takes as long as it takes here.
  expect(median(times.other)).toBeLessThan(median(times.own) * 1.5 + 250);
  await other.close();
  await stack.close();
});

test('leases of a run whose process seems gone are its own as long as the server knows that it lives', async () => {
  await people(one, 1);
  // The name and number of this process, as another container of the same name has them.
  const token = leaseToken();
  await one.news.present(token);
  await one.write((tx) => addJob(tx, { kind: 'send', contactId: 1, key: 'k', payload: {}, dueAt: 0 }));
  await one.write((tx) => claim(tx, { channelId: 'main', kind: 'send', limit: 1, now: 10, leaseMs: 60_000, token }));
  endRun(token);
  expect(await two.write((tx) => freeDeadLeases(tx))).toBe(0);
  await one.close();
  await eventually(async () => (await two.write((tx) => freeDeadLeases(tx))) === 1);
});
