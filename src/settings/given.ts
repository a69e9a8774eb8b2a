import { reasonOf } from '../errors.ts';
import { shown, type Fault } from './faults.ts';
import { settingEntries } from './schema.ts';
import type { Setting } from './setting.ts';

export type Environment = Record<string, string | undefined>;

export interface Files {
  /** The text of a file; throws where it cannot be read. */
  readFile(path: string): string;
}

/**
 * What was really given, before any rule: spaces around a value and the quotes that `docker --env-file` leaves are
 * taken off, empty is not set, and secrets come from their files.
 */
export function givenValues(
  environment: Environment,
  files: Files,
  of: (setting: Setting) => boolean,
): { given: Environment; faults: Fault[] } {
  const given: Environment = {};
  const faults: Fault[] = [];
  for (const [name, setting] of settingEntries) {
    if (!of(setting)) continue;
    const { secret, verbatim } = setting;
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
      given[name] = secretIn(path, files);
    } catch (error) {
      delete given[name];
      faults.push({
        variable: `${name}_FILE`,
        value: shown(path, false),
        ...secretFault(error),
      });
    }
  }
  return { given, faults };
}

/** The secret in a file. @throws where it cannot be read, or nothing is in it. */
export function secretIn(path: string, files: Files): string {
  // Only the newline an editor leaves: in a file every other character is meant.
  const secret = files
    .readFile(path)
    .replace(/^\uFEFF/, '')
    .replace(/[\r\n]+$/, '');
  if (secret === '') throw new Error('it is empty');
  return secret;
}

export const secretFault = (error: unknown): Pick<Fault, 'rule' | 'fix'> => ({
  rule: 'the path of a file with the secret in it, readable by this user',
  fix: `It could not be used: ${reasonOf(error)}. Correct the path or the rights of the file.`,
});

const unquoted = (value: string | undefined) => value?.replace(/^(["'])(.*)\1$/s, '$2');

/** A value without the spaces and quotes around it; undefined where nothing is left. */
export function cleaned(value: string | undefined): string | undefined {
  return unquoted(value?.trim())?.trim() || undefined;
}
