import { afterEach, expect, test } from 'vitest';
import { reply } from '../../src/bots/bot.ts';
import { eventually, startStack, type Stack } from '../stack.ts';
import { deliver, personNumber, registered, textWebhook } from '../traffic.ts';

let stack: Stack;
afterEach(async () => await stack.close());

const webhook = () => stack.service.url + stack.service.webhookPath;
/** One answer for all that was waiting, so that a flood is not answered with a flood. */
const countingBot = { answer: ({ messages }: { messages: unknown[] }) => [reply(`got ${messages.length}`)] };

test(
  'one person, 200 quick messages: one conversation, in the order said, every one answered for',
  { timeout: 240_000 },
  async () => {
    stack = await startStack({ bot: countingBot, sandbox: { chatwoot: { messagesPerMinute: 100_000 } } });
    const waId = personNumber(1);
    for (let n = 0; n < 200; n++) await deliver(webhook, textWebhook(waId, `wamid.q${n}`, `m${n}`));
    const texts = await eventually(() => {
      const found = registered(stack.sandbox).get(waId)?.[0] ?? [];
      const answered = found.filter((t) => t.startsWith('🤖')).reduce((sum, t) => sum + Number(/\d+/.exec(t)?.[0]), 0);
      return answered >= 200 && found.filter((t) => t.startsWith('m')).length >= 200 ? found : null;
    });
    expect(registered(stack.sandbox).get(waId)).toHaveLength(1);
    expect(texts.filter((t) => t.startsWith('m'))).toEqual(Array.from({ length: 200 }, (_, n) => `m${n}`));
    const answers = texts.filter((t) => t.startsWith('🤖'));
    expect(answers.reduce((sum, t) => sum + Number(/\d+/.exec(t)?.[0]), 0)).toBe(200);
  },
);

test('200 new persons at once: 200 conversations', async () => {
  stack = await startStack({ bot: countingBot });
  const people = Array.from({ length: 200 }, (_, n) => personNumber(n));
  await Promise.all(people.map((waId) => deliver(webhook, textWebhook(waId, `wamid.n${waId}`, 'hola'))));
  await eventually(() => [...registered(stack.sandbox).values()].flat(2).length >= 400);
  const found = registered(stack.sandbox);
  expect(found.size).toBe(200);
  for (const waId of people) expect(found.get(waId)).toEqual([['hola', '🤖 got 1']]);
});

test('the same webhook 16 times at once counts once', async () => {
  stack = await startStack({ bot: countingBot });
  const waId = personNumber(7);
  const body = textWebhook(waId, 'wamid.same', 'una vez');
  await Promise.all(Array.from({ length: 16 }, () => deliver(webhook, body)));
  await deliver(webhook, textWebhook(waId, 'wamid.next', 'y otra'));
  await eventually(() => registered(stack.sandbox).get(waId)?.flat().includes('y otra'));
  await eventually(() => (registered(stack.sandbox).get(waId)?.flat().length ?? 0) >= 3);
  const texts = registered(stack.sandbox).get(waId)?.flat() ?? [];
  expect(texts.filter((text) => !text.startsWith('🤖'))).toEqual(['una vez', 'y otra']);
});
