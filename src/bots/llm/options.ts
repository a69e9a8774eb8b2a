import type { Clock } from '../../clock.ts';
import type { Hours } from '../../hours.ts';
import type { Log } from '../../observe/log.ts';
import type { Language } from '../faq/say/words.ts';
import type { Budget } from './budget.ts';
import type { Knowledge } from './knowledge/knowledge.ts';
import type { Model } from './model/client.ts';
import type { Prompt } from './prompt/load-prompt.ts';
import type { Mask } from './veil.ts';
import type { OperatorTool } from './tools/operator-tool.ts';

/** All that a turn works with, opened once. */
export interface LlmParts {
  model: Model;
  knowledge: Knowledge;
  prompt: Prompt;
  /** Of this start, put into the prompt by us. */
  canary: string;
  tools: readonly OperatorTool[];
  language: Language;
  /** `BOT_STRICT`. */
  strict: boolean;
  /** `BOT_NOTES`. */
  notes: boolean;
  /** `BOT_GATE`. */
  gate: 'off' | 'note' | 'block';
  hours: Hours | null;
  /** Keys and tokens of the settings, which no answer may hold. */
  secrets: readonly string[];
  /** `LLM_VISION`. */
  vision: boolean;
  /** `LLM_UNSEEN_TEXT`. */
  unseenText: string | null;
  /** `LLM_MASK`. */
  masks: readonly Mask[];
  budget: Budget;
  /** `LLM_MAX_OUTPUT`: what a call may use besides what it is sent. Tokens. */
  maxOutputTokens: number;
  clock: Clock;
  log: Log;
}
