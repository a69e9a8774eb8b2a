import { disk, processFaults, readProcessSettings, readSettings, settingsFaults } from '../config.ts';
import type { ProcessSettings, Settings } from '../config.ts';
import { Misconfigured, reasonOf } from '../errors.ts';
import { faultsMessage, shown, type Fault } from '../settings/faults.ts';
import { cleaned, type Environment, type Files } from '../settings/given.ts';

/** Everything that is set: for the whole service, and for each channel. */
export interface Configuration {
  process: ProcessSettings;
  /** In the order of the file. */
  channels: Settings[];
  /** As CHANNELS names it; null: one channel, from the environment. */
  file: string | null;
}

/**
 * The settings of the service, with its channels: those of the file that CHANNELS names, else one with the variables of the environment.
 *
 * @throws {Misconfigured} with every fault at once; of a file with line and column.
 */
export async function readConfiguration(environment: Environment, files: Files = disk): Promise<Configuration> {
  const file = channelsFile(environment);
  if (file === null) {
    const settings = readSettings(environment, files);
    return { process: settings, channels: [settings], file };
  }
  const { channels, faults } = await examineAll(environment, file, files);
  if (faults.length > 0) throw new Misconfigured(faultsMessage(faults));
  const process = readProcessSettings(environment, files);
  return { process, channels: channels.map((one) => ({ ...process, ...one })), file };
}

/** The faults `readConfiguration` would throw, one by one; empty where all is well. */
export async function configurationFaults(environment: Environment, files: Files = disk): Promise<Fault[]> {
  const file = channelsFile(environment);
  return file === null ? settingsFaults(environment, files) : (await examineAll(environment, file, files)).faults;
}

export const channelsFile = (environment: Environment): string | null => cleaned(environment['CHANNELS']) ?? null;

async function examineAll(environment: Environment, path: string, files: Files) {
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
  const { channels, faults } = examineFile(text.replace(/^\uFEFF/, ''), path, environment, files);
  return { channels, faults: [...ofProcess, ...faults] };
}
