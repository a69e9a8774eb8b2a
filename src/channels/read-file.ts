import {
  isAlias,
  isMap,
  isScalar,
  LineCounter,
  parseDocument,
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
import type { Fault } from '../settings/faults.ts';
import { settingEntries, type SettingName } from '../settings/schema.ts';
import { isOfProcess } from '../settings/setting.ts';
import { oneEditApart } from '../settings/warnings.ts';

/** A channel's settings as they stand in the file, each with what to say of where. */
export interface ChannelNode {
  name: string;
  at: string;
  /** Its own, else those of `defaults`. */
  settings: Map<SettingName, { node: Node | null; at: string; from: string }>;
}

export interface ReadFile {
  channels: ChannelNode[];
  /** What every channel has that does not set it itself. */
  defaults: ChannelNode['settings'];
  faults: Fault[];
  document: Document;
}

/** What a channel may be called: it stands in logs, commands and addresses, and in the ledger for ever. */
export const channelName = /^[a-z0-9-]{1,32}$/;

const byLowerName = new Map(settingEntries.map(([name, setting]) => [name.toLowerCase(), { name, setting }]));

/**
 * The structure of a CHANNELS file; what stands behind the names is read by `textOf`.
 *
 * @param path as it is shown.
 */
export function readFile(text: string, path: string): ReadFile {
  const lines = new LineCounter();
  // Every scalar is a text as it was written: a long id must not become a number, nor `no` a switch.
  const document = parseDocument(text, {
    schema: 'failsafe',
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false,
  });
  const faults: Fault[] = document.errors.map(({ message, pos }) => ({
    at: place(pos[0]),
    variable: 'CHANNELS',
    value: JSON.stringify(path),
    rule: 'a file in YAML',
    fix: `${message.replace(/\s+/g, ' ')} Correct it there.`,
  }));
  const channels: ChannelNode[] = [];
  let defaults: ChannelNode['settings'] = new Map();
  if (faults.length === 0) readRoot();
  return { channels, defaults, faults, document };

  function place(offset: number | undefined): string {
    const { line, col } = lines.linePos(offset ?? 0);
    return `${path}:${line}:${Math.max(1, col)}`;
  }

  function fault(node: unknown, variable: string, value: string, rule: string, fix: string): void {
    faults.push({ at: placeOf(node), variable, value, rule, fix });
  }

  function placeOf(node: unknown): string {
    return place((node as Node | null | undefined)?.range?.[0]);
  }

  function resolved(node: unknown): unknown {
    return isAlias(node) ? node.resolve(document) : node;
  }

  /** The lines of a map without those whose name stood there already: nobody knows which is meant. */
  function once(map: YAMLMap, of: string): Pair[] {
    const seen = new Set<string>();
    return map.items.filter((pair) => {
      const key = keyOf(pair);
      const isFirst = !seen.has(key);
      if (!isFirst) fault(pair.key, of, JSON.stringify(key), 'each name once', 'Take one of the two out.');
      seen.add(key);
      return isFirst;
    });
  }

  function readRoot(): void {
    const root = document.contents;
    if (!isMap(root))
      return fault(
        root,
        'CHANNELS',
        JSON.stringify(path),
        'a file with `channels:` in it',
        'Begin with an example of docs/CHANNELS.md.',
      );
    const parts = new Map(once(root, 'CHANNELS').map((pair) => [keyOf(pair), pair]));
    for (const [key, pair] of parts)
      if (key !== 'defaults' && key !== 'channels')
        fault(
          pair.key,
          key,
          '(set)',
          '`defaults` or `channels`',
          'Put settings of all channels under `defaults:`, those of one under its name in `channels:`.',
        );
    defaults = settingsIn(parts.get('defaults')?.value ?? null, 'defaults');
    const all = resolved(parts.get('channels')?.value);
    if (!isMap(all) || all.items.length === 0)
      return fault(
        parts.get('channels')?.key ?? root,
        'channels',
        '(not set)',
        'a map of at least one channel by its name',
        'Name your first channel, such as `main:`, and put its settings below.',
      );
    for (const pair of once(all, 'channels')) {
      const name = keyOf(pair);
      if (!channelName.test(name))
        fault(
          pair.key,
          'channels',
          JSON.stringify(name),
          'names of 1 to 32 small letters, digits and `-`',
          'Choose one that can stay: it is kept with every message, and a channel under a new name begins anew.',
        );
      else
        channels.push({
          name,
          at: placeOf(pair.key),
          settings: new Map([...defaults, ...settingsIn(pair.value, name)]),
        });
    }
  }

  function settingsIn(given: unknown, of: string): ChannelNode['settings'] {
    const found: ChannelNode['settings'] = new Map();
    const value = resolved(given);
    if (value === null || value === undefined || (isScalar(value) && value.value === '')) return found;
    if (!isMap(value)) {
      fault(value, of, '(no map)', 'settings by their names', 'Write one setting in each line: `name: value`.');
      return found;
    }
    for (const pair of once(value, of)) {
      const key = keyOf(pair);
      const known = byLowerName.get(key);
      if (known && !isOfProcess(known.setting))
        found.set(known.name, { node: (pair.value as Node | null) ?? null, at: placeOf(pair.key), from: of });
      else fault(pair.key, `${of}.${key}`, '(set)', ...whyNot(key, known !== undefined));
    }
    return found;
  }
}

const keyOf = (pair: Pair): string => (isScalar(pair.key) ? String(pair.key.value) : '');

/** What is wrong with a name that is no setting of a channel: rule and fix. */
function whyNot(key: string, isOfAll: boolean): [string, string] {
  const rule = 'a setting of a channel';
  if (isOfAll) return [rule, `It is of the whole service: set ${key.toUpperCase()} in the environment or in .env.`];
  const lower = byLowerName.has(key.toLowerCase()) ? key.toLowerCase() : null;
  const meant = lower ?? [...byLowerName.keys()].find((name) => oneEditApart(key.toLowerCase(), name));
  return [rule, meant ? `Did you mean ${meant}?` : 'Take it out; every setting: docs/SETTINGS.md, in small letters.'];
}
