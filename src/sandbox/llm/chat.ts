/** The chat completions of OpenAI's protocol, as far as the stand-in reads and writes them. */

export interface ToolCall {
  id: string;
  type: 'function';
  function: { name: string; arguments: string };
}

export interface ChatMessage {
  role: 'system' | 'developer' | 'user' | 'assistant' | 'tool';
  content?: string | { type: string; text?: string; image_url?: { url: string } }[] | null;
  tool_calls?: ToolCall[];
  tool_call_id?: string;
  reasoning_content?: string;
  reasoning?: string;
}

export interface ChatRequest {
  model: string;
  messages: ChatMessage[];
  tools?: { type: string; function: { name: string; description?: string; parameters?: Record<string, unknown> } }[];
  tool_choice?: unknown;
  max_tokens?: number;
  max_completion_tokens?: number;
  temperature?: number;
  reasoning_effort?: string;
  parallel_tool_calls?: boolean;
}

/** What a model says to a request. */
export interface Said {
  text?: string;
  /** What it wants called; `arguments` is written as JSON. */
  calls?: { name: string; arguments: Record<string, unknown>; id?: string }[];
  reasoning?: string;
  /** `stop`, or `tool_calls` where something is called, where absent. */
  finish?: string;
}

/** A model of the stand-in: the same words for the same request. */
export type StandInModel = (request: ChatRequest) => Said | Promise<Said>;

/** All text of a message. */
export function textOf({ content }: ChatMessage): string {
  if (typeof content === 'string') return content;
  return (content ?? []).map(({ text }) => text ?? '').join('\n');
}

/** The text of all messages of these roles. */
export const textsOf = (request: ChatRequest, ...roles: ChatMessage['role'][]): string =>
  request.messages
    .filter(({ role }) => roles.includes(role))
    .map(textOf)
    .join('\n');

/** Four characters count as a token, as everybody estimates. */
export const tokensOf = (text: string): number => Math.ceil(text.length / 4);
