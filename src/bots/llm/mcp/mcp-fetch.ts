import { boundedFetch } from '../model/bounded-fetch.ts';

/** A call of a tool that is being made. */
export interface CallUnderWay {
  key: string;
  /** The request of it was begun: it may be done whatever comes of it. */
  hasLeft: boolean;
}

/** More than this of an answer no model needs. Bytes. */
const MOST_BYTES = 1_000_000;

/**
 * `fetch` for a client of MCP: bounded in size and time, without redirects and without the stream by which a server could speak first. The
 * key of a call travels as `Idempotency-Key`, and as `_meta` of the call for servers that see nothing of HTTP.
 */
export function mcpFetch(timeoutMs: number, underWay: () => CallUnderWay | undefined): typeof globalThis.fetch {
  const send = boundedFetch(globalThis.fetch, MOST_BYTES);
  return async (url, init = {}) => {
    if (init.method === 'GET') return new Response(null, { status: 405 });
    const call = underWay();
    const late = AbortSignal.timeout(timeoutMs);
    const signal = init.signal ? AbortSignal.any([init.signal, late]) : late;
    const message = call ? callIn(init.body) : null;
    if (!call || message === null) return await send(url, { ...init, signal });
    call.hasLeft = true;
    const headers = new Headers(init.headers);
    headers.set('idempotency-key', call.key);
    const params = {
      ...message.params,
      _meta: { ...message.params['_meta'], 'optiatiende/idempotency-key': call.key },
    };
    return await send(url, { ...init, signal, headers, body: JSON.stringify({ ...message, params }) });
  };
}

interface ToolCallMessage {
  method: string;
  params: Record<string, unknown> & { _meta?: Record<string, unknown> };
}

/** Null where it is no call of a tool. */
function callIn(body: RequestInit['body']): ToolCallMessage | null {
  if (typeof body !== 'string') return null;
  const message = JSON.parse(body) as ToolCallMessage;
  return message.method === 'tools/call' ? message : null;
}
