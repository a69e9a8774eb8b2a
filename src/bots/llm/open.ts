import { randomBytes } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import type { Hours } from '../../hours.ts';
import type { Log } from '../../observe/log.ts';
import type { Bot } from '../bot.ts';
import type { Language } from '../faq/say/words.ts';
import { llmBot } from './bot.ts';
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
  gate: LlmParts['gate'];
  /** Keys and tokens of all settings: no answer may hold one. */
  secrets: readonly string[];
}

/** What is around it. */
export interface LlmSurroundings {
  language: Language;
  hours: Hours | null;
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
    gate: options.gate,
    secrets: [...options.secrets, ...secretsIn(options.toolsSecrets).values()],
  });
}
