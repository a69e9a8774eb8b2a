import type { BotOptions } from '../bots/open.ts';
import type { Settings } from '../config.ts';
import type { Log } from '../observe/log.ts';
import { learntIn } from '../store/llm-learnt.ts';
import { spendingOf } from '../store/llm-spending.ts';
import type { Store } from '../store/open.ts';

/**
 * What the bots of a channel are opened with.
 *
 * @param store where it is kept what a language model used and what its server refuses; in memory where absent
 */
export const botOptions = (
  { bot, channel, uiLanguage, handoff, texts }: Settings,
  log: Log,
  store?: Store,
): Omit<BotOptions, 'kind'> => ({
  ...bot,
  language: uiLanguage,
  texts,
  hours: handoff.hours,
  ...(store ? { spending: spendingOf(store, channel), lessons: learntIn(store, channel) } : {}),
  log,
});
