import { isAlias, isMap, isScalar, isSeq, type Document, type Node, type YAMLMap } from 'yaml';
import { cleaned, secretFault, secretIn, type Environment, type Files } from '../settings/given.ts';
import type { Setting } from '../settings/setting.ts';

/** What stands behind a setting's name comes to: its text (undefined: not set), or what is wrong with it. */
export type Told = { text: string | undefined } | { rule: string; fix: string; shown: string };

export interface Surroundings {
  document: Document;
  environment: Environment;
  files: Files;
}

const SECRET_RULE = 'the name of a variable, `{env: NAME}`, or the path of a file, `{file: path}`';
const PLAIN_RULE = 'a text or a number, or the name of a variable, `{env: NAME}`';

/** The value of a setting as it would stand in the environment. Secrets are fetched from where the file names, and never stand in it. */
export function textOf(node: Node | null, setting: Setting, around: Surroundings): Told {
  const value = isAlias(node) ? (node.resolve(around.document) ?? null) : node;
  if (setting.many && isSeq(value)) return listOf(value.items as Node[], setting, around);
  if (isMap(value)) return referred(value, setting, around);
  if (value === null || (isScalar(value) && value.value === '' && !setting.verbatim)) return { text: undefined };
  if (!isScalar(value)) return { rule: ruleOf(setting), fix: 'Write one value behind the name.', shown: '(a list)' };
  if (setting.secret)
    return {
      rule: `a secret must not stand in this file: ${SECRET_RULE}`,
      fix: 'Move it to a variable of the environment or of .env, or to a file that this user alone may read. It was readable here: make a new one.',
      shown: `(hidden, ${String(value.value).length} characters)`,
    };
  // As it was written: the file is read without guessing at numbers, so that an id keeps all its digits.
  const text = String(value.value);
  return { text: setting.verbatim ? text : cleaned(text) };
}

const ruleOf = (setting: Setting): string => (setting.secret ? SECRET_RULE : PLAIN_RULE);

function listOf(items: Node[], setting: Setting, around: Surroundings): Told {
  const texts: string[] = [];
  for (const item of items) {
    const told = textOf(item, setting, around);
    if (!('text' in told)) return told;
    if (told.text !== undefined) texts.push(told.text);
  }
  return { text: texts.length === 0 ? undefined : texts.join(',') };
}

function referred(map: YAMLMap, setting: Setting, { environment, files }: Surroundings): Told {
  const [pair, ...more] = map.items;
  const kind = isScalar(pair?.key) ? String(pair.key.value) : '';
  const target = isScalar(pair?.value) ? String(pair.value.value) : '';
  const known = kind === 'env' || (kind === 'file' && setting.secret === true);
  if (!known || more.length > 0 || target === '')
    return { rule: ruleOf(setting), fix: 'Write it in one of these ways.', shown: '(a map)' };
  if (kind === 'file') {
    try {
      return { text: secretIn(target, files) };
    } catch (error) {
      return { ...secretFault(error), shown: JSON.stringify(target) };
    }
  }
  const text = setting.verbatim ? environment[target] : cleaned(environment[target]);
  if (text !== undefined) return { text };
  return {
    rule: `the name of a variable that is set; ${target} is not`,
    fix: `Set ${target} in the environment or in .env, or name another variable.`,
    shown: `{env: ${target}}`,
  };
}
