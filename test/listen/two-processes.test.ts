import { afterEach, expect, test } from 'vitest';
import type { Service } from '../../src/service/open.ts';
import { eventually, startOn, startStack, type Stack } from '../stack.ts';
import { deliver, personNumber, registered, textWebhook } from '../traffic.ts';

let stack: Stack;
let second: Service;
afterEach(async () => {
  await second.stop();
  await stack.close();
});

const ana = personNumber(4);
const bot = {
  answer: ({ messages }: { messages: { text: string }[] }) => [
    { do: 'reply' as const, text: `re: ${messages.at(-1)?.text}` },
  ],
};
const sent = () => stack.sandbox.whatsapp.sent.map((m) => (m.body as { text?: { body: string } }).text?.body);

async function agent(path: string, body: object): Promise<void> {
  const { url, adminToken } = stack.sandbox.chatwoot;
  await fetch(`${url}/api/v1/accounts/1/conversations/1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', api_access_token: adminToken },
    body: JSON.stringify(body),
  });
}

test('two services on one ledger: everything once, a take-over holds in both, and both go back to the bot', async () => {
  stack = await startStack({ bot });
  second = await startOn(stack.environment, bot);
  const doors = [stack.service, second].map((service) => service.url + service.webhookPath);
  let said = 0;
  const says = async (text: string) => {
    const door = doors[said % 2] ?? '';
    said += 1;
    await deliver(() => door, textWebhook(ana, `wamid.two.${said}`, text));
  };
  for (let n = 0; n < 6; n++) {
    await says(`m${n}`);
    await eventually(() => sent().includes(`re: m${n}`));
  }
  await eventually(() => registered(stack.sandbox).get(ana)?.flat().length === 12);
  expect(sent()).toEqual(['re: m0', 're: m1', 're: m2', 're: m3', 're: m4', 're: m5']);

  await agent('/messages', { content: 'soy Luis' });
  await eventually(() => sent().includes('soy Luis'));
  await says('¿sigue?');
  await says('¿y ahora?');
  await eventually(() => registered(stack.sandbox).get(ana)?.flat().includes('¿y ahora?'));
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(sent().filter((text) => text === 'soy Luis')).toHaveLength(1);
  expect(sent().slice(6)).toEqual(['soy Luis']);

  await agent('/toggle_status', { status: 'resolved' });
  const row = () => stack.service.store.db.selectFrom('contacts').select('answered_by').executeTakeFirst();
  await eventually(async () => (await row())?.answered_by === 'bot');
  await says('otra cosa');
  await eventually(() => sent().includes('re: otra cosa'));
  expect([...stack.sandbox.chatwoot.state.conversations.values()]).toHaveLength(1);
});
