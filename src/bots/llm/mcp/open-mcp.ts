import type { Clock } from '../../../clock.ts';
import type { Log } from '../../../observe/log.ts';
import type { OperatorTool } from '../tools/operator-tool.ts';
import { mcpFailureOf } from './mcp-failure.ts';
import { readMcpFile } from './mcp-file.ts';
import { McpServer } from './mcp-server.ts';
import { mcpTools } from './mcp-tools.ts';

/** The servers of `BOT_MCP`, with their tools. */
export interface Mcp {
  servers: McpServer[];
  tools: OperatorTool[];
  close(): Promise<void>;
}

/**
 * Opens the servers of a file: what the model is told of their tools stands there, so that nobody has to be reached for it. They are looked
 * at meanwhile, and what is not as it was pinned is told in the log.
 *
 * @param others tools whose names are taken
 * @throws Misconfigured
 */
export async function openMcp(
  path: string,
  secrets: ReadonlyMap<string, string>,
  others: readonly OperatorTool[],
  { clock, log }: { clock: Clock; log: Log },
): Promise<Mcp> {
  const servers = (await readMcpFile(path, secrets)).map((entry) => new McpServer(entry, { clock, log }));
  const taken = new Set(others.map(({ name }) => name));
  const tools = servers.flatMap((server) => mcpTools(server, taken));
  const closing = new AbortController();
  for (const server of servers) {
    server.look(closing.signal).catch((error: unknown) => {
      if (closing.signal.aborted) return;
      const reason = mcpFailureOf(error).message;
      log.warn(
        { server: server.entry.name, reason },
        'an MCP server could not be looked at; its tools are offered as BOT_MCP has them',
      );
    });
  }
  return {
    servers,
    tools,
    async close() {
      closing.abort();
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}
