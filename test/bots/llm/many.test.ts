import { expect, onTestFinished, test } from 'vitest';
import { textsOf } from '../../../src/sandbox/llm/chat.ts';
import { startSandboxLlm } from '../../../src/sandbox/llm/server.ts';
import { eventually, startStack } from '../../stack.ts';
import { deliver, personNumber, textWebhook } from '../../traffic.ts';

const PEOPLE = 200;
const AT_ONCE = 40;
/** More than are with the model at once: these have gone past those. */
const MANY = 100;
/** Longer than it takes on any machine. Milliseconds. */
const LONG = 240_000;
const people = Array.from({ length: PEOPLE }, (_, n) => personNumber(n));

test(
  `${PEOPLE} people at once and a slow model: ${AT_ONCE} turns side by side, intake and registering go on, nobody waits for another`,
  { timeout: 600_000 },
  async () => {
    const llm = await startSandboxLlm();
    const stack = await startStack({
      sandbox: { chatwoot: { messagesPerMinute: 100_000 } },
      environment: {
        ...llm.settings,
        BOT: 'llm',
        LLM_CONCURRENCY: String(AT_ONCE),
        BOT_TIMEOUT: '600',
        LLM_TIMEOUT: '300',
      },
    });
    onTestFinished(async () => {
      await stack.close();
      await llm.close();
    });
    const { whatsapp, chatwoot } = stack.sandbox;
    const held = new Map<string, () => void>();
    let most = 0;
    llm.model = async (request) => {
      const name = /Persona (\d+)/.exec(textsOf(request, 'user'))?.[1] ?? '';
      await new Promise<void>((resolve) => {
        held.set(name, resolve);
        most = Math.max(most, held.size);
      });
      held.delete(name);
      return { text: '¡Hola! ¿En qué te puedo ayudar?' };
    };
    const answered = () => new Set(whatsapp.sent.map(({ to }) => to)).size;
    // The bot’s words come in by the same door, with its mark before them.
    const registered = () => chatwoot.state.messages.filter(({ content }) => content === 'hola').length;

    const url = stack.service.url + stack.service.webhookPath;
    await Promise.all(people.map((waId) => deliver(() => url, textWebhook(waId, `wamid.${waId}`, 'hola'))));
    // The model answers nobody, and yet everybody was heard, and stands in Chatwoot soon.
    await eventually(() => held.size === AT_ONCE);
    await eventually(() => registered() >= MANY);
    expect([answered(), most]).toEqual([0, AT_ONCE]);

    // One call goes on for as long as those of many others.
    const [slowest = ''] = held.keys();
    const releasing = setInterval(() => {
      for (const [name, resolve] of held) if (name !== slowest) resolve();
    }, 5);
    onTestFinished(() => clearInterval(releasing));
    await eventually(() => answered() >= MANY, LONG);
    expect(held.has(slowest)).toBe(true);
    held.get(slowest)?.();
    await eventually(() => answered() === PEOPLE && registered() === PEOPLE, LONG);
    expect(most).toBe(AT_ONCE);
    expect(whatsapp.sent).toHaveLength(PEOPLE);
  },
);
