import { mcpFailureOf } from '../../bots/llm/mcp/mcp-failure.ts';
import { readMcpFile } from '../../bots/llm/mcp/mcp-file.ts';
import { McpServer, type McpLook } from '../../bots/llm/mcp/mcp-server.ts';
import { secretsIn } from '../../bots/llm/tools/secrets.ts';
import { systemClock } from '../../clock.ts';
import type { Settings } from '../../config.ts';
import { silentLog } from '../../observe/log.ts';
import type { CheckWords } from '../words/words.ts';
import type { Line } from './line.ts';

const name = 'bot';

/** Each MCP server with the tools that are taken from it, and what of them is not as it was pinned; nothing is called. */
export async function* checkMcp({ llm }: Settings['bot'], { mcp: words }: CheckWords): AsyncGenerator<Line> {
  if (llm.mcpFile === null) return;
  for (const entry of await readMcpFile(llm.mcpFile, secretsIn(llm.toolsSecrets))) {
    const server = new McpServer(entry, { clock: systemClock, log: silentLog() });
    const about = `MCP ${entry.name}`;
    try {
      const look = await server.look(AbortSignal.timeout(3 * entry.timeout * 1000));
      const taken = entry.tools.filter(({ name: tool }) => server.isThere(tool));
      const others = look.listed.filter(({ name: tool }) => !entry.tools.some((one) => one.name === tool));
      const tools = taken.map((tool) => ({ name: tool.name, asks: tool.confirm ?? !tool.looks }));
      yield {
        name,
        state: taken.length > 0 ? 'ok' : 'warning',
        detail: `${about}: ${words.tools(
          tools,
          others.map((tool) => tool.name),
        )}`,
        ...(taken.length > 0 ? {} : { fix: words.pinFix }),
      };
      yield* differences(about, look, words);
    } catch (error) {
      const { kind, message } = mcpFailureOf(error);
      const { detail, fix } = words.failures[kind] ?? { detail: message, fix: words.failedFix };
      yield { name, state: 'wrong', detail: `${about}: ${detail}`, fix };
    } finally {
      await server.close();
    }
  }
}

function* differences(about: string, { pinned }: McpLook, words: CheckWords['mcp']): Generator<Line> {
  for (const [tool, how] of Object.entries(pinned))
    if (how !== 'same')
      yield { name, state: 'warning', detail: `${about}: ${words.differs[how](tool)}`, fix: words.pinFix };
}
