import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { channelName } from '../../channels/read-file.ts';
import { channelsFile } from '../../channels/configuration.ts';
import { secretName, textsOfChannel, withChannelSettings } from '../../channels/write-file.ts';
import { disk, loadEnvironment } from '../../config.ts';
import { Misconfigured } from '../../errors.ts';
import type { Environment } from '../../settings/given.ts';
import { table, type SettingName } from '../../settings/schema.ts';
import { readEnvFile, withSettings, writeEnvFile, writeWhole } from './env-file.ts';

/** Where `connect` finds and writes settings. */
export interface Keep {
  /** As people read it. */
  path: string;
  given: Environment;
  /** Writes all as it is, so that what cannot be written is known before anything is made. @throws Misconfigured where it cannot be. */
  tryIt(): void;
  write(values: Record<string, string>): void;
  /** Those that the environment sets otherwise: it wins. */
  shadowed(values: Record<string, string>): string[];
}

/** A settings file, `.env` as a rule. */
export function keepInEnv(path: string, given: Environment): Keep {
  const text = readEnvFile(path);
  const isDefault = path === resolve('.env');
  return {
    path,
    given,
    tryIt: () => writeEnvFile(path, text),
    write: (values) => writeEnvFile(path, withSettings(text, values)),
    shadowed: (values) => (isDefault ? otherwise(values) : []),
  };
}

/** A channel of the file that CHANNELS names; its secrets go into the settings file, by the channel's name. */
export function keepInChannel(envPath: string, channel: string, environment: Environment): Keep {
  const path = channelsFile(environment);
  if (path === null)
    throw new Misconfigured(
      '--channel: CHANNELS names no file. Set CHANNELS=./channels.yaml in .env; it is made here.',
    );
  if (!channelName.test(channel))
    throw new Misconfigured(`--channel: ${channel} is no name of 1 to 32 small letters, digits and \`-\`.`);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const secrets = readEnvFile(envPath);
  const isSecret = (name: string) => table[name as SettingName].secret === true;
  return {
    path,
    given: textsOfChannel(text, path, channel, { environment, files: disk }),
    tryIt() {
      writeEnvFile(envPath, secrets);
      writeWhole(path, text);
    },
    write(values) {
      const own = Object.entries(values).filter(([name, value]) => isSecret(name) && value !== '');
      const named = Object.fromEntries(own.map(([name, value]) => [secretName(name, channel), value]));
      writeEnvFile(envPath, withSettings(secrets, named));
      writeWhole(path, withChannelSettings(text, path, channel, values));
    },
    shadowed: (values) =>
      otherwise(
        Object.fromEntries(
          Object.entries(values).flatMap(([name, value]) =>
            isSecret(name) && value !== '' ? [[secretName(name, channel), value]] : [],
          ),
        ),
      ),
  };
}

const otherwise = (values: Record<string, string>): string[] =>
  Object.keys(values).filter((name) => loadEnvironment()[name] !== values[name]);
