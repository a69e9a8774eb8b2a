import { openBot } from '../../bots/open.ts';
import type { Probe } from '../../bots/llm/probe.ts';
import { systemClock } from '../../clock.ts';
import type { Settings } from '../../config.ts';
import { reasonOf } from '../../errors.ts';
import type { CheckWords } from '../words/words.ts';
import type { Line } from './line.ts';

/** Whether the bot's files can be loaded; a language model is asked twice, for a few words. */
export async function checkBot({ bot: options, uiLanguage }: Settings, words: CheckWords): Promise<Line> {
  const name = 'bot';
  if (options.kind === 'none') return { name, state: 'off', detail: words.botNone };
  try {
    const bot = await openBot({ ...options, language: uiLanguage });
    await bot?.close?.();
    if (options.kind === 'llm') return await checkModel(options.llm, words);
    const file = options.kind === 'faq' ? options.faqFile : options.module;
    return { name, state: 'ok', detail: words.botOk(options.kind, file) };
  } catch (error) {
    return { name, state: 'wrong', detail: reasonOf(error), fix: words.botFix };
  }
}

async function checkModel(options: Settings['bot']['llm'], words: CheckWords): Promise<Line> {
  const { probeModel } = await import('../../bots/llm/probe.ts');
  return modelLine(await probeModel(options, systemClock), options.model, words);
}

function modelLine({ failure, tools, cuts, lessons }: Probe, model: string, { llm }: CheckWords): Line {
  const name = 'bot';
  if (failure !== null) {
    const { detail, fix } = llm.failures[failure] ?? llm.failed;
    return { name, state: 'wrong', detail: `${model}: ${detail}`, fix };
  }
  const learnt = lessons.length > 0 ? ` (${lessons.join(', ')})` : '';
  if (cuts) return { name, state: 'wrong', detail: `${model}: ${llm.cuts.detail}`, fix: llm.cuts.fix };
  if (tools !== 'yes')
    return { name, state: 'warning', detail: `${model}: ${llm.tools[tools].detail}`, fix: llm.tools[tools].fix };
  return { name, state: 'ok', detail: `${llm.ok(model)}${learnt}` };
}
