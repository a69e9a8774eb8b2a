import { systemClock } from '../../clock.ts';
import { readSettings, settingsFaults, settingsWarnings } from '../../config.ts';
import { providerWords } from '../../providers/known.ts';
import type { Environment } from '../../settings/given.ts';
import type { CheckWords } from '../words/words.ts';
import { checkBot } from './bot.ts';
import { checkChatwoot } from './chatwoot.ts';
import { watchClocks } from './clocks.ts';
import { checkDatabase } from './database.ts';
import type { Line } from './line.ts';
import { checkPeople, doorLine, hoursLine } from './people.ts';
import { checkWhatsApp } from './whatsapp.ts';

/** The first Node that runs the service (bin/node.js says the same to older ones). */
const NODE = [24, 15] as const;

/** Looks at everything and gives the lines as they come, in the order to show. Leaves nothing behind. */
export async function* runCheck(environment: Environment, words: CheckWords): AsyncGenerator<Line> {
  yield nodeLine(words);
  const faults = settingsFaults(environment);
  for (const { variable, value, rule, fix } of faults)
    yield { name: 'settings', state: 'wrong', detail: words.fault(variable, value, rule), fix };
  if (faults.length > 0) return;
  const warnings = settingsWarnings(environment);
  for (const detail of warnings) yield { name: 'settings', state: 'warning', detail };
  if (warnings.length === 0) yield { name: 'settings', state: 'ok', detail: words.settingsOk };

  const settings = readSettings(environment);
  const watch = watchClocks(systemClock);
  const chatwoot = checkChatwoot(settings, watch.fetchFrom('Chatwoot'), words);
  const database = checkDatabase(settings, systemClock, words);
  const whatsapp = database.then(({ secret }) =>
    checkWhatsApp(
      settings,
      settings.whatsapp.webhookSecret ?? secret,
      watch.fetchFrom(providerWords(settings.whatsapp.provider).name),
      words,
    ),
  );
  // Whoever fails unexpectedly is told of below, in its turn.
  for (const part of [chatwoot, database, whatsapp]) part.catch(() => undefined);
  const { lines, version, reachable } = await chatwoot;
  yield* lines;
  if (reachable) yield* checkPeople(settings, version, watch.fetchFrom('Chatwoot'), words);
  else if (settings.listen.webhookSecret !== null) yield doorLine(settings, null, null, words);
  yield* await whatsapp;
  yield await checkBot(settings, words);
  yield hoursLine(settings, environment, words);
  yield (await database).line;
  yield watch.line(words);
}

function nodeLine(words: CheckWords): Line {
  const version = process.versions.node;
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isEnough = major > NODE[0] || (major === NODE[0] && minor >= NODE[1]);
  return isEnough
    ? { name: 'node', state: 'ok', detail: version }
    : { name: 'node', state: 'wrong', detail: version, fix: words.nodeFix(NODE.join('.')) };
}
