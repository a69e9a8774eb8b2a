import type { Command } from 'commander';
import { configurationWarnings, readConfiguration, type Configuration } from '../channels/configuration.ts';
import { loadEnvironment, type Settings } from '../config.ts';
import { reasonOf, type Misconfigured } from '../errors.ts';
import { aboutProvider } from '../providers/known.ts';
import { openLog, type Log } from '../observe/log.ts';
import type { Service } from '../service/open.ts';
import { here, ownCommand } from './here.ts';
import type { Store } from '../store/open.ts';
import { consoleTools } from './console-tools.ts';
import { packagePath, packageVersion } from './package.ts';
import { endOnFaults, endOnSignal, endOutdated } from './run-service.ts';

/** `serve`: the service, until it is told to stop. */
export function addServe(program: Command): void {
  program
    .command('serve')
    .summary('run the service')
    .description(
      'Runs the service with the settings of the environment and of .env in this folder (docs/SETTINGS.md). ' +
        'SIGTERM or Ctrl-C stops it within 10 seconds; what is not finished goes on at the next start. ' +
        'SIGHUP, or `optiatiende reload`, reads the settings again.',
    )
    .addHelpText(
      'after',
      '\nExample:\n  CHATWOOT_ENABLED=true CHATWOOT_URL=https://chatwoot.example.com \\\n    CHATWOOT_INBOX_ID=EXAMPLEinboxIdentifier01 optiatiende serve',
    )
    .action(serve);
}

async function serve(): Promise<void> {
  const environment = loadEnvironment();
  const { process: settings, channels, file } = await readConfiguration(environment);
  const log = openLog({ level: settings.logLevel, terminal: process.stdout.isTTY });
  let service: Service | null = null;
  endOnFaults(log, () => service);
  for (const warning of configurationWarnings(environment)) log.warn(warning);
  // Only here, as in the other commands: most of them need little of it, and are to start at once.
  const { startService } = await import('../service/open.ts');
  const read = () => readConfiguration(loadEnvironment());
  const named = file === null ? {} : { channels };
  const outdated = Promise.withResolvers<Misconfigured>();
  const how = {
    triesKeys: true,
    command: ownCommand(),
    onOutdated: outdated.resolve,
    version: packageVersion(),
    consoleDist: packagePath('web/dist/console'),
    tools: (store: Store) => consoleTools(loadEnvironment, store),
  };
  const running = await startService({ settings, ...named, read, log, ...how });
  service = running;
  endOnSignal(running, log);
  void outdated.promise.then((why) => endOutdated(running, log, why));
  process.on('SIGHUP', () => {
    // Nothing that a reload meets is a reason to end what runs.
    running
      .reload()
      .catch((error: unknown) => log.error({ reason: reasonOf(error) }, 'the settings could not be read again'));
  });
  introduce(running, { process: settings, channels, file }, log);
}

/** What runs, and what is off that one may have meant to be on. */
function introduce(service: Service, { process: settings, channels, file }: Configuration, log: Log): void {
  const api = settings.apiToken === null ? 'open to programs of this machine' : 'with API_TOKEN';
  const [only] = channels;
  const facts = file === null && only ? factsOf(only) : { channels: channels.map(({ channel }) => channel) };
  log.info({ address: service.url, ...facts, api }, 'OptiAtiende is running');
  for (const one of channels) {
    const own = file === null ? log : log.child({ channel: one.channel });
    if (file !== null) own.info(factsOf(one), 'a channel is on');
    introduceChannel(one, own);
  }
}

function factsOf({ chatwoot, whatsapp, bot, listen }: Settings): Record<string, unknown> {
  const host = aboutProvider(whatsapp.provider).callsTo(whatsapp.values);
  return {
    chatwoot: chatwoot.enabled ? new URL(chatwoot.url).host : 'off',
    ...(chatwoot.enabled ? { inbox: `…${chatwoot.inboxId.slice(-4)}`, dryRun: chatwoot.dryRun } : {}),
    whatsapp: host ?? 'off',
    bot: host === null ? 'off' : bot.chain.join(',') || 'none',
    ...(chatwoot.enabled ? { agents: heardBy(listen) } : {}),
  };
}

function introduceChannel({ chatwoot, whatsapp, listen }: Settings, log: Log): void {
  const { callsTo, words } = aboutProvider(whatsapp.provider);
  const answers = callsTo(whatsapp.values) !== null;
  const paths = ['/webhooks/whatsapp/…', ...(listen.webhookSecret === null ? [] : ['/webhooks/chatwoot/…'])];
  log.info({ paths }, here('the whole webhook addresses: `optiatiende check`'));
  if (!answers) log.warn(`WhatsApp is off: without ${words.key} nothing is sent, and the bot does not answer`);
  if (!chatwoot.enabled) log.warn('Chatwoot is off: CHATWOOT_ENABLED is not true, nothing is registered');
  if (chatwoot.enabled && chatwoot.dryRun) log.warn('dry run: nothing is posted to Chatwoot (CHATWOOT_DRY_RUN)');
}

/** The ways in which agents are heard. */
const heardBy = ({ cable, webhookSecret, sweepsPerMinute }: Settings['listen']): string =>
  [
    ...(cable ? ['cable'] : []),
    ...(webhookSecret === null ? [] : ['webhook']),
    ...(sweepsPerMinute > 0 ? ['sweep'] : []),
  ].join(', ') || 'not heard';
