import { sourcesIn } from '../faq/sources.ts';
import { openBot, openFaq, type BotOptions } from '../open.ts';
import type { Examined } from './talk.ts';

/**
 * A bot with what can be known of its answers.
 *
 * @throws Misconfigured where its file is missing or wrong.
 */
export async function openExamined(options: BotOptions): Promise<Examined> {
  if (options.kind === 'faq') {
    const { bot, faq } = await openFaq(options);
    return { bot, sourcesOf: sourcesIn(faq) };
  }
  return { bot: await openBot(options), sourcesOf: null };
}
