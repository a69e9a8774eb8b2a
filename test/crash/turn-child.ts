import type { Bot, Turn } from '../../src/bots/bot.ts';
import { startOn } from '../stack.ts';
import { dieOnce, environment, seen } from './die-once.ts';

/**
 * The service as a process of its own, with a bot that has one model and two tools, and that kills it once at the moment that the
 * customer's message names.
 */
async function answer({ messages, steps }: Turn) {
  const wanted = messages.map(({ text }) => text).join('+');
  const name = wanted.split(/[: ]/)[0] ?? '';
  if (steps.saved.length === 0) {
    seen(`model ${name}`);
    await steps.save(0, 'two tools');
    dieOnce('answer kept', wanted);
  }
  const outcomes: string[] = [];
  for (const index of [0, 1]) {
    const call = { step: 0, index, name: 'order', arguments: { of: name } };
    const run = async (key: string) => {
      seen(`tool ${name} ${index} ${key}`);
      if (index === 1) dieOnce(name === 'knows' ? 'knows: amid' : 'blind: amid', wanted);
      return await Promise.resolve('ok');
    };
    const done = await steps.once(call, run, { idempotent: name === 'knows' });
    outcomes.push(done.outcome);
    if (index === 0) dieOnce('between tools', wanted);
  }
  const unfinished = outcomes.includes('unfinished');
  if (unfinished) return [{ do: 'handoff' as const, reason: 'a tool did not end', words: `person: ${wanted}` }];
  // The answer is given, and not written down yet.
  queueMicrotask(() => dieOnce('before the commit', wanted));
  return [{ do: 'reply' as const, text: `re: ${wanted}` }];
}

const bot: Bot = { answer };
const service = await startOn(environment, bot);
process.send?.(service.url + service.webhookPath);
