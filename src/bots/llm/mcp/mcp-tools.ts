import { z } from 'zod';
import { Misconfigured, reasonOf } from '../../../errors.ts';
import type { Turn } from '../../bot.ts';
import type { OperatorTool, ToolResult } from '../tools/operator-tool.ts';
import { ownNames } from '../tools/own-tools.ts';
import type { McpServer } from './mcp-server.ts';
import type { McpToolEntry } from './mcp-file.ts';

/** The longest name that every model's server takes. */
const LONGEST_NAME = 64;

/**
 * The tools of a server, as they were pinned.
 *
 * @param taken names that others have
 * @throws Misconfigured
 */
export function mcpTools(server: McpServer, taken: Set<string>): OperatorTool[] {
  return server.entry.tools.map((entry) => {
    const fault = (what: string) =>
      new Misconfigured(`BOT_MCP: server ${server.entry.name}: tool ${entry.name}: ${what}`);
    const name = `${server.entry.name}_${entry.name.replace(/[^a-zA-Z0-9_-]/g, '_')}`.slice(0, LONGEST_NAME);
    if (taken.has(name) || (ownNames as string[]).includes(name)) throw fault('its name is taken');
    taken.add(name);
    if (entry.description.trim() === '')
      throw fault('it has no description: pin what the model is told of it (`optiatiende bot mcp` prints it)');
    return toolOf(server, entry, name, fault);
  });
}

function toolOf(
  server: McpServer,
  entry: McpToolEntry,
  name: string,
  fault: (what: string) => Misconfigured,
): OperatorTool {
  const { looks, known } = entry;
  const properties = (entry.parameters['properties'] as Record<string, unknown> | undefined) ?? {};
  for (const field of [...Object.keys(entry.ours), ...known])
    if (!Object.hasOwn(properties, field)) throw fault(`${field} is none of its parameters`);
  const parameters = shownSchema(entry, properties);
  let check: z.ZodType;
  try {
    check = z.fromJSONSchema(parameters);
  } catch (error) {
    throw fault(`parameters: no JSON Schema that can be checked: ${reasonOf(error)}`);
  }
  return {
    name,
    description: entry.description,
    ...(entry.asks === undefined ? {} : { asks: entry.asks }),
    parameters,
    check: (input) => {
      const checked = check.safeParse(input ?? {});
      return checked.success ? (checked.data as Record<string, unknown>) : null;
    },
    looks,
    confirm: entry.confirm ?? !looks,
    idempotent: entry.idempotent ?? looks,
    known,
    host: new URL(server.entry.url).host,
    isThere: () => server.isThere(entry.name),
    async run(input, person, key, signal): Promise<ToolResult> {
      const own = ownArguments(entry, person);
      if (own === null) return { ok: false, text: 'Not done: it is not known which customer this is there.' };
      return await server.call(entry, { ...input, ...own }, { key, signal });
    },
  };
}

/** What the model reads: without what we add ourselves, and open to nothing else. */
function shownSchema({ parameters, ours }: McpToolEntry, properties: Record<string, unknown>): Record<string, unknown> {
  const isTheirs = (name: string) => !Object.hasOwn(ours, name);
  const required = (parameters['required'] as string[] | undefined)?.filter(isTheirs);
  return {
    additionalProperties: false,
    ...parameters,
    type: 'object',
    properties: Object.fromEntries(Object.entries(properties).filter(([name]) => isTheirs(name))),
    ...(required ? { required } : {}),
  };
}

/** Null where something of the person is not known to us. */
function ownArguments({ ours }: McpToolEntry, person: Turn['person']): Record<string, string> | null {
  const own: Record<string, string> = {};
  for (const [field, what] of Object.entries(ours)) {
    const value = person[what];
    if (value === null) return null;
    own[field] = value;
  }
  return own;
}
