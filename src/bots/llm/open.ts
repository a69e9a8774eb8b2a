import { randomBytes } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import type { Hours } from '../../hours.ts';
import type { Log } from '../../observe/log.ts';
import type { Bot } from '../bot.ts';
import type { Language } from '../faq/say/words.ts';
import { llmBot } from './bot.ts';
import { Budget, spendingInMemory, type Limits, type Spending } from './budget.ts';
import type { Mask } from './veil.ts';
import { openKnowledge } from './knowledge/knowledge.ts';
import { openModel, type Model } from './model/client.ts';
import type { LlmParts } from './options.ts';
import { loadPrompt, shippedPrompt } from './prompt/load-prompt.ts';
import { loadTools, secretsIn } from './tools/tools-file.ts';

/** What the settings say of a bot that asks a language model. */
export interface LlmOptions {
  baseUrl: string;
  model: string;
  apiKey: string | null;
  timeoutMs: number;
  maxOutputTokens: number;
  temperature: number | null;
  /** Turns that are asked for at once. */
  concurrency: number;
  promptFile: string | null;
  knowledge: string | null;
  faqFile: string | null;
  toolsFile: string | null;
  toolsSecrets: string | null;
  strict: boolean;
  notes: boolean;
  gate: LlmParts['gate'];
  masks: readonly Mask[];
  limits: Limits;
  /** Keys and tokens of all settings: no answer may hold one. */
  secrets: readonly string[];
}

/** What is around it. */
export interface LlmSurroundings {
  language: Language;
  hours: Hours | null;
  /** Where it is kept what was used; in memory where absent. */
  spending?: Spending;
  clock: Clock;
  log: Log;
}

export const modelOf = (options: LlmOptions, clock: Clock): Model => openModel({ ...options, clock });

/** @throws Misconfigured where a file is missing or wrong. */
export async function openLlmBot(options: LlmOptions, around: LlmSurroundings): Promise<Bot> {
  const { language, clock, log } = around;
  const tools = options.toolsFile === null ? [] : await loadTools(options.toolsFile, secretsIn(options.toolsSecrets));
  const prompt = await loadPrompt(options.promptFile ?? shippedPrompt(language));
  const { faqFile, knowledge: folder } = options;
  const knowledge = await openKnowledge({ folder, faqFile, language, log });
  return llmBot({
    ...around,
    model: modelOf(options, clock),
    knowledge,
    prompt,
    canary: `k${randomBytes(9).toString('hex')}`,
    tools,
    strict: options.strict,
    notes: options.notes,
    gate: options.gate,
    masks: options.masks,
    budget: new Budget(options.limits, around.spending ?? spendingInMemory()),
    maxOutputTokens: options.maxOutputTokens,
    secrets: [...options.secrets, ...secretsIn(options.toolsSecrets).values()],
  });
}
