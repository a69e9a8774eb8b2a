import { shown, type Fault } from './faults.ts';
import type { Environment, Files } from './given.ts';
import { crossFaults } from './rules.ts';
import { schema, settingEntries, table, type SettingName, type Values } from './schema.ts';
import type { Setting } from './setting.ts';

/**
 * What the given texts come to, and every fault in them.
 *
 * @param of the settings that are looked at; all where absent.
 * @param broken those that have their fault already: that one is "not set" would be a second one for the same mistake.
 */
export function examine(
  given: Environment,
  files: Files,
  { of = () => true, broken = new Set() }: { of?: (setting: Setting) => boolean; broken?: ReadonlySet<string> } = {},
): { values: Partial<Values>; faults: Fault[] } {
  const values: Partial<Record<SettingName, unknown>> = {};
  const faults: Fault[] = [];
  for (const [name, setting] of settingEntries) {
    if (broken.has(name) || !of(setting)) continue;
    const result = schema.shape[name].safeParse(given[name]);
    if (result.success) values[name] = result.data;
    else
      faults.push({
        variable: name,
        value: shown(given[name], setting.secret === true),
        rule: setting.rule,
        fix: fixOf(name),
      });
  }
  faults.push(...crossFaults(values as Partial<Values>, given, files));
  return { values: values as Partial<Values>, faults };
}

function fixOf(name: SettingName): string {
  const { secret, example, default: standard }: Setting = table[name];
  if (secret) return 'Copy it again, or make a new one.';
  const correct = example === standard ? 'Correct it' : `Set a value such as ${JSON.stringify(example)}`;
  return standard === null ? `${correct}.` : `${correct}, or remove it for the default, ${JSON.stringify(standard)}.`;
}
