import type { Action } from '../bots/bot.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observe/log.ts';
import { PATIENCE, type BotLine, type Patience } from './bot-line.ts';
import { askChain, type Asking, type ChainedBot } from './ask-chain.ts';

/** Tries of the bot before the customer is told that a person will answer. */
const TRIES = 3;
/** A try that would have less than this left is not waited for: the next one comes a second later at the earliest. */
const LAST_MS = 1_000;

export interface AskOptions {
  /** `BOT`: the next one answers where one cannot. */
  bots: readonly ChainedBot[];
  /** `BOT_TIMEOUT`. */
  botTimeoutMs: number;
  line: BotLine;
  clock: Clock;
  log: Log;
  /** In place of the usual one; for tests. */
  patience?: Patience;
}

/** What the bot is asked for, and by when. */
export interface Asked {
  exchange: string;
  /** When the oldest message of the turn came. Milliseconds since 1970. */
  since: number;
  /** Which try this is, from 1. */
  attempt: number;
  /** An earlier try failed, and was not merely cut short by the end of our process. */
  failed: boolean;
}

/** `again`: this try failed and another is due. `gave_up`: the customer is to be told. */
export type Answered =
  { do: 'answered'; actions: Action[]; bot: string | null } | { do: 'again'; reason: string } | { do: 'gave_up' };

/**
 * Asks the bot, in its turn. Three failures end it, or the time a person is promised (`Patience`): however long `BOT_TIMEOUT` is and
 * however many wait. A bot that is known to be down is not asked again for somebody whose time is over.
 *
 * @param build makes the turn once there is a place: what was said meanwhile is in it. Null: nothing is left to be answered.
 */
export async function askBot<T extends Asking>(
  asked: Asked,
  build: () => Promise<T | null>,
  signal: AbortSignal,
  options: AskOptions,
): Promise<{ answered: Answered; about: T | null }> {
  const { line, clock, log, patience = PATIENCE } = options;
  const { exchange, attempt } = asked;
  const until = endOf(asked, clock.now(), patience);
  if (!(await line.enter(until, signal))) {
    if (signal.aborted) return { answered: { do: 'again', reason: 'stopping' }, about: null };
    log.warn({ exchange }, 'the bot is known to be down, the customer is told');
    return { answered: { do: 'gave_up' }, about: await build() };
  }
  let worked: boolean | null = null;
  try {
    const about = await build();
    if (about === null) return { answered: { do: 'answered', actions: [], bot: null }, about };
    const { bots } = options;
    const limit = (quick: boolean) =>
      Math.min(limitOf(asked, until - clock.now(), options), quick ? patience.knockMs : Infinity);
    const given = await askChain(about, signal, { bots, clock, log, exchange, attempt, limit });
    if (given.do === 'stopped') return { answered: { do: 'again', reason: 'stopping' }, about };
    worked = given.do !== 'failed';
    if (given.do === 'answered') return { answered: given, about };
    if (given.do === 'passed') return { answered: { do: 'gave_up' }, about };
    const over = attempt >= TRIES || clock.now() >= until - LAST_MS;
    return { answered: over ? { do: 'gave_up' } : { do: 'again', reason: given.reason }, about };
  } finally {
    line.leave(worked);
  }
}

/** When the person is to be told at the latest. What waited for us longer than was promised has its time from now on. */
function endOf({ since, failed }: Asked, now: number, { tryMs, brokenMs }: Patience): number {
  // Said in the future: the clock was set back since.
  return ((!failed && now - since > brokenMs) || since > now ? now : since) + tryMs;
}

function limitOf({ failed }: Asked, leftMs: number, { botTimeoutMs, line, patience = PATIENCE }: AskOptions): number {
  const least = !failed && !line.doubtful ? patience.lateTryMs : patience.knockMs;
  return Math.min(botTimeoutMs, Math.max(least, leftMs));
}
