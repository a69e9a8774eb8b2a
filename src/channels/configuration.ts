import { disk, processFaults, readProcessSettings, readSettings, settingsFaults, settingsWarnings } from '../config.ts';
import type { ProcessSettings, Settings } from '../config.ts';
import { Misconfigured, reasonOf } from '../errors.ts';
import { faultsMessage, shown, type Fault } from '../settings/faults.ts';
import { cleaned, type Environment, type Files } from '../settings/given.ts';
import { settingEntries } from '../settings/schema.ts';
import { isOfProcess } from '../settings/setting.ts';

/** Everything that is set: for the whole service, and for each channel. */
export interface Configuration {
  process: ProcessSettings;
  /** In the order of the file. */
  channels: Settings[];
  /** As CHANNELS names it; null: one channel, from the environment. */
  file: string | null;
}

export interface ReadOptions {
  /** How secrets and files are read; the disk where absent. */
  files?: Files;
  /** What `{env: NAME}` may name; the environment where absent. */
  references?: Environment;
}

/**
 * The settings of the service, with its channels: those of the file that CHANNELS names, else one with the variables of the environment.
 *
 * @throws {Misconfigured} with every fault at once; of a file with line and column.
 */
export async function readConfiguration(
  environment: Environment,
  { files = disk, references = environment }: ReadOptions = {},
): Promise<Configuration> {
  const file = channelsFile(environment);
  if (file === null) {
    const settings = readSettings(environment, files);
    return { process: settings, channels: [settings], file };
  }
  const { channels, faults } = await examineAll(environment, file, files, references);
  if (faults.length > 0) throw new Misconfigured(faultsMessage(faults));
  const process = readProcessSettings(environment, files);
  return { process, channels: channels.map((one) => ({ ...process, ...one })), file };
}

/** The faults `readConfiguration` would throw, one by one; empty where all is well. */
export async function configurationFaults(environment: Environment, files: Files = disk): Promise<Fault[]> {
  const file = channelsFile(environment);
  if (file === null) return settingsFaults(environment, files);
  return (await examineAll(environment, file, files, environment)).faults;
}

/** Sentences on what is allowed and yet hardly meant. With CHANNELS what a channel has for itself is set there, and nowhere else. */
export function configurationWarnings(environment: Environment, files: Files = disk): string[] {
  const file = channelsFile(environment);
  if (file === null) return settingsWarnings(environment);
  let text = '';
  try {
    text = files.readFile(file);
  } catch {
    // That is a fault, and told as one.
  }
  const idle = settingEntries
    // The language of commands and of the page is taken from there all the same.
    .filter(([name, setting]) => !isOfProcess(setting) && name !== 'UI_LANGUAGE' && cleaned(environment[name]))
    .map(([name]) => name)
    .filter((name) => !new RegExp(`\\benv:\\s*${name}\\b`).test(text));
  return idle.length === 0 ? [] : [`${idle.join(', ')}: of no effect with CHANNELS; set it in ${file}.`];
}

export const channelsFile = (environment: Environment): string | null => cleaned(environment['CHANNELS']) ?? null;

async function examineAll(environment: Environment, path: string, files: Files, references: Environment) {
  const ofProcess = processFaults(environment, files);
  let text: string;
  try {
    text = files.readFile(path);
  } catch (error) {
    const fix = `It could not be read: ${reasonOf(error)}. Correct the path or the rights of the file.`;
    const rule = 'the path of a file that exists';
    return { channels: [], faults: [...ofProcess, { variable: 'CHANNELS', value: shown(path, false), rule, fix }] };
  }
  // Only who has such a file needs to read it.
  const { examineFile } = await import('./examine-file.ts');
  const { channels, faults } = examineFile(text.replace(/^\uFEFF/, ''), path, references, files);
  return { channels, faults: [...ofProcess, ...faults] };
}
