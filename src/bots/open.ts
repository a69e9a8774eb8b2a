import { fileURLToPath } from 'node:url';
import { Misconfigured } from '../errors.ts';
import { systemClock, type Clock } from '../clock.ts';
import type { Hours } from '../hours.ts';
import { silentLog, type Log } from '../observe/log.ts';
import type { Bot } from './bot.ts';
import { openFaqBot } from './faq/bot.ts';
import { loadFaq } from './faq/file/load.ts';
import type { Faq } from './faq/file/parse.ts';
import { loadSynonyms } from './faq/file/synonyms.ts';
import { warningText } from './faq/file/warnings.ts';
import { openVocabulary } from './faq/read/vocabulary.ts';
import type { Language } from './faq/say/words.ts';
import { openHttpBot } from './http/http-bot.ts';
import type { Spending } from './llm/budget.ts';
import type { LessonStore } from './llm/model/kept-lessons.ts';
import type { LlmOptions } from './llm/open.ts';
import type { OwnTexts } from '../settings/texts.ts';
import { openModuleBot } from './module.ts';
import { withOwnTexts } from './own-texts.ts';

/** From a file of questions and answers, a language model, a program behind an address, the user's own code. */
export type BotKind = 'faq' | 'llm' | 'http' | 'module';

export interface BotOptions {
  kind: BotKind;
  /** `BOT_FAQ`, from the working directory; null: the example that ships. */
  faqFile: string | null;
  /** `BOT_SYNONYMS`: a path, or groups of words themselves. */
  synonyms?: string | null;
  /** `BOT_MODULE`; needed for `module`. */
  module: string | null;
  /** Needed for `llm`. */
  llm?: LlmOptions;
  /** Needed for `http`. */
  http?: { url: string; secret: string };
  /** For `http`: the actions that came by the API for a turn, as JSON. */
  actionsOf?: (turnId: string) => Promise<string | null>;
  /** Around a language model. */
  hours?: Hours | null;
  spending?: Spending;
  lessons?: LessonStore;
  clock?: Clock;
  /** `UI_LANGUAGE`. */
  language: Language;
  /** The operator's sentences in place of the bot's own. */
  texts?: Partial<OwnTexts>;
  /** Told when the thread of the user's own code ends, and what in the file of questions is hardly meant so. */
  log?: Log;
}

/** Two folders up from here is the package, in src/ as in dist/. */
export const exampleFaq = fileURLToPath(new URL('../../examples/faq.md', import.meta.url));

/** @throws Misconfigured where its file is missing or wrong. */
export async function openBot(options: BotOptions): Promise<Bot> {
  switch (options.kind) {
    case 'faq':
      return (await openFaq(options)).bot;
    case 'llm': {
      if (options.llm === undefined) throw new Misconfigured('BOT=llm needs LLM_BASE_URL and LLM_MODEL.');
      // Its packages take 100 ms and 30 MB to load: only where it is chosen.
      const { openLlmBot } = await import('./llm/open.ts');
      const { language, hours = null, clock = systemClock, log = silentLog() } = options;
      const { spending, lessons } = options;
      const kept = { ...(spending ? { spending } : {}), ...(lessons ? { lessons } : {}) };
      const bot = await openLlmBot(options.llm, { language, hours, clock, log, ...kept });
      return withOwnTexts(bot, options.texts ?? {});
    }
    case 'http': {
      if (options.http === undefined) throw new Misconfigured('BOT=http needs BOT_URL and BOT_SECRET.');
      const { clock = systemClock, actionsOf = () => Promise.resolve(null) } = options;
      return openHttpBot({ ...options.http, clock, actionsOf });
    }
    case 'module':
      if (options.module === null) {
        throw new Misconfigured(
          'BOT_MODULE is not set, but BOT=module needs it. Name the file with your bot, e.g. ./bot.ts.',
        );
      }
      return openModuleBot(options.module, process.cwd(), options.log);
  }
}

/**
 * The bot with its file, for whoever wants to look into it.
 *
 * @throws Misconfigured where the file, or that of the synonyms, is missing or wrong.
 */
export async function openFaq(options: Omit<BotOptions, 'kind' | 'module'>): Promise<{ bot: Bot; faq: Faq }> {
  const file = options.faqFile ?? exampleFaq;
  const faq = await loadFaq(file, options.language);
  const own = options.synonyms ? await loadSynonyms(options.synonyms) : [];
  for (const warning of faq.warnings)
    options.log?.warn({ file, line: warning.line }, `BOT_FAQ: ${warningText(warning, 'en')}`);
  const bot = openFaqBot(faq, openVocabulary([...faq.synonyms, ...own]));
  return { bot: withOwnTexts(bot, options.texts ?? {}), faq };
}
