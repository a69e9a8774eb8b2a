import { expect, onTestFinished, test } from 'vitest';
import { startSandboxLlm } from '../../../src/sandbox/llm/server.ts';
import { sandboxState } from '../../../src/sandbox/view.ts';
import { eventually, startStack } from '../../stack.ts';
import { exampleFaq } from '../../../src/bots/open.ts';

const phoneOf = (waId: string) => ({ waId, name: 'Ana Prueba' });

async function startAnswering(environment: Record<string, string> = {}) {
  const llm = await startSandboxLlm();
  const stack = await startStack({ environment: { ...llm.settings, BOT: 'llm', BOT_FAQ: exampleFaq, ...environment } });
  onTestFinished(async () => {
    await stack.close();
    await llm.close();
  });
  const heardBy = (waId: string) =>
    (stack.sandbox.whatsapp.persons.get(waId)?.chat ?? [])
      .filter(({ from }) => from === 'business')
      .map(({ text }) => text);
  const say = (waId: string, text: string) => stack.sandbox.whatsapp.say({ ...phoneOf(waId), text });
  return { llm, stack, heardBy, say };
}

test('BOT=llm answers on WhatsApp from the file of questions and answers, and Chatwoot shows it', async () => {
  const { heardBy, say, stack } = await startAnswering();
  await say('5491155550101', '¿cuánto cuesta el envío?');
  expect(await eventually(() => heardBy('5491155550101')[0])).toContain('*$1.500*');
  const { chatwoot, whatsapp } = stack.sandbox;
  const shown = () =>
    sandboxState(chatwoot, whatsapp, '5491155550101').conversations.flatMap(({ messages }) => messages);
  await eventually(() => shown().some(({ content }) => content?.includes('$1.500')));
});

test('a model that is out of money, and one that hangs, keep nobody without a word', async () => {
  const { heardBy, say, llm } = await startAnswering({ LLM_TIMEOUT: '0.3' });
  llm.quirks.add('no_credits');
  await say('5491155550102', '¿cuánto cuesta el envío?');
  await eventually(() => heardBy('5491155550102').some((text) => /persona/.test(text)));
  llm.quirks.clear();
  llm.faults.set([{ kind: 'hang' }]);
  await say('5491155550103', '¿cuánto cuesta el envío?');
  await eventually(() => heardBy('5491155550103').some((text) => /persona/.test(text)));
});

test('turns are with the model side by side, up to LLM_CONCURRENCY', async () => {
  const { heardBy, say, llm } = await startAnswering({ LLM_CONCURRENCY: '6', WORKER_CONCURRENCY: '2' });
  let now = 0;
  let most = 0;
  const gate: (() => void)[] = [];
  llm.model = async () => {
    most = Math.max(most, ++now);
    await new Promise<void>((resolve) => gate.push(resolve));
    now--;
    return { text: '¡Hola! ¿En qué te puedo ayudar?' };
  };
  const people = Array.from({ length: 8 }, (_, at) => `54911555502${String(at).padStart(2, '0')}`);
  for (const waId of people) await say(waId, 'hola');
  await eventually(() => now === 6);
  const opening = setInterval(() => gate.splice(0).forEach((open) => open()), 5);
  await eventually(() => people.every((waId) => heardBy(waId).length > 0));
  clearInterval(opening);
  expect(most).toBe(6);
});
