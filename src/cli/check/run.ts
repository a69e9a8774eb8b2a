import { systemClock } from '../../clock.ts';
import { configurationFaults, configurationWarnings, readConfiguration } from '../../channels/configuration.ts';
import type { Settings } from '../../config.ts';
import { providerWords } from '../../providers/known.ts';
import type { Environment } from '../../settings/given.ts';
import { schema } from '../../settings/schema.ts';
import { chosenChannels, type ChannelOption } from '../channel-option.ts';
import type { CheckWords } from '../words/words.ts';
import { checkBots } from './bot.ts';
import { checkVoice } from './voice.ts';
import { checkChatwoot } from './chatwoot.ts';
import { watchClocks } from './clocks.ts';
import type { Store } from '../../store/open.ts';
import { checkDatabase } from './database.ts';
import { jobLine } from './job.ts';
import type { Line } from './line.ts';
import { notifyLines } from './notify.ts';
import { checkPeople, doorLine, hoursLine } from './people.ts';
import { checkWhatsApp } from './whatsapp.ts';

/** The first Node that runs the service (bin/node.js says the same to older ones). */
const NODE = [24, 15] as const;

export interface CheckOptions extends ChannelOption {
  /** The ledger where it is open already, as in the service itself: a large one is then not looked through again. */
  store?: Store;
}

/**
 * Looks at everything and gives the lines as they come, in the order to show. Leaves nothing behind.
 *
 * @throws Misconfigured where there is no channel of that name.
 */
export async function* runCheck(
  environment: Environment,
  words: CheckWords,
  options: CheckOptions = {},
): AsyncGenerator<Line> {
  yield nodeLine(words);
  const faults = await configurationFaults(environment);
  for (const { at, variable, value, rule, fix } of faults) {
    const where = at === undefined ? variable : `${at} ${variable}`;
    yield {
      name: 'settings',
      state: 'wrong',
      detail: words.fault(where, words.translated(value), words.translated(rule)),
      fix: words.translated(fix),
    };
  }
  if (faults.length > 0) return;
  const warnings = configurationWarnings(environment);
  for (const warning of warnings) yield { name: 'settings', state: 'warning', detail: words.translated(warning) };
  if (warnings.length === 0) yield { name: 'settings', state: 'ok', detail: words.settingsOk };

  const { process: settings, channels, file } = await readConfiguration(environment);
  const chosen = chosenChannels(channels, ({ channel }) => channel, options);
  const watch = watchClocks(systemClock);
  const database = checkDatabase(settings, systemClock, words, options.store);
  database.catch(() => undefined);
  const zone = file === null ? (environment['BUSINESS_TIMEZONE'] ?? '') : null;
  for (const own of chosen) {
    const isZoneSet = zone === null ? own.handoff.timeZone !== standardZone : zone.trim() !== '';
    const lines = checkChannel(own, { database, watch, isZoneSet }, words);
    for await (const line of lines) yield file === null ? line : { ...line, channel: own.channel };
  }
  yield (await database).line;
  yield watch.line(words);
}

const standardZone = schema.shape.BUSINESS_TIMEZONE.parse(undefined);

interface Around {
  database: ReturnType<typeof checkDatabase>;
  watch: ReturnType<typeof watchClocks>;
  isZoneSet: boolean;
}

/** All that is one channel's. */
async function* checkChannel(
  settings: Settings,
  { database, watch, isZoneSet }: Around,
  words: CheckWords,
): AsyncGenerator<Line> {
  const { provider, webhookSecret } = settings.whatsapp;
  const chatwoot = checkChatwoot(settings, watch.fetchFrom('Chatwoot'), words);
  const whatsapp = database.then(({ secrets }) =>
    checkWhatsApp(
      settings,
      webhookSecret ?? secrets.get(settings.channel) ?? null,
      watch.fetchFrom(providerWords(provider).name),
      words,
    ),
  );
  // Whoever fails unexpectedly is told of below, in its turn.
  for (const part of [chatwoot, whatsapp]) part.catch(() => undefined);
  const { lines, version, reachable } = await chatwoot;
  yield* lines;
  if (reachable) yield* checkPeople(settings, version, watch.fetchFrom('Chatwoot'), words);
  else if (settings.listen.webhookSecret !== null) yield doorLine(settings, null, null, words);
  yield* await whatsapp;
  yield* checkBots(settings, words);
  yield* checkVoice(settings, words);
  yield* notifyLines(settings, words);
  yield hoursLine(settings, isZoneSet, words);
  yield jobLine(settings, words);
}

function nodeLine(words: CheckWords): Line {
  const version = process.versions.node;
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isEnough = major > NODE[0] || (major === NODE[0] && minor >= NODE[1]);
  return isEnough
    ? { name: 'node', state: 'ok', detail: version }
    : { name: 'node', state: 'wrong', detail: version, fix: words.nodeFix(NODE.join('.')) };
}
