import { sourcesIn } from '../faq/sources.ts';
import { openBot, openFaq, type BotOptions } from '../open.ts';
import type { Examined } from './talk.ts';

/**
 * The bot of the settings with what can be known of its answers; null for `none`.
 *
 * @throws Misconfigured where its file is missing or wrong.
 */
export async function openExamined(options: BotOptions): Promise<Examined | null> {
  if (options.kind === 'faq') {
    const { bot, faq } = await openFaq(options);
    return { bot, sourcesOf: sourcesIn(faq) };
  }
  const bot = await openBot(options);
  return bot && { bot, sourcesOf: null };
}
