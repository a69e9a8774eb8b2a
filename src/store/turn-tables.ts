import type { Generated, Selectable } from 'kysely';
import type { Answer } from './audit/answer.ts';

/** The tables of turns, and of what bots keep. */
export interface TurnTables {
  turns: TurnTable;
  turn_steps: TurnStepTable;
  tool_calls: ToolCallTable;
  bot_states: BotStateTable;
  questions: QuestionTable;
}

/**
 * How a turn ended: as its messages were answered, or without an answer, so that the next turn has them: `changed` since they were edited
 * or deleted meanwhile, `stale` since more came while the bot was thinking.
 */
export type TurnOutcome = Answer | 'changed' | 'stale';

/** One run of the bot over messages that are fixed at its first try. */
export interface TurnTable {
  /** UUID v7. */
  id: string;
  channel_id: string;
  contact_id: number;
  /** JSON list of our ids, oldest first. */
  messages: string;
  /** A digest of what they said when it began: other words are another turn. */
  words: string;
  /** How often the bot was asked for it, or was to be. */
  tries: number;
  /** Actions that came by the API for a bot that answers later, as `keptActions` writes them; null where none did. */
  actions: string | null;
  /** Who answered; null while nobody has. */
  bot: string | null;
  /** Null while it is open. */
  outcome: TurnOutcome | null;
  begun_at: number;
  ended_at: number | null;
}

/** One answer that a bot will not ask for again in this turn, its model's as a rule. */
export interface TurnStepTable {
  turn_id: string;
  bot: string;
  /** From 0. */
  step: number;
  /** JSON. */
  answer: string;
  /** JSON: what it cost, as the bot tells it; null where it does not. */
  usage: string | null;
  saved_at: number;
}

/** One call of a tool: on the disk before it is made. */
export interface ToolCallTable {
  turn_id: string;
  bot: string;
  step: number;
  /** Its place among the calls of the step, from 0. */
  position: number;
  name: string;
  /** JSON. */
  arguments: string;
  /** The idempotency key that the tool is given. */
  key: string;
  /** JSON; null while it is not known what came of it. */
  result: string | null;
  begun_at: number;
  ended_at: number | null;
}

/** What one bot keeps of one person. */
export interface BotStateTable {
  contact_id: number;
  bot: string;
  /** JSON. */
  value: string;
  /** How often it was set. */
  version: number;
  set_at: number;
}

/** One thing a customer asked and no bot could answer. */
export interface QuestionTable {
  id: Generated<number>;
  channel_id: string;
  contact_id: number;
  /** The customer's words. */
  words: string;
  /** Which bot said that it does not know; null where none could answer. */
  bot: string | null;
  /** What came of it: a `person` answers, or the customer has `chosen` one of the questions shown; null: nothing yet. */
  became: 'person' | 'chosen' | null;
  /** What they chose. */
  chosen: string | null;
  /** What the operator made of it. */
  state: 'open' | 'done' | 'dismissed';
  asked_at: number;
}

export type TurnRow = Selectable<TurnTable>;
