import { afterEach, expect, test } from 'vitest';
import { eventually, startStack, type Stack, type StackOptions } from '../stack.ts';
import { deliver, personNumber, registered, textWebhook } from '../traffic.ts';

let stack: Stack;
afterEach(async () => await stack.close());

const ana = personNumber(1);
let said = 0;
const says = async (text: string) => {
  said += 1;
  await deliver(() => stack.service.url + stack.service.webhookPath, textWebhook(ana, `wamid.${said}.${text}`, text));
};
const bot = {
  answer: ({ messages }: { messages: { text: string }[] }) => [
    { do: 'reply' as const, text: `re: ${messages.at(-1)?.text}` },
  ],
};
const sent = () => stack.sandbox.whatsapp.sent.map((m) => (m.body as { text?: { body: string } }).text?.body);
const texts = () => registered(stack.sandbox).get(ana)?.flat() ?? [];
const conversation = () => [...stack.sandbox.chatwoot.state.conversations.values()][0];

/** What an agent does in Chatwoot, with their own token. */
async function agent(path: string, body: object): Promise<void> {
  const { url, adminToken } = stack.sandbox.chatwoot;
  const answer = await fetch(`${url}/api/v1/accounts/1/conversations/${conversation()?.id}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', api_access_token: adminToken },
    body: JSON.stringify(body),
  });
  expect(answer.status, path).toBeLessThan(300);
}

async function start(options: StackOptions = {}): Promise<void> {
  stack = await startStack({ bot, ...options });
  await says('hola');
  await eventually(() => texts().length === 2);
}

test('with three variables an agent’s answer reaches WhatsApp at once, the bot is quiet, and answers again once it is resolved', async () => {
  await start();
  await eventually(
    async () =>
      ((await (await fetch(`${stack.service.url}/health/ready`)).json()) as { listening: { cable: string } }).listening
        .cable === 'on',
  );
  const before = Date.now();
  await agent('/messages', { content: 'Hola **Ana**, soy Luis' });
  await eventually(() => sent().includes('Hola *Ana*, soy Luis'));
  // Far sooner than the next sweep, every 60 s.
  expect(Date.now() - before).toBeLessThan(30_000);

  await says('¿sigue ahí?');
  await eventually(() => texts().includes('¿sigue ahí?'));
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(sent()).not.toContain('re: ¿sigue ahí?');

  await agent('/toggle_status', { status: 'resolved' });
  await eventually(
    async () =>
      (await stack.service.store.db.selectFrom('contacts').select('answered_by').executeTakeFirst())?.answered_by ===
      'bot',
  );
  await says('otra cosa');
  await eventually(() => sent().includes('re: otra cosa'));
  expect(sent().filter((text) => text === 'Hola *Ana*, soy Luis')).toHaveLength(1);
});
