import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { Misconfigured } from '../../../errors.ts';
import { placeIn, shapeFaults } from '../../shape-faults.ts';
import { filledIn } from '../tools/secrets.ts';

/** What we know of a person, by the word that the file has for it. */
const ours = z.enum(['id', 'phone', 'name']);

const toolShape = z.strictObject({
  name: z.string().min(1).max(128),
  description: z.string().max(4_096).default(''),
  parameters: z.record(z.string(), z.unknown()).default({ type: 'object', properties: {} }),
  ours: z.record(z.string(), ours).default({}),
  looks: z.boolean().default(false),
  confirm: z.boolean().optional(),
  asks: z.string().min(1).max(200).optional(),
  idempotent: z.boolean().optional(),
  known: z.array(z.string()).default([]),
});

const serverShape = z.strictObject({
  name: z.string().regex(/^[a-zA-Z][a-zA-Z0-9_-]{0,31}$/, 'letters, digits, - and _, at most 32'),
  url: z.string(),
  headers: z.record(z.string(), z.string()).default({}),
  timeout: z.number().min(0.1).max(60).default(10),
  tools: z.array(toolShape).max(50).default([]),
});

/** A tool of a server as it was pinned. */
export type McpToolEntry = z.output<typeof toolShape>;

/** One server of the file, with its headers filled in. */
export type McpServerEntry = z.output<typeof serverShape>;

/**
 * The MCP servers of the operator, from one file of YAML or JSON (`BOT_MCP`).
 *
 * @param secrets `BOT_TOOLS_SECRETS`: what stands for `{NAME}` in headers
 * @throws Misconfigured naming the server, the field, the rule.
 */
export async function readMcpFile(path: string, secrets: ReadonlyMap<string, string>): Promise<McpServerEntry[]> {
  const fault = (what: string) => new Misconfigured(`BOT_MCP: ${path}: ${what}`);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw fault(`it cannot be read (${(error as NodeJS.ErrnoException).code}). Name a file with your MCP servers.`);
  });
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    throw fault(`it is neither YAML nor JSON${placeIn(error)}`);
  }
  const read = z.strictObject({ servers: z.array(serverShape).min(1).max(10) }).safeParse(value);
  if (!read.success) throw new Misconfigured(shapeFaults(read.error, `BOT_MCP: ${path}: `));
  const names = new Set<string>();
  return read.data.servers.map((server) => {
    const at = (what: string) => fault(`server ${server.name}: ${what}`);
    if (names.has(server.name)) throw at('its name is taken');
    names.add(server.name);
    const url = URL.parse(server.url);
    if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.hash !== '')
      throw at('url: an http(s) address without a user and a fragment');
    return { ...server, headers: filledIn(server.headers, secrets, at) };
  });
}
