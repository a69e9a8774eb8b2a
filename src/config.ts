import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { Misconfigured, reasonOf } from './errors.ts';
import { examine } from './settings/examine.ts';
import { faultsMessage, type Fault } from './settings/faults.ts';
import { givenValues, type Environment, type Files } from './settings/given.ts';
import { settingEntries, table, type Values } from './settings/schema.ts';
import type { ProcessSettings, Settings } from './settings/settings.ts';
import { isOfProcess, type Setting } from './settings/setting.ts';
import { toChannelSettings, toProcessSettings } from './settings/to-settings.ts';
import { environmentWarnings } from './settings/warnings.ts';

export type { ChannelSettings, ProcessSettings, Settings } from './settings/settings.ts';

/** The one channel there is without CHANNELS. */
export const ONLY_CHANNEL = 'main';

export const disk: Files = { readFile: (path) => readFileSync(path, 'utf8') };

/**
 * The settings in an environment: those of the one channel there is without CHANNELS. With it, `readConfiguration` reads them
 * (`src/channels/configuration.ts`).
 *
 * @param files How secrets (`X_FILE`) and `BOT_FAQ` are read; the disk where absent.
 * @throws {Misconfigured} with every fault at once: variable, value (secrets hidden), rule and fix.
 */
export function readSettings(environment: Environment, files: Files = disk): Settings {
  const { values, faults } = examineEnvironment(environment, files, () => true);
  if (faults.length > 0) throw new Misconfigured(faultsMessage(faults));
  return { ...toProcessSettings(values as Values), ...toChannelSettings(ONLY_CHANNEL, values as Values) };
}

/**
 * What is one for the whole service.
 *
 * @throws {Misconfigured} with every fault in it; those of channels are not looked for.
 */
export function readProcessSettings(environment: Environment, files: Files = disk): ProcessSettings {
  const { values, faults } = examineEnvironment(environment, files, isOfProcess);
  if (faults.length > 0) throw new Misconfigured(faultsMessage(faults));
  return toProcessSettings(values as Values);
}

/** The faults `readSettings` would throw, one by one; empty where all is well. */
export const settingsFaults = (environment: Environment, files: Files = disk): Fault[] =>
  examineEnvironment(environment, files, () => true).faults;

/** The faults `readProcessSettings` would throw. */
export const processFaults = (environment: Environment, files: Files = disk): Fault[] =>
  examineEnvironment(environment, files, isOfProcess).faults;

/** Sentences on what is allowed and yet hardly meant: misspelt names, a switch that is neither on nor off. */
export const settingsWarnings = (environment: Environment): string[] => environmentWarnings(environment);

/**
 * The variables of the process over those of `.env` in `cwd`, where there is one. The only place that reads `process.env`.
 *
 * @throws {Misconfigured} where `.env` is there and cannot be read.
 */
export function loadEnvironment(cwd = process.cwd(), environment: Environment = process.env): Environment {
  const path = join(cwd, '.env');
  let file: Environment = {};
  try {
    file = parseEnv(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      throw new Misconfigured(`${path} could not be read: ${reasonOf(error)}`, { cause: error });
  }
  // A secret and its file are one setting: given in the environment in either form, the other form in .env is no clash.
  for (const [name, { secret }] of settingEntries) {
    if (!secret || (!environment[name] && !environment[`${name}_FILE`])) continue;
    delete file[name];
    delete file[`${name}_FILE`];
  }
  return { ...file, ...environment };
}

function examineEnvironment(
  environment: Environment,
  files: Files,
  of: (setting: Setting) => boolean,
): { values: Partial<Values>; faults: Fault[] } {
  const { given, faults } = givenValues(environment, files, of);
  const broken = new Set(faults.map(({ variable }) => variable.replace(/_FILE$/, '')));
  const examined = examine(given, files, { of, broken });
  const order = Object.keys(table);
  const place = ({ variable }: Fault) => order.indexOf(variable.replace(/_FILE$/, ''));
  return { values: examined.values, faults: [...faults, ...examined.faults].sort((a, b) => place(a) - place(b)) };
}

/** Where this process looks for programs. */
export const searchPath = (): string => process.env['PATH'] ?? '';
