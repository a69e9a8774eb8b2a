import { examine } from '../settings/examine.ts';
import type { Fault } from '../settings/faults.ts';
import type { Environment, Files } from '../settings/given.ts';
import { settingEntries, table, type SettingName, type Values } from '../settings/schema.ts';
import { isOfProcess, type Setting } from '../settings/setting.ts';
import type { ChannelSettings } from '../settings/settings.ts';
import { toChannelSettings } from '../settings/to-settings.ts';
import { collisions } from './collisions.ts';
import { readFile, type ChannelNode } from './read-file.ts';
import { textOf, type Surroundings } from './text-of.ts';

/** The channels of a file, and everything that is wrong with it, in the order of its lines. */
export function examineFile(
  text: string,
  path: string,
  environment: Environment,
  files: Files,
): { channels: ChannelSettings[]; faults: Fault[] } {
  const { channels: nodes, faults, document } = readFile(text, path);
  const channels: ChannelSettings[] = [];
  for (const node of nodes) {
    const examined = examineChannel(node, { document, environment, files });
    faults.push(...examined.faults);
    if (examined.faults.length === 0) channels.push(toChannelSettings(node.name, examined.values as Values));
  }
  faults.push(
    ...collisions(channels).map(({ channel, setting, rule, fix }) => {
      const node = nodes.find(({ name }) => name === channel);
      const at = node?.settings.get(setting)?.at ?? node?.at;
      const fault = { variable: `${channel}.${setting.toLowerCase()}`, value: '(set)', rule, fix: inSmallLetters(fix) };
      return at === undefined ? fault : { ...fault, at };
    }),
  );
  return { channels, faults: inOrder(faults) };
}

function examineChannel(
  { name, at, settings }: ChannelNode,
  around: Surroundings,
): { values: Partial<Values>; faults: Fault[] } {
  const given: Environment = {};
  const faults: Fault[] = [];
  for (const [setting, { node, at: where, from }] of settings) {
    const told = textOf(node, table[setting], around);
    if ('text' in told) given[setting] = told.text;
    else
      faults.push({
        at: where,
        variable: `${from}.${setting.toLowerCase()}`,
        value: told.shown,
        rule: told.rule,
        fix: told.fix,
      });
  }
  const broken = new Set<string>(
    settingEntries.map(([setting]) => setting).filter((setting) => settings.has(setting) && !(setting in given)),
  );
  const of = (setting: Setting) => !isOfProcess(setting);
  const examined = examine(given, around.files, { of, broken });
  for (const { variable, value, rule, fix } of examined.faults) {
    const own = settings.get(variable as SettingName);
    faults.push({
      at: own?.at ?? at,
      variable: `${own?.from ?? name}.${variable.toLowerCase()}`,
      value,
      rule: inSmallLetters(rule),
      fix: inSmallLetters(fix),
    });
  }
  return { values: examined.values, faults };
}

/** Settings as they are called in the file: `CHATWOOT_ENABLED=false` is `chatwoot_enabled: false` there. */
const inSmallLetters = (text: string): string =>
  text.replace(/\b([A-Z][A-Z\d_]+)(=?)/g, (all, name: string, is: string) =>
    name in table ? name.toLowerCase() + (is ? ': ' : '') : all,
  );

/** By line and column; what is wrong with `defaults` is wrong once, however many channels have it. */
function inOrder(faults: Fault[]): Fault[] {
  const once = new Map(faults.map((fault) => [JSON.stringify(fault), fault]));
  const where = ({ at }: Fault) =>
    /:(\d+):(\d+)$/
      .exec(at ?? '')
      ?.slice(1)
      .map(Number) ?? [0, 0];
  return [...once.values()].sort((a, b) => {
    const [lineA = 0, columnA = 0] = where(a);
    const [lineB = 0, columnB = 0] = where(b);
    return lineA - lineB || columnA - columnB;
  });
}
