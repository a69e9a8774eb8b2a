import type { Bot } from '../bot.ts';
import { failureOf } from '../fault.ts';
import { openModuleBot } from '../module.ts';
import { turnSteps } from '../steps.ts';
import { Broken } from './fault.ts';
import type { Subject } from './subject.ts';
import type { CheckTurn } from './turns.ts';

/**
 * Code of the developer's own, in a thread as `BOT=module` runs it.
 *
 * @throws Misconfigured where it cannot be loaded
 */
export async function openModuleSubject(
  module: string,
  { timeoutMs, file }: { timeoutMs: number; file: (message: string) => Buffer | null },
): Promise<Subject> {
  const bot: Bot = await openModuleBot(module);
  let files = 0;
  const read = (message: string) => {
    const bytes = file(message);
    if (bytes === null) return Promise.reject(new Error('the file is no longer available'));
    files += 1;
    return Promise.resolve(Uint8Array.from(bytes));
  };
  const over = (said: CheckTurn['messages'][number]) =>
    said.file ? { ...said, file: { name: said.file.name, type: said.file.type, read: () => read(said.id) } } : said;
  return {
    kind: 'module',
    async ask(turn, { more = {} } = {}) {
      const began = performance.now();
      const signal = AbortSignal.timeout(timeoutMs);
      const over_ = new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(new Broken('too_slow', `${timeoutMs / 1000} s`)), { once: true });
      });
      over_.catch(() => undefined);
      const given = {
        ...turn,
        ...more,
        history: turn.history.map(over),
        messages: turn.messages.map(over),
        steps: memorySteps(),
      };
      try {
        const actions = await Promise.race([Promise.resolve(bot.answer(given as never, signal)), over_]);
        return { actions, took: performance.now() - began, later: false };
      } catch (error) {
        if (error instanceof Broken) throw error;
        const { reason, text } = failureOf(error);
        const isShape = /gave back/.test(reason);
        throw new Broken(isShape ? 'shape' : 'threw', isShape ? reason : text.split('\n')[0]!.slice(0, 200));
      }
    },
    status: () => Promise.resolve(null),
    seen: () => ({ twice: [], wrongToken: [], files }),
    close: async () => await bot.close?.(),
  };
}

/** Of one turn: nothing of it is kept. */
const memorySteps = () =>
  turnSteps([], {
    save: () => Promise.resolve(),
    begin: (call) => Promise.resolve({ is: 'run', key: `${call.step}:${call.index}` }),
    end: () => Promise.resolve(),
  });
