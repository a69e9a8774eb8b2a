import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { faultMiddleware, type FaultAnswers } from '../fault-door.ts';
import { createFaults, type Faults } from '../faults.ts';
import { answer, listen, type SandboxContext, type SandboxEnv } from '../http.ts';

/** A tool of the stand-in. */
export interface McpTool {
  name: string;
  description?: string;
  inputSchema: Record<string, unknown>;
}

/** One call that came, with what travelled beside its arguments. */
export interface McpCall {
  name: string;
  arguments: Record<string, unknown>;
  /** `Idempotency-Key`. */
  key: string | null;
  meta: Record<string, unknown>;
}

/** What a tool gives back: words, or a whole result. */
export type McpAnswer = string | Record<string, unknown>;

export interface SandboxMcpOptions {
  tools?: McpTool[];
  run?: (call: McpCall) => McpAnswer | Promise<McpAnswer>;
}

/** A stand-in for an MCP server over Streamable HTTP. */
export interface SandboxMcp {
  url: string;
  /** What it lists from now on. */
  tools: McpTool[];
  run: (call: McpCall) => McpAnswer | Promise<McpAnswer>;
  /** Calls of tools that were heard, oldest first. */
  calls: McpCall[];
  /** Methods that were asked for, oldest first. */
  methods: string[];
  /** What must stand in `Authorization`; null: nothing need. */
  token: string | null;
  /** Answers come as an event stream, as some servers send them. */
  streams: boolean;
  /** `sessions`: as of 2025-11-25; `none`: as of 2026-07-28, which has none. */
  era: 'sessions' | 'none';
  faults: Faults;
  /** Forgets all sessions, as a restart does. */
  restart(): void;
  close(): Promise<void>;
}

interface Request {
  id?: number | string;
  method: string;
  params?: Record<string, unknown>;
}

const INFO = { name: 'sandbox', version: '1.0.0' };
const NO_METHOD = -32601;
const WRONG_PARAMS = -32602;
const TOOLS_OF_PAGE = 2;

const faultAnswers: FaultAnswers = {
  failed: (c) => answer(c, 500, 'text/plain', 'Traceback: db at 10.0.0.5 is down'),
  missing: (c) => answer(c, 404, 'text/plain', 'not found'),
  tooMany: (c, headers) => answer(c, 429, 'text/plain', 'slow down', headers),
  refused: (c, status) => answer(c, status, 'text/html', '<html><body>Blocked</body></html>'),
};

/** Starts it on loopback. */
export async function startSandboxMcp(options: SandboxMcpOptions = {}): Promise<SandboxMcp> {
  const faults = createFaults(Math.random, () => undefined);
  const sessions = new Set<string>();
  const app = new Hono<SandboxEnv>();
  app.use(async (c, next) => {
    if (server.token !== null && c.req.header('authorization') !== `Bearer ${server.token}`)
      return answer(c, 401, 'application/json', '{"error":"unauthorized"}', { 'www-authenticate': 'Bearer' });
    return next();
  });
  app.use(faultMiddleware(faults, faultAnswers));
  app.delete('/mcp', (c) => {
    sessions.delete(c.req.header('mcp-session-id') ?? '');
    return c.body(null, 200);
  });
  app.post('/mcp', async (c) => {
    const request = await c.req.json<Request>();
    server.methods.push(request.method);
    const hasSessions = server.era === 'sessions';
    const fresh = request.method === 'initialize' && hasSessions ? randomUUID() : null;
    if (fresh !== null) sessions.add(fresh);
    else if (hasSessions && request.method === 'server/discover') return refuse(c, request, NO_METHOD, 400);
    else if (hasSessions && !sessions.has(c.req.header('mcp-session-id') ?? ''))
      return answer(c, 404, 'application/json', '{"error":"no such session"}');
    if (request.id === undefined) return c.body(null, 202);
    const result = await resultOf(request, c.req.header('idempotency-key') ?? null);
    if (typeof result === 'number') return refuse(c, request, result);
    const body = JSON.stringify({ jsonrpc: '2.0', id: request.id, result });
    const headers: Record<string, string> = fresh === null ? {} : { 'mcp-session-id': fresh };
    return server.streams
      ? answer(c, 200, 'text/event-stream', `event: message\ndata: ${body}\n\n`, headers)
      : answer(c, 200, 'application/json', body, headers);
  });

  async function resultOf({ method, params = {} }: Request, key: string | null): Promise<object | number> {
    const complete = server.era === 'none' ? { resultType: 'complete' } : {};
    const capabilities = { tools: {} };
    switch (method) {
      case 'initialize':
        return { protocolVersion: '2025-11-25', capabilities, serverInfo: INFO };
      case 'server/discover':
        return { ...complete, supportedVersions: ['2026-07-28'], capabilities, serverInfo: INFO };
      case 'tools/list': {
        const from = Number(params['cursor'] ?? 0);
        const next = from + TOOLS_OF_PAGE;
        const tools = server.tools.slice(from, next);
        return { ...complete, tools, ...(next < server.tools.length ? { nextCursor: String(next) } : {}) };
      }
      case 'tools/call': {
        const {
          name,
          arguments: given = {},
          _meta: meta = {},
        } = params as unknown as McpCall & { _meta?: McpCall['meta'] };
        if (!server.tools.some((tool) => tool.name === name)) return WRONG_PARAMS;
        const call: McpCall = { name, arguments: given, key, meta };
        server.calls.push(call);
        const given_ = await server.run(call);
        return {
          ...complete,
          ...(typeof given_ === 'string' ? { content: [{ type: 'text', text: given_ }] } : given_),
        };
      }
      default:
        return NO_METHOD;
    }
  }

  const { url, close } = await listen(app, 0);
  const server: SandboxMcp = {
    url: `${url}/mcp`,
    tools: options.tools ?? [],
    run: options.run ?? (() => 'ok'),
    calls: [],
    methods: [],
    token: null,
    streams: false,
    era: 'sessions',
    faults,
    restart: () => sessions.clear(),
    close,
  };
  return server;
}

const refuse = (c: SandboxContext, { id }: Request, code: number, status = 200): Response =>
  answer(
    c,
    status,
    'application/json',
    JSON.stringify({ jsonrpc: '2.0', id, error: { code, message: 'secret path /srv/app/tools.py' } }),
  );
