import { YAMLParseError } from 'yaml';
import type { z } from 'zod';

/**
 * What is wrong in a file that an operator wrote, one line for each place: `servers[0].name: is missing`. In our own words, so that they can be
 * said in the operator's language (`cli/words/spanish-model.ts`).
 *
 * @param before which file it is, on each line
 */
export function shapeFaults(error: z.ZodError, before: string): string {
  return error.issues
    .flatMap(faultsOf)
    .map((fault) => before + fault)
    .join('\n');
}

type Issue = z.ZodError['issues'][number];

function faultsOf(issue: Issue): string[] {
  const at = placeOf(issue.path);
  const told = (what: string) => [at === '' ? what : `${at}: ${what}`];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => `${placeOf([...issue.path, key])}: is no field here`);
    case 'invalid_type':
      return told(isMissing(issue) ? 'is missing' : `must be ${kind(issue.expected)}`);
    case 'invalid_value':
      return told(`must be one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`);
    case 'too_small':
      return told(`must ${counted(issue.origin, 'least', issue.minimum)}`);
    case 'too_big':
      return told(`must ${counted(issue.origin, 'most', issue.maximum)}`);
    case 'invalid_union':
      return told(isMissing(issue) ? 'is missing' : 'has none of the forms that may stand here');
    default:
      return told(issue.message);
  }
}

/** Zod tells what was given in its message alone. */
const isMissing = (issue: Issue): boolean =>
  issue.message.endsWith('received undefined') ||
  (issue.code === 'invalid_union' && issue.errors.length > 0 && issue.errors.flat().every(isMissing));

const kind = (expected: string): string => kinds[expected] ?? expected;
const kinds: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

function counted(origin: string, bound: 'least' | 'most', limit: number | bigint): string {
  if (origin === 'string') return `have at ${bound} ${limit} letters`;
  return origin === 'array' ? `have at ${bound} ${limit} entries` : `be at ${bound} ${limit}`;
}

const placeOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (place, part) =>
      typeof part === 'number' ? `${place}[${part}]` : place === '' ? String(part) : `${place}.${String(part)}`,
    '',
  );

/** Where a text is no YAML; the reader's own words are English. */
export function placeIn(error: unknown): string {
  const [from] = error instanceof YAMLParseError ? (error.linePos ?? []) : [];
  return from === undefined ? '' : `: line ${from.line}, column ${from.col}`;
}
