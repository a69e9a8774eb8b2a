import type { Command } from 'commander';
import { loadEnvironment, readSettings, settingsWarnings, type Settings } from '../config.ts';
import { aboutProvider } from '../providers/known.ts';
import { openLog, type Log } from '../observe/log.ts';
import type { Service } from '../service/open.ts';
import { endOnFaults, endOnSignal } from './run-service.ts';

/** `serve`: the service, until it is told to stop. */
export function addServe(program: Command): void {
  program
    .command('serve')
    .summary('run the service')
    .description(
      'Runs the service with the settings of the environment and of .env in this folder (docs/SETTINGS.md). ' +
        'SIGTERM or Ctrl-C stops it within 10 seconds; what is not finished goes on at the next start.',
    )
    .addHelpText(
      'after',
      '\nExample:\n  CHATWOOT_ENABLED=true CHATWOOT_URL=https://chatwoot.example.com \\\n    CHATWOOT_INBOX_ID=EXAMPLEinboxIdentifier01 optiatiende serve',
    )
    .action(serve);
}

async function serve(): Promise<void> {
  const environment = loadEnvironment();
  const settings = readSettings(environment);
  const log = openLog({ level: settings.logLevel, terminal: process.stdout.isTTY });
  endOnFaults(log);
  for (const warning of settingsWarnings(environment)) log.warn(warning);
  // Only here, as in the other commands: most of them need little of it, and are to start at once.
  const { startService } = await import('../service/open.ts');
  const service = await startService({ settings, log });
  endOnSignal(service, log);
  introduce(service, settings, log);
}

/** What runs, and what is off that one may have meant to be on. */
function introduce(service: Service, settings: Settings, log: Log): void {
  const { chatwoot, whatsapp, bot, listen } = settings;
  const { callsTo, words } = aboutProvider(whatsapp.provider);
  const host = callsTo(whatsapp.values);
  const answers = host !== null;
  log.info(
    {
      address: service.url,
      chatwoot: chatwoot.enabled ? new URL(chatwoot.url).host : 'off',
      ...(chatwoot.enabled ? { inbox: `…${chatwoot.inboxId.slice(-4)}`, dryRun: chatwoot.dryRun } : {}),
      whatsapp: host ?? 'off',
      bot: answers ? bot.kind : 'off',
      api: settings.apiToken === null ? 'open to programs of this machine' : 'with API_TOKEN',
      ...(chatwoot.enabled ? { agents: heardBy(listen) } : {}),
    },
    'OptiAtiende is running',
  );
  const paths = ['/webhooks/whatsapp/…', ...(listen.webhookSecret === null ? [] : ['/webhooks/chatwoot/…'])];
  log.info({ paths }, 'the whole webhook addresses: `optiatiende check`');
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
