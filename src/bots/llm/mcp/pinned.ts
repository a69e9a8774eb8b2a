/** A tool as a server lists it, or as the file of the operator has it. */
export interface ToolWords {
  description: string;
  /** JSON Schema of its arguments. */
  parameters: Record<string, unknown>;
}

/**
 * What a server says of a tool now, beside what was pinned: `described` otherwise: other words, of the tool or of its arguments; `changed`:
 * it takes other arguments, so that a call by what was pinned would mean something else.
 */
export type Difference = 'same' | 'described' | 'changed';

export function differenceOf(pinned: ToolWords, listed: ToolWords): Difference {
  if (bare(pinned.parameters) !== bare(listed.parameters)) return 'changed';
  const words = (tool: ToolWords) => JSON.stringify([tool.description.trim(), sorted(tool.parameters, false)]);
  return words(pinned) === words(listed) ? 'same' : 'described';
}

const bare = (schema: Record<string, unknown>): string => JSON.stringify(sorted(schema, true));

/** What says nothing of which arguments are taken. */
const WORDS = new Set(['$schema', '$id', '$comment', 'title', 'description', 'examples', 'default']);
/** Below these stand names, whatever they are. */
const NAMING = new Set(['properties', 'patternProperties', '$defs', 'definitions']);

/** The same for schemas that differ in the order of their fields alone; `withoutWords`: in their words too. */
function sorted(value: unknown, withoutWords: boolean, areNames = false): unknown {
  if (Array.isArray(value)) return value.map((one) => sorted(one, withoutWords));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => areNames || (name !== '$schema' && !(withoutWords && WORDS.has(name))))
      .map(([name, field]): [string, unknown] => [
        name,
        !areNames && name === 'required' && Array.isArray(field)
          ? [...(field as unknown[])].map(String).toSorted()
          : sorted(field, withoutWords, !areNames && NAMING.has(name)),
      ])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
