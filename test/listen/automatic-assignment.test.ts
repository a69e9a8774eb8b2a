import { afterEach, expect, test } from 'vitest';
import { eventually, startStack, type Stack } from '../stack.ts';
import { deliver, personNumber, registered, textWebhook } from '../traffic.ts';

let stack: Stack;
afterEach(async () => await stack.close());

const ana = personNumber(3);
const bot = { answer: () => [{ do: 'reply' as const, text: 'del bot' }] };
const says = (wamid: string, text: string) =>
  deliver(() => stack.service.url + stack.service.webhookPath, textWebhook(ana, wamid, text));
const contact = () => stack.service.store.db.selectFrom('contacts').selectAll().executeTakeFirst();

const place = () => stack.service.store.db.selectFrom('places').selectAll().executeTakeFirst();

async function assign(assigneeId: number): Promise<void> {
  const { url, adminToken } = stack.sandbox.chatwoot;
  await fetch(`${url}/api/v1/accounts/1/conversations/1/assignments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', api_access_token: adminToken },
    body: JSON.stringify({ assignee_id: assigneeId }),
  });
}

test('what an inbox assigns by itself when it makes or reopens a conversation is nobody’s take-over; a later assignment is', async () => {
  stack = await startStack({ bot });
  await says('wamid.a1', 'hola');
  await eventually(() => registered(stack.sandbox).get(ana)?.flat().length === 2);
  const health = async () => (await (await fetch(`${stack.service.url}/health/ready`)).json()) as { listening: object };
  await eventually(async () => JSON.stringify((await health()).listening).includes('"cable":"on"'));
  await stack.service.store.write((tx) => tx.updateTable('places').set({ heard_at: 0, made_at: Date.now() }).execute());
  await assign(1);
  await eventually(async () => (await place())?.assignee_id === 1);
  expect((await contact())?.answered_by).toBe('bot');

  await assign(2);
  await eventually(async () => (await contact())?.answered_by === 'human');
  expect((await contact())?.answered_reason).toBe('assigned');
});
