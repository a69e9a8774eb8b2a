import { AsyncLocalStorage } from 'node:async_hooks';
import type { MCPClient } from '@ai-sdk/mcp';
import type { Clock } from '../../../clock.ts';
import { Unreachable } from '../../../errors.ts';
import type { Log } from '../../../observe/log.ts';
import type { ToolResult } from '../tools/operator-tool.ts';
import type { McpServerEntry, McpToolEntry } from './mcp-file.ts';
import { mcpFetch, type CallUnderWay } from './mcp-fetch.ts';
import { mcpFailureOf } from './mcp-failure.ts';
import { differenceOf, type Difference, type ToolWords } from './pinned.ts';
import { resultText } from './result-text.ts';

/** What a server says of its tools is looked at again after this long, when one of them is called. Milliseconds. */
const LOOK_AGAIN_MS = 10 * 60_000;
/** Pages of a list that are read. */
const MOST_PAGES = 10;

/** What a server said of its tools when it was looked at. */
export interface McpLook {
  /** By their names in the file. */
  pinned: Record<string, Difference | 'missing'>;
  /** All that it has. */
  listed: (ToolWords & { name: string })[];
}

/** One MCP server, spoken to over its Streamable HTTP address; connected when it is needed. */
export class McpServer {
  readonly entry: McpServerEntry;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #calls = new AsyncLocalStorage<CallUnderWay>();
  #client: Promise<MCPClient> | null = null;
  #look: McpLook | null = null;
  #lookedAt = -Infinity;

  constructor(entry: McpServerEntry, { clock, log }: { clock: Clock; log: Log }) {
    this.entry = entry;
    this.#clock = clock;
    this.#log = log;
  }

  /** Whether a tool may be called by what was pinned: as long as nothing else is known, it may. */
  isThere(tool: string): boolean {
    const known = this.#look?.pinned[tool];
    return known !== 'changed' && known !== 'missing';
  }

  /**
   * Looks what it says of its tools, and tells what is otherwise than it was pinned.
   *
   * @throws McpFailure
   */
  async look(signal: AbortSignal): Promise<McpLook> {
    const listed = await this.#listed(signal).catch((error: unknown) => {
      throw mcpFailureOf(error);
    });
    const pinned = Object.fromEntries(
      this.entry.tools.map((tool) => {
        const found = listed.find(({ name }) => name === tool.name);
        return [tool.name, found ? differenceOf(tool, found) : ('missing' as const)];
      }),
    );
    this.#tell(pinned);
    this.#look = { pinned, listed };
    this.#lookedAt = this.#clock.now();
    return this.#look;
  }

  /**
   * Calls a tool, as it was pinned.
   *
   * @throws Unreachable where it may have been done all the same; what `signal` was aborted with.
   */
  async call(
    tool: McpToolEntry,
    input: Record<string, unknown>,
    { key, signal }: { key: string; signal: AbortSignal },
  ): Promise<ToolResult> {
    const under: CallUnderWay = { key, hasLeft: false };
    try {
      return await this.#calls.run(under, () => this.#callOnce(tool, input, signal, true));
    } catch (error) {
      signal.throwIfAborted();
      const failure = mcpFailureOf(error);
      this.#log.warn(
        { server: this.entry.name, tool: tool.name, reason: failure.message },
        'an MCP tool was not called',
      );
      if (!tool.looks && under.hasLeft && failure.isUnclear)
        throw new Unreachable(`${tool.name} gave no answer`, { unclear: true });
      const text = failure.kind === 'refused' ? 'Refused.' : 'Not done: it cannot be reached at the moment.';
      return { ok: false, text };
    }
  }

  /** Ends the session, if there is one. */
  async close(): Promise<void> {
    const client = await this.#client?.catch(() => null);
    this.#client = null;
    await client?.close().catch(() => undefined);
  }

  get #timeoutMs(): number {
    return this.entry.timeout * 1000;
  }

  async #callOnce(
    tool: McpToolEntry,
    input: Record<string, unknown>,
    signal: AbortSignal,
    mayBeLost: boolean,
  ): Promise<ToolResult> {
    const client = this.#connected();
    try {
      // Whoever changes a tool behind our back is noticed before it is called.
      if (this.#clock.now() - this.#lookedAt >= LOOK_AGAIN_MS) await this.look(signal);
      const { name } = tool;
      if (!this.isThere(name)) return { ok: false, text: 'Not done: this tool is not what it was.' };
      const options = { signal, timeout: this.#timeoutMs };
      return resultText(await (await client).callTool({ name, arguments: input, options }));
    } catch (error) {
      // It was not heard: the session it belonged to is over.
      if (!mayBeLost || mcpFailureOf(error).kind !== 'lost') throw error;
      this.#forget(client);
      return await this.#callOnce(tool, input, signal, false);
    }
  }

  async #listed(signal: AbortSignal): Promise<McpLook['listed']> {
    const client = await this.#connected();
    const listed: McpLook['listed'] = [];
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
      const { tools, nextCursor } = await client.listTools({
        ...(cursor === undefined ? {} : { params: { cursor } }),
        options: { signal, timeout: this.#timeoutMs },
      });
      for (const { name, description, inputSchema } of tools)
        listed.push({ name, description: description ?? '', parameters: inputSchema });
      if (nextCursor === undefined) break;
      cursor = nextCursor;
    }
    return listed;
  }

  #connected(): Promise<MCPClient> {
    this.#client ??= this.#connect();
    return this.#client;
  }

  async #connect(): Promise<MCPClient> {
    const { url, headers } = this.entry;
    try {
      // Its packages are loaded only where there is a server.
      const { createMCPClient } = await import('@ai-sdk/mcp');
      return await createMCPClient({
        transport: {
          type: 'http',
          url,
          headers,
          redirect: 'error',
          fetch: mcpFetch(this.#timeoutMs, () => this.#calls.getStore()),
        },
        clientName: 'optiatiende',
        maxRetries: 0,
        initializationOptions: { timeout: this.#timeoutMs },
        // What fails is thrown where it is called; an older server refuses the first question, which means nothing.
        onUncaughtError: () => undefined,
      });
    } catch (error) {
      this.#client = null;
      throw error;
    }
  }

  /** Its session is over there; whoever noticed it first has begun another one. What others ask over it still comes to its own end. */
  #forget(client: Promise<MCPClient>): void {
    if (this.#client !== client) return;
    this.#client = null;
    this.#lookedAt = -Infinity;
  }

  #tell(pinned: McpLook['pinned']): void {
    for (const [tool, now] of Object.entries(pinned)) {
      if (now === (this.#look?.pinned[tool] ?? 'same')) continue;
      const facts = { server: this.entry.name, tool };
      if (now === 'described')
        this.#log.warn(
          facts,
          'an MCP server describes a tool otherwise than BOT_MCP: the model is told what stands there',
        );
      if (now === 'changed')
        this.#log.warn(facts, 'a tool of an MCP server takes other arguments than in BOT_MCP: it is left out');
      if (now === 'missing') this.#log.warn(facts, 'an MCP server has a tool of BOT_MCP no more: it is left out');
      if (now === 'same') this.#log.info(facts, 'a tool of an MCP server is again as in BOT_MCP');
    }
  }
}
