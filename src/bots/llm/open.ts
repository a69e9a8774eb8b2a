import { randomBytes } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import type { Hours } from '../../hours.ts';
import type { Log } from '../../observe/log.ts';
import type { LlmSettings } from '../../settings/settings.ts';
import type { Bot } from '../bot.ts';
import type { Language } from '../faq/say/words.ts';
import { llmBot } from './bot.ts';
import { Budget, spendingInMemory, type Spending } from './budget.ts';
import { openMcp } from './mcp/open-mcp.ts';
import { openKnowledge } from './knowledge/knowledge.ts';
import { openModel, type Model } from './model/client.ts';
import { Lessons, type LessonStore } from './model/kept-lessons.ts';
import { loadPrompt, shippedPrompt } from './prompt/load-prompt.ts';
import { secretsIn } from './tools/secrets.ts';
import { loadTools } from './tools/tools-file.ts';

/** What the settings say of a bot that asks a language model. */
export type LlmOptions = LlmSettings;

/** What is around it. */
export interface LlmSurroundings {
  language: Language;
  hours: Hours | null;
  /** Where it is kept what was used; in memory where absent. */
  spending?: Spending;
  /** Where it is kept what the model's server refused; nowhere where absent. */
  lessons?: LessonStore;
  clock: Clock;
  log: Log;
}

export const modelOf = (options: LlmOptions, clock: Clock, lessons?: Lessons): Model =>
  openModel({ ...options, clock, ...(lessons ? { lessons } : {}) });

/** @throws Misconfigured where a file is missing or wrong. */
export async function openLlmBot(options: LlmOptions, around: LlmSurroundings): Promise<Bot> {
  const { language, clock, log } = around;
  const secrets = secretsIn(options.toolsSecrets);
  const own = options.toolsFile === null ? [] : await loadTools(options.toolsFile, secrets);
  const mcp = options.mcpFile === null ? null : await openMcp(options.mcpFile, secrets, own, { clock, log });
  const prompt = await loadPrompt(options.promptFile ?? shippedPrompt(language));
  const lessons = new Lessons(options, around.lessons ?? null);
  await lessons.load();
  const { faqFile, knowledge: folder } = options;
  const knowledge = await openKnowledge({ folder, faqFile, language, log });
  const bot = llmBot({
    ...around,
    model: modelOf(options, clock, lessons),
    knowledge,
    prompt,
    canary: `k${randomBytes(9).toString('hex')}`,
    tools: [...own, ...(mcp?.tools ?? [])],
    strict: options.strict,
    notes: options.notes,
    gate: options.gate,
    vision: options.vision,
    unseenText: options.unseenText,
    masks: options.masks,
    budget: new Budget(options.limits, around.spending ?? spendingInMemory()),
    maxOutputTokens: options.maxOutputTokens,
    secrets: [...options.secrets, ...secrets.values()],
  });
  return {
    ...bot,
    async close() {
      await bot.close?.();
      await mcp?.close();
    },
  };
}
