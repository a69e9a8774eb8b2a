import type { Faq } from '../../bots/faq/file/parse.ts';
import { warningText } from '../../bots/faq/file/warnings.ts';
import { exampleFaq, openBot, openFaq, type BotKind } from '../../bots/open.ts';
import type { Probe } from '../../bots/llm/probe.ts';
import { systemClock } from '../../clock.ts';
import type { Settings } from '../../config.ts';
import { reasonOf } from '../../errors.ts';
import { checkKnowledge } from './knowledge.ts';
import type { CheckWords } from '../words/words.ts';
import type { Line } from './line.ts';

const name = 'bot';

/**
 * Whether the files of each bot can be loaded, how many questions there are, and what in them is hardly meant so; nothing is asked of a
 * bot, nor posted to `BOT_URL`. A language model is asked twice, for a few words.
 */
export async function* checkBots(settings: Settings, words: CheckWords): AsyncGenerator<Line> {
  const { chain } = settings.bot;
  if (chain.length === 0) yield { name, state: 'off', detail: words.botNone };
  for (const kind of chain) yield* checkBot(kind, settings, words);
}

async function* checkBot(
  kind: BotKind,
  { bot: options, uiLanguage: language }: Settings,
  words: CheckWords,
): AsyncGenerator<Line> {
  try {
    if (kind === 'faq') {
      const { faq } = await openFaq({ ...options, language });
      yield { name, state: 'ok', detail: `${words.botOk('faq', options.faqFile)}: ${counted(faq, words)}` };
      for (const warning of faq.warnings)
        yield {
          name,
          state: 'warning',
          detail: words.botLine(options.faqFile ?? exampleFaq, warning.line, warningText(warning, words.language)),
        };
      return;
    }
    const bot = await openBot({ ...options, kind, language });
    await bot.close?.();
    if (kind === 'llm') {
      yield await checkModel(options.llm, words);
      yield* checkKnowledge(options.llm.knowledge, words);
      yield* (await import('./mcp.ts')).checkMcp(options, words);
    } else yield { name, state: 'ok', detail: words.botOk(kind, kind === 'http' ? options.http.url : options.module) };
  } catch (error) {
    // Of several faults of one file its name stands once.
    const [first = '', ...further] = reasonOf(error).split('\n');
    const detail = [first, ...further.map((line) => line.replace(/^\w+: [^:]+: /, ''))]
      .map((line) => words.translated(line))
      .join('; ');
    yield { name, state: 'wrong', detail, fix: words.botFix };
  }
}

async function checkModel(options: Settings['bot']['llm'], words: CheckWords): Promise<Line> {
  const { probeModel } = await import('../../bots/llm/probe.ts');
  return modelLine(await probeModel(options, systemClock), options.model, words);
}

function modelLine({ failure, tools, cuts, sees, lessons }: Probe, model: string, { llm }: CheckWords): Line {
  if (failure !== null) {
    const { detail, fix } = llm.failures[failure] ?? llm.failed;
    return { name, state: 'wrong', detail: `${model}: ${detail}`, fix };
  }
  const learnt = lessons.length > 0 ? ` (${lessons.join(', ')})` : '';
  if (cuts) return { name, state: 'wrong', detail: `${model}: ${llm.cuts.detail}`, fix: llm.cuts.fix };
  if (tools !== 'yes')
    return { name, state: 'warning', detail: `${model}: ${llm.tools[tools].detail}`, fix: llm.tools[tools].fix };
  if (sees === false) return { name, state: 'warning', detail: `${model}: ${llm.blind.detail}`, fix: llm.blind.fix };
  return { name, state: 'ok', detail: `${llm.ok(model)}${learnt}` };
}

const counted = ({ sections }: Faq, words: CheckWords): string =>
  words.botQuestions(sections.map(({ language, entries }) => [language, entries.length] as const));
