import { stringify } from 'yaml';
import { mcpFailureOf } from '../../bots/llm/mcp/mcp-failure.ts';
import { readMcpFile } from '../../bots/llm/mcp/mcp-file.ts';
import { McpServer } from '../../bots/llm/mcp/mcp-server.ts';
import { secretsIn } from '../../bots/llm/tools/secrets.ts';
import { readConfiguration } from '../../channels/configuration.ts';
import { systemClock } from '../../clock.ts';
import { loadEnvironment } from '../../config.ts';
import { Misconfigured } from '../../errors.ts';
import { silentLog } from '../../observe/log.ts';
import { chosenChannels, type ChannelOption } from '../channel-option.ts';
import { languageOf } from '../language.ts';
import { wordsIn } from '../words/words.ts';

/** Prints the tools of the servers of BOT_MCP as they are now, in the form of that file. Headers are not printed. */
export async function printMcp(choice: ChannelOption): Promise<void> {
  const environment = loadEnvironment();
  const words = wordsIn(languageOf(environment)).check.mcp;
  const { channels } = await readConfiguration(environment);
  const { llm } = chosenChannels(channels, ({ channel }) => channel, choice)[0]!.bot;
  if (llm.mcpFile === null) throw new Misconfigured(words.noFile);
  for (const entry of await readMcpFile(llm.mcpFile, secretsIn(llm.toolsSecrets))) {
    const server = new McpServer(entry, { clock: systemClock, log: silentLog() });
    try {
      const { listed } = await server.look(AbortSignal.timeout(3 * entry.timeout * 1000));
      const tools = listed.map(({ name, description, parameters }) => {
        // What the file says besides stays.
        const { ours, looks, confirm, asks, idempotent, known } = entry.tools.find((one) => one.name === name) ?? {};
        const own = { ours: filled(ours), looks: looks || undefined, confirm, asks, idempotent, known: filled(known) };
        return { name, description, parameters, ...own };
      });
      console.log(`# ${entry.name}: ${entry.url}\n${stringify({ tools }, { lineWidth: 0 })}`);
    } catch (error) {
      process.exitCode = 1;
      const { kind, message } = mcpFailureOf(error);
      console.error(`${entry.name}: ${words.failures[kind]?.detail ?? message}`);
    } finally {
      await server.close();
    }
  }
}

/** Nothing in it is nothing to print. */
const filled = <T extends object>(value: T | undefined): T | undefined =>
  value !== undefined && Object.keys(value).length > 0 ? value : undefined;
