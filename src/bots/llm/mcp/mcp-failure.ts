import { whyNoAnswer, mayHaveLeft } from '../../../wire/no-answer.ts';

/** Why a server did not do what it was asked. `lost`: its session is over, a new one may be begun. */
export type McpFailureKind = 'key' | 'lost' | 'refused' | 'server' | 'unreachable' | 'timeout' | 'protocol';

/** In words of ours: what a server says of a failure reaches neither a log nor the model. */
export class McpFailure extends Error {
  override readonly name = 'McpFailure';
  readonly kind: McpFailureKind;
  /** It may have been done all the same. */
  readonly isUnclear: boolean;

  constructor(kind: McpFailureKind, message: string, isUnclear: boolean) {
    super(message);
    this.kind = kind;
    this.isUnclear = isUnclear;
  }
}

/** Codes of JSON-RPC with which nothing was done: no such method, wrong arguments, a request that is none. */
const NOT_BEGUN = new Set([-32700, -32600, -32601, -32602]);

/** The failure behind what the client threw. */
export function mcpFailureOf(error: unknown): McpFailure {
  if (error instanceof McpFailure) return error;
  const { statusCode, code, message } = error as { statusCode?: unknown; code?: unknown; message?: unknown };
  if (typeof statusCode === 'number') {
    if (statusCode === 401 || statusCode === 403)
      return new McpFailure('key', `the MCP server does not let us in (${statusCode}): see its headers`, false);
    if (statusCode === 404)
      return new McpFailure('lost', 'the MCP server knows no such session or address (404)', false);
    // A page in place of an answer: it may stand behind whatever was done.
    if (statusCode < 300)
      return new McpFailure('protocol', 'the MCP server answered with something that is no MCP', true);
    const isUnclear = statusCode >= 500 || statusCode === 408;
    return new McpFailure(isUnclear ? 'server' : 'refused', `the MCP server answered ${statusCode}`, isUnclear);
  }
  if (typeof code === 'number') {
    const isUnclear = !NOT_BEGUN.has(code);
    return new McpFailure(isUnclear ? 'server' : 'refused', `the MCP server refused the call (${code})`, isUnclear);
  }
  if (typeof message === 'string' && /timed out|aborted/i.test(message))
    return new McpFailure('timeout', 'the MCP server gave no answer in time', true);
  if (error instanceof TypeError || (error instanceof Error && error.name === 'TimeoutError')) {
    const { kind } = whyNoAnswer(error);
    return kind === 'timeout'
      ? new McpFailure('timeout', 'the MCP server gave no answer in time', true)
      : new McpFailure('unreachable', `the MCP server cannot be reached (${kind})`, mayHaveLeft(kind));
  }
  return new McpFailure('protocol', 'the MCP server answered with something that is no MCP', true);
}
