import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { Misconfigured, reasonOf } from '../../../errors.ts';
import { placeIn, shapeFaults } from '../../shape-faults.ts';
import { callHttp } from './call-http.ts';
import type { OperatorTool } from './operator-tool.ts';
import { ownNames } from './own-tools.ts';
import { filledIn } from './secrets.ts';

const toolShape = z.strictObject({
  name: z.string().regex(/^[a-zA-Z][a-zA-Z0-9_-]{0,63}$/, 'letters, digits, - and _, at most 64'),
  description: z.string().min(1).max(1024),
  parameters: z.record(z.string(), z.unknown()).default({ type: 'object', properties: {} }),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('GET'),
  url: z.string(),
  headers: z.record(z.string(), z.string()).default({}),
  timeout: z.number().min(0.1).max(60).default(10),
  confirm: z.boolean().optional(),
  idempotent: z.boolean().optional(),
  known: z.array(z.string()).default([]),
});

export type ToolEntry = z.output<typeof toolShape>;

/** Fields that we add ourselves: no argument may be called so. */
const OURS = ['person', 'person_id', 'person_phone'];

/**
 * The operator's own HTTP calls, from one file of YAML or JSON (`BOT_TOOLS`).
 *
 * @param secrets `BOT_TOOLS_SECRETS`: what stands for `{NAME}` in headers
 * @throws Misconfigured naming the tool, the field, the rule.
 */
export async function loadTools(
  path: string,
  secrets: ReadonlyMap<string, string>,
  fetch?: typeof globalThis.fetch,
): Promise<OperatorTool[]> {
  const fault = (what: string) => new Misconfigured(`BOT_TOOLS: ${path}: ${what}`);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw fault(`it cannot be read (${(error as NodeJS.ErrnoException).code}). Name a file with your HTTP calls.`);
  });
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    throw fault(`it is neither YAML nor JSON${placeIn(error)}`);
  }
  const read = z.strictObject({ tools: z.array(toolShape).max(30) }).safeParse(value);
  if (!read.success) throw new Misconfigured(shapeFaults(read.error, `BOT_TOOLS: ${path}: `));
  const names = new Set<string>();
  return read.data.tools.map((entry) => {
    const at = `tool ${entry.name}`;
    if (names.has(entry.name) || (ownNames as string[]).includes(entry.name)) throw fault(`${at}: its name is taken`);
    names.add(entry.name);
    return toolOf(entry, secrets, fetch, (what) => fault(`${at}: ${what}`));
  });
}

function toolOf(
  entry: ToolEntry,
  secrets: ReadonlyMap<string, string>,
  fetch: typeof globalThis.fetch | undefined,
  fault: (what: string) => Misconfigured,
): OperatorTool {
  const { parameters, url, method, known } = entry;
  const properties = Object.keys((parameters['properties'] as object | undefined) ?? {});
  const plain = URL.parse(url.replace(/\{[\w.]+\}/g, 'x'));
  if (!plain || !/^https?:$/.test(plain.protocol) || /^[a-z]+:\/\/[^/]*\{/i.test(url) || plain.username)
    throw fault('url: an http(s) address; its host stands there as it is, without {…} and without a user');
  for (const [, name = ''] of url.matchAll(/\{([\w.]+)\}/g)) {
    if (!properties.includes(name)) throw fault(`url: {${name}} is none of its parameters`);
  }
  for (const name of known) if (!properties.includes(name)) throw fault(`known: ${name} is none of its parameters`);
  for (const name of OURS) if (properties.includes(name)) throw fault(`parameters: ${name} is added by us`);
  let check: z.ZodType;
  try {
    // Whoever leaves it open would let a model add anything.
    check = z.fromJSONSchema({ additionalProperties: false, ...parameters, type: 'object' } as never);
  } catch (error) {
    throw fault(`parameters: no JSON Schema that can be checked: ${reasonOf(error)}`);
  }
  const headers = filledIn(entry.headers, secrets, fault);
  const looks = method === 'GET';
  return {
    name: entry.name,
    description: entry.description,
    parameters: { additionalProperties: false, ...parameters, type: 'object' },
    check: (input) => {
      const checked = check.safeParse(input);
      return checked.success ? (checked.data as Record<string, unknown>) : null;
    },
    looks,
    confirm: entry.confirm ?? !looks,
    idempotent: entry.idempotent ?? looks,
    known,
    host: plain.host,
    run: (input, person, key, signal) => callHttp({ ...entry, headers }, input, { person, key, signal, fetch }),
  };
}
