import { isAlias, isMap, parseDocument } from 'yaml';
import { Misconfigured } from '../errors.ts';
import { cleaned, type Environment, type Files } from '../settings/given.ts';
import { table, type SettingName } from '../settings/schema.ts';
import { readFile } from './read-file.ts';
import { textOf } from './text-of.ts';

/** What is set for a channel now, as texts; for a name that is not there yet, what `defaults` would give it. */
export function textsOfChannel(
  text: string,
  path: string,
  name: string,
  { environment, files }: { environment: Environment; files: Files },
): Environment {
  const { channels, defaults, document } = readFile(text, path);
  const settings = channels.find((channel) => channel.name === name)?.settings ?? defaults;
  const texts: Environment = {};
  for (const [setting, { node }] of settings) {
    const told = textOf(node, table[setting], { document, environment, files });
    if ('text' in told && told.text !== undefined) texts[setting] = told.text;
  }
  return texts;
}

/** The variable of the environment that holds a secret of a channel. */
export const secretName = (setting: string, channel: string): string =>
  `${setting}_${channel.toUpperCase().replaceAll('-', '_')}`;

/**
 * The file with these settings of a channel in it, which is made where it is not there; everything else, remarks too, stays as it is.
 * Secrets are named by the variables that hold them.
 *
 * @throws Misconfigured where the file is no YAML, or the channel stands in it by reference.
 */
export function withChannelSettings(text: string, path: string, name: string, values: Record<string, string>): string {
  const document = parseDocument(text, { schema: 'failsafe', prettyErrors: false });
  const own = ['channels', name];
  const there = document.getIn(own, true);
  if (document.errors.length > 0 || isAlias(there))
    throw new Misconfigured(`${path}: ${name} cannot be written there; run \`optiatiende check\` first.`);
  if (!isMap(document.contents)) document.contents = document.createNode({}) as never;
  if (!isMap(document.get('channels', true))) document.set('channels', document.createNode({}));
  if (!isMap(there)) document.setIn(own, document.createNode({}));
  for (const [setting, value] of Object.entries(values)) {
    const isSecret = table[setting as SettingName].secret === true && cleaned(value) !== undefined;
    const node = isSecret
      ? document.createNode({ env: secretName(setting, name) }, { flow: true })
      : document.createNode(value);
    document.setIn([...own, setting.toLowerCase()], node);
  }
  return document.toString({ lineWidth: 0 });
}
