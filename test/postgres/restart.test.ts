import { expect, onTestFinished, test } from 'vitest';
import { echoBot, eventually, startStack } from '../stack.ts';
import { expectAllOnceInOrder, talk } from '../traffic.ts';
import { startServer } from './server.ts';

const PEOPLE = 8;
const EACH = 10;

test('the server is killed and started again amid the work: doors answer 503, then all goes on by itself, once and in order', async () => {
  const server = await startServer(process.env['TMPDIR']);
  onTestFinished(() => server.stop());
  const stack = await startStack({
    bot: echoBot,
    environment: { DATABASE_URL: `${server.url}/postgres`, CHATWOOT_CONCURRENCY: '8', UNCLEAR_SEND_WAIT: '5' },
    sandbox: {
      chatwoot: { messagesPerMinute: 100_000 },
      whatsapp: { redeliverMs: 100, longestRedeliverMs: 1_000, webhookTries: Infinity },
    },
  });
  const door = () => stack.service.url + stack.service.webhookPath;
  const ready = async () => (await fetch(`${stack.service.url}/health/ready`)).status;
  const statuses = new Set<number>();
  const others: string[] = [];
  const heard = async (response: Response) => {
    statuses.add(response.status);
    const text = await response.text();
    if (response.status !== 200 && response.status !== 503) others.push(`${response.url} ${response.status} ${text}`);
  };
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      await heard(await fetch(`${stack.service.url}/health/ready`));
      // Kept like any other, and passed over.
      const headers = { 'content-type': 'application/json' };
      await heard(await fetch(door(), { method: 'POST', headers, body: '[]' }));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  })();
  const talking = talk(door, PEOPLE, EACH);
  for (const how of ['SIGQUIT', 'SIGINT'] as const) {
    await new Promise((resolve) => setTimeout(resolve, 700));
    await server.restart(how, 1_200);
    await eventually(async () => (await ready()) === 200);
  }
  isOver = true;
  await watching;
  await talking;
  // 200 while it was there, 503 while it was not, and nothing else.
  expect(others).toEqual([]);
  expect([...statuses].sort()).toEqual([200, 503]);
  await expectAllOnceInOrder(stack.sandbox, PEOPLE, EACH);
  await stack.close();
});
