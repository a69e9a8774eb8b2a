import { realpathSync } from 'node:fs';
import { delimiter, join, relative } from 'node:path';
import { searchPath } from '../config.ts';
import { packagePath } from './package.ts';

/** What stands behind the program's name where a text names a command. */
const named =
  /\boptiatiende (?=(?:serve|sandbox|connect|check|webhook|log|status|problems|db|audit|reload|bot|questions|console-password|contacts|help|COMMAND|COMANDO|--help|\[options\]|\[opciones\])(?![\w.]))/g;

/**
 * How this program is called from here: `optiatiende` where that is installed, else the path of its file. A text that names a command must
 * name one that works where it is read.
 *
 * @param cwd where the operator is
 * @param search the folders of PATH
 */
export function commandHere(cwd: string, search: string, bin = packagePath('bin/optiatiende.js')): string {
  const own = real(bin);
  const installed = search
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => real(join(folder, 'optiatiende')))
    .find((path) => path !== null);
  if (installed !== undefined && installed === own) return 'optiatiende';
  const below = relative(real(cwd) ?? cwd, own ?? bin);
  if (/^node_modules\//.test(below)) return 'npx optiatiende';
  const isNear = !below.startsWith('..') && below.split('/').length <= 3;
  const path = !isNear ? bin : below.includes('/') ? below : `./${below}`;
  return /^[\w./@:+-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}

/** A text whose commands are named as they are called here. */
export function here(text: string): string {
  return text.includes('optiatiende ') ? text.replace(named, `${ownCommand()} `) : text;
}

/** How it is called from the folder of this process. */
export const ownCommand = (): string => (known ??= commandHere(process.cwd(), searchPath()));
let known: string | null = null;

/** A dictionary whose sentences name commands as they are called here, at any depth; sentences that are made keep their parameters. */
export function spokenHere<Words extends object>(words: Words): Words {
  const spoken = (value: unknown): unknown => {
    if (typeof value === 'string') return here(value);
    if (Array.isArray(value)) return value.map(spoken);
    if (typeof value === 'function')
      return (...parameters: unknown[]) => spoken((value as (...all: unknown[]) => unknown).apply(words, parameters));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, spoken(part)]));
  };
  return spoken(words) as Words;
}

function real(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}
