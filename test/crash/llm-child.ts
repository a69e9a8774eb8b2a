import { openBot } from '../../src/bots/open.ts';
import type { Bot, Turn, TurnSteps } from '../../src/bots/bot.ts';
import { readSettings } from '../../src/config.ts';
import { silentLog } from '../../src/observe/log.ts';
import { botOptions } from '../../src/service/bot-options.ts';
import { startOn } from '../stack.ts';
import { dieOnce, environment } from './die-once.ts';

/**
 * The service with `BOT=llm` as a process of its own, which kills itself once at the moment that stands in front of the customer's words.
 * Only the places where something is kept are watched: model, tools and bot are the ones that ship.
 */
const llm = await openBot({ ...botOptions(readSettings(environment), silentLog()), kind: 'llm' });

function watched(steps: TurnSteps, die: (at: string) => void): TurnSteps {
  return {
    saved: steps.saved,
    async save(step, answer, usage) {
      die(`answer ${step} came`);
      await steps.save(step, answer, usage);
      die(`answer ${step} kept`);
    },
    async once(call, run, how) {
      const running = async (key: string) => {
        const value = await run(key);
        if (call.index === 1) die(how.idempotent ? 'knows, amid' : 'blind, amid');
        return value;
      };
      const done = await steps.once(call, running, how);
      if (call.index === 0) die('between tools');
      return done;
    },
  };
}

const bot: Bot = {
  async answer(turn: Turn, signal) {
    const wanted = turn.messages[0]?.text.split(' / ')[0] ?? '';
    const die = (at: string) => dieOnce(at, wanted);
    const actions = await llm.answer({ ...turn, steps: watched(turn.steps, die) }, signal);
    // The answer is given, and not written down yet.
    queueMicrotask(() => die('before the commit'));
    return actions;
  },
};
const service = await startOn(environment, bot);
process.send?.(service.url + service.webhookPath);
