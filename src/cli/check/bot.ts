import { openBot } from '../../bots/open.ts';
import type { Settings } from '../../config.ts';
import { reasonOf } from '../../errors.ts';
import type { CheckWords } from '../words/words.ts';
import type { Line } from './line.ts';

/** Whether the bot's file can be loaded; nothing is asked of the bot. */
export async function checkBot({ bot: options, uiLanguage }: Settings, words: CheckWords): Promise<Line> {
  const name = 'bot';
  if (options.kind === 'none') return { name, state: 'off', detail: words.botNone };
  try {
    const bot = await openBot({ ...options, language: uiLanguage });
    await bot?.close?.();
    const file = options.kind === 'faq' ? options.faqFile : options.module;
    return { name, state: 'ok', detail: words.botOk(options.kind, file) };
  } catch (error) {
    return { name, state: 'wrong', detail: reasonOf(error), fix: words.botFix };
  }
}
