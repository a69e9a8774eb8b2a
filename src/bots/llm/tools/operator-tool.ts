import type { Turn } from '../../bot.ts';

/** What a call of the operator's tool came to, in words for the model. */
export interface ToolResult {
  text: string;
  /** It answered, and did what it is for. */
  ok: boolean;
}

/** One thing outside that the model may have done: an HTTP call of the operator's file, or a tool of an MCP server. */
export interface OperatorTool {
  name: string;
  description: string;
  /** What the customer is asked to confirm, where that is not the first line of the description. */
  asks?: string;
  /** JSON Schema of its arguments. */
  parameters: Record<string, unknown>;
  /** Arguments as they are to be; null where they do not fit the schema. */
  check: (input: unknown) => Record<string, unknown> | null;
  /** It only looks: nothing is different afterwards. */
  looks: boolean;
  /** The customer is asked first. */
  confirm: boolean;
  /** A second call with the same key does nothing more. */
  idempotent: boolean;
  /** Arguments whose values must have stood in an earlier result of this turn: what belongs to this person was listed by another tool. */
  known: string[];
  /** The host it calls. */
  host: string;
  /** Whether it may be called now; absent: always. */
  isThere?: () => boolean;
  /**
   * Does it.
   *
   * @throws where it is not known whether it was done.
   */
  run(input: Record<string, unknown>, person: Turn['person'], key: string, signal: AbortSignal): Promise<ToolResult>;
}
