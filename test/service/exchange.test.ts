import { afterEach, expect, test } from 'vitest';
import { echoBot, eventually, startStack, type Stack } from '../stack.ts';

let stack: Stack;
afterEach(async () => await stack.close());

const conversations = () => [...stack.sandbox.chatwoot.state.conversations.values()];

test('a message is answered on WhatsApp, and both sides stand in one conversation in Chatwoot', async () => {
  stack = await startStack({ bot: echoBot });
  await stack.sandbox.whatsapp.say({ waId: '5491155550123', name: 'Ana Prueba', text: '¿A qué hora abren?' });
  await eventually(() => stack.sandbox.whatsapp.sent.length === 1);
  const texts = await eventually(() => {
    const [conversation] = conversations();
    const list = conversation?.messages.map((m) => m.content);
    return list?.length === 2 ? list : null;
  });
  expect(texts).toEqual(['¿A qué hora abren?', '🤖 re: ¿A qué hora abren?']);
  expect(conversations()).toHaveLength(1);
});
