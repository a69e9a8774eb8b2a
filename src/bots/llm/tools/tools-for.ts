import { jsonSchema, tool, type ToolSet } from 'ai';
import type { LlmParts } from '../options.ts';
import { ownTools } from './own-tools.ts';

/** Everything the model may call, without anything that runs by itself. */
export function toolsFor({ tools, knowledge }: Pick<LlmParts, 'tools' | 'knowledge'>): ToolSet {
  const there = tools.filter(({ isThere }) => isThere?.() !== false);
  const operators = there.map(({ name, description, parameters, check }) => [
    name,
    tool({
      description,
      inputSchema: jsonSchema<Record<string, unknown>>(parameters, {
        validate: (given) => {
          const value = check(given);
          return value === null
            ? { success: false, error: new Error('the arguments do not fit the schema') }
            : { success: true, value };
        },
      }),
    }),
  ]);
  return { ...ownTools(knowledge.size > 0), ...(Object.fromEntries(operators) as ToolSet) };
}
