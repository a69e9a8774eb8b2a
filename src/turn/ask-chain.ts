import type { Action, Bot, Turn } from '../bots/bot.ts';
import { failureOf } from '../bots/fault.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observe/log.ts';
import { count, took } from '../observe/meter.ts';
import type { Breaker } from './breaker.ts';
import { runBot } from './run-bot.ts';

/** One of `BOT`, in its order. */
export interface ChainedBot {
  /** By this its steps and its state are kept. */
  name: string;
  bot: Bot;
  breaker: Breaker;
}

/** What a bot is asked about, with what this try keeps of it. */
export interface Asking {
  turnFor(bot: string): Promise<{ turn: Turn; steps: { close(): void; readonly fault: Error | null } }>;
}

export type ChainAnswer =
  | { do: 'answered'; actions: Action[]; bot: string }
  /** Each of them said that it cannot answer this. */
  | { do: 'passed' }
  | { do: 'failed'; reason: string }
  | { do: 'stopped' };

export interface ChainOptions {
  bots: readonly ChainedBot[];
  clock: Clock;
  log: Log;
  exchange: string;
  attempt: number;
  /** How long a bot may take; `quick` where it failed last. Milliseconds. */
  limit: (quick: boolean) => number;
}

/** Asks one bot after the other until one answers. Those that are known to be down are passed over; the last one is always asked. */
export async function askChain(about: Asking, signal: AbortSignal, options: ChainOptions): Promise<ChainAnswer> {
  const { bots, clock, log, exchange, attempt } = options;
  let failed: string | null = null;
  for (const [n, { name, bot, breaker }] of bots.entries()) {
    const isLast = n === bots.length - 1;
    const how = breaker.enter();
    if (how === 'skip' && !isLast) {
      log.debug({ exchange, bot: name }, 'this bot is known to be down, the next one is asked');
      continue;
    }
    const { turn, steps } = await about.turnFor(name);
    const began = clock.now();
    const ended = (outcome: string) => {
      count('optiatiende_bot_requests_total', { bot: name, outcome });
      took('optiatiende_bot_request_seconds', { bot: name }, Math.max(0, clock.now() - began) / 1_000);
    };
    let worked: boolean | null = null;
    try {
      const actions = await runBot(bot, turn, options.limit(how !== 'ask' && !isLast), signal);
      worked = true;
      const facts = { exchange, bot: name, ms: clock.now() - began, messages: turn.messages.length };
      if (!actions.some((action) => action.do === 'pass')) {
        ended('answered');
        log.info({ ...facts, actions: actions.map((action) => action.do) }, 'the bot answered');
        return { do: 'answered', actions, bot: name };
      }
      ended('passed');
      log.info(facts, 'the bot cannot answer this');
    } catch (error) {
      if (signal.aborted) return { do: 'stopped' };
      // What could not be written is no failure of the bot's.
      if (steps.fault !== null) throw steps.fault;
      worked = false;
      ended('failed');
      const { reason, at, stack, text } = failureOf(error);
      log.warn({ exchange, bot: name, attempt, reason, at }, 'the bot failed');
      if (stack !== undefined) log.debug({ exchange, bot: name, stack }, 'where the bot failed');
      log.trace({ exchange, text }, 'what the bot said of its failure');
      failed = reason;
    } finally {
      steps.close();
      if (how !== 'skip') breaker.leave(worked);
    }
  }
  return failed === null ? { do: 'passed' } : { do: 'failed', reason: failed };
}
