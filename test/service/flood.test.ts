import { afterEach, expect, test } from 'vitest';
import { reply } from '../../src/bots/bot.ts';
import { eventually, startStack, type Stack } from '../stack.ts';
import { deliver, personNumber, textWebhook } from '../traffic.ts';

let stack: Stack;
afterEach(async () => await stack.close());

test(
  '200 quick messages of one person: a handful of answers, in which each is answered once, and none is left behind',
  { timeout: 240_000 },
  async () => {
    const bot = { answer: ({ messages }: { messages: unknown[] }) => [reply(`got ${messages.length}`)] };
    stack = await startStack({
      bot,
      environment: { BOT_WAIT: '0.5' },
      sandbox: { chatwoot: { messagesPerMinute: 100_000 } },
    });
    const person = personNumber(1);
    // What the bot was asked in vain, since more came while it thought, was never said.
    const said = () => stack.sandbox.whatsapp.sent.filter((it) => it.to === person);
    const answered = () =>
      said().reduce((sum, it) => sum + Number((it.body['text'] as { body: string }).body.replace('got ', '')), 0);
    const began = Date.now();
    for (let n = 0; n < 200; n++) {
      await deliver(
        () => stack.service.url + stack.service.webhookPath,
        textWebhook(person, `wamid.f${n}`, `mensaje ${n}`),
      );
      if (n % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 200));
    }
    const tookMs = Date.now() - began;
    await eventually(() => answered() >= 200);
    await eventually(async () => {
      const open = await stack.service.store.db
        .selectFrom('jobs')
        .select('id')
        .where('kind', 'in', ['turn', 'send'])
        .where('state', '!=', 'done')
        .execute();
      return open.length === 0;
    });
    expect(answered()).toBe(200);
    // A handful; but a machine so busy that the messages come with moments of quiet between them answers in those.
    expect(said().length).toBeLessThanOrEqual(Math.max(5, tookMs / 1_000));
  },
);
