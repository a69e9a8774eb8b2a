import { expect, onTestFinished, test } from 'vitest';
import { deskAct } from '../../../src/sandbox/desk.ts';
import { startSandboxLlm, type SandboxLlm } from '../../../src/sandbox/llm/server.ts';
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
  const channel = { name: 'main', whatsapp, inbox: chatwoot.inboxes[0] ?? '' };
  const shown = () =>
    sandboxState(chatwoot, [channel], channel, '5491155550101').conversations.flatMap(({ messages }) => messages);
  await eventually(() => shown().some(({ content }) => content?.includes('$1.500')));
});

/** What a model's server may do to everybody who asks. */
const troubles: Record<string, (llm: SandboxLlm) => void> = {
  'is out of money': (llm) => llm.quirks.add('no_credits'),
  hangs: (llm) => llm.faults.set([{ kind: 'hang' }]),
  'is dead': (llm) => void llm.close(),
};

test.each(Object.keys(troubles))(
  'a model that %s: the next bot of the chain answers, or the customer is told',
  async (trouble) => {
    const patience = { LLM_TIMEOUT: '0.5' };
    const alone = await startAnswering(patience);
    const chain = await startAnswering({ ...patience, BOT: 'llm,faq' });
    for (const one of [alone, chain]) troubles[trouble]!(one.llm);
    const people = ['5491155550111', '5491155550112', '5491155550113'];
    for (const waId of people) {
      await alone.say(waId, '¿cuánto cuesta el envío?');
      await chain.say(waId, '¿cuánto cuesta el envío?');
    }
    for (const waId of people) {
      // Later than 90 s it would be a promise that was not kept.
      expect(await eventually(() => chain.heardBy(waId)[0], 90_000)).toContain('*$1.500*');
      expect(await eventually(() => alone.heardBy(waId)[0], 90_000)).toMatch(/Una persona del equipo/);
    }
    for (const one of [alone, chain]) expect(people.map((waId) => one.heardBy(waId).length)).toEqual([1, 1, 1]);
  },
);

test('an agent who answers while the model thinks: what it comes to is not said', async () => {
  const { heardBy, say, llm, stack } = await startAnswering();
  const { chatwoot } = stack.sandbox;
  let answer: (() => void) | null = null;
  llm.model = async () => {
    await new Promise<void>((resolve) => (answer = resolve));
    return { text: '¡Hola! ¿En qué te puedo ayudar?' };
  };
  const waId = '5491155550121';
  await say(waId, 'hola');
  await eventually(() => answer !== null);
  const conversation = await eventually(() => [...chatwoot.state.conversations.keys()][0]);
  await deskAct(chatwoot, { conversation, action: 'answer', text: 'Hola, soy Eva' });
  await eventually(() => heardBy(waId).length > 0);
  answer!();
  const { db } = stack.service.store;
  const ended = () => db.selectFrom('turns').select('outcome').where('outcome', 'is not', null).executeTakeFirst();
  expect(await eventually(ended)).toEqual({ outcome: 'taken_over' });
  await eventually(
    async () =>
      (await db.selectFrom('jobs').select('id').where('state', 'in', ['ready', 'waiting']).execute()).length === 0,
  );
  expect(heardBy(waId)).toEqual([expect.stringContaining('Hola, soy Eva')]);
  expect(llm.requests).toHaveLength(1);
});

test('with LLM_VISION the model sees the picture that came by WhatsApp', async () => {
  const { heardBy, stack, llm } = await startAnswering({ LLM_VISION: 'true' });
  llm.model = ({ messages }) => ({
    text: JSON.stringify(messages.at(-1)?.content).includes('iVBORw0KGgo') ? '¡Qué lindo!' : '?',
  });
  const file = { name: 'a.png', mime: 'image/png', base64: 'iVBORw0KGgo=', caption: '¿les gusta?' };
  await stack.sandbox.whatsapp.say({ ...phoneOf('5491155550104'), file });
  expect(await eventually(() => heardBy('5491155550104')[0])).toBe('¡Qué lindo!');
});
