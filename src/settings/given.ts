import { reasonOf } from '../errors.ts';
import { shown, type Fault } from './faults.ts';
import { settingEntries } from './schema.ts';

export type Environment = Record<string, string | undefined>;

export interface Files {
  /** The text of a file; throws where it cannot be read. */
  readFile(path: string): string;
}

/**
 * What was really given, before any rule: spaces around a value and the quotes that `docker --env-file` leaves are
 * taken off, empty is not set, and secrets come from their files.
 */
export function givenValues(environment: Environment, files: Files): { given: Environment; faults: Fault[] } {
  const given: Environment = {};
  const faults: Fault[] = [];
  for (const [name, { secret, verbatim }] of settingEntries) {
    given[name] = verbatim ? unquoted(environment[name]) : cleaned(environment[name]);
    const path = secret && cleaned(environment[`${name}_FILE`]);
    if (!path) continue;
    if (given[name] !== undefined) {
      faults.push({
        variable: `${name}_FILE`,
        value: shown(path, false),
        rule: `${name} and ${name}_FILE must not both be set`,
        fix: `Remove one of the two.`,
      });
      continue;
    }
    try {
      // Only the newline an editor leaves: in a file every other character is meant.
      given[name] = files
        .readFile(path)
        .replace(/^\uFEFF/, '')
        .replace(/[\r\n]+$/, '');
      if (given[name] === '') throw new Error('it is empty');
    } catch (error) {
      delete given[name];
      faults.push({
        variable: `${name}_FILE`,
        value: shown(path, false),
        rule: 'the path of a file with the secret in it, readable by this user',
        fix: `It could not be used: ${reasonOf(error)}. Correct the path or the rights of the file.`,
      });
    }
  }
  return { given, faults };
}

const unquoted = (value: string | undefined) => value?.replace(/^(["'])(.*)\1$/s, '$2');

function cleaned(value: string | undefined): string | undefined {
  return unquoted(value?.trim())?.trim() || undefined;
}
