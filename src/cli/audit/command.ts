import { InvalidArgumentError, type Command } from 'commander';
import { audit } from '../../audit/audit.ts';
import { fixGaps } from '../../audit/fix.ts';
import type { Report } from '../../audit/report.ts';
import { readConfiguration } from '../../channels/configuration.ts';
import { systemClock } from '../../clock.ts';
import { loadEnvironment, type Settings } from '../../config.ts';
import { Misconfigured } from '../../errors.ts';
import { openLog } from '../../observe/log.ts';
import { restAsBefore } from '../../queue/lasting-rest.ts';
import { openChatwootClients } from '../../service/chatwoot-clients.ts';
import type { Store } from '../../store/open.ts';
import { chatwootHosts } from '../../targets/chatwoot-hosts.ts';
import { maskNumber } from '../../whatsapp/numbers.ts';
import { chosenChannels, withChannel, type ChannelOption } from '../channel-option.ts';
import { openExisting } from '../database-file.ts';
import { languageOf } from '../language.ts';
import { wordsIn } from '../words/words.ts';
import { auditText } from './show.ts';
import { DEFAULT_SINCE, sinceOf } from './since.ts';

interface Options extends ChannelOption {
  since: string;
  fix?: true;
  strict?: true;
  json?: true;
}

/** Ten calls a second at most, one at a time: the service beside it goes first. */
const EVERY_MS = 100;
const PATIENCE_MS = 30_000;

/** `audit`: whether everything that came was answered, sent, delivered and registered; each gap by name. */
export function addAudit(program: Command): void {
  const command = program
    .command('audit')
    .summary('whether all that came was answered, sent, delivered and registered; each gap by name')
    .description(
      'Counts each day in the database, reads Chatwoot back and names every gap; changes nothing without --fix, also while the service ' +
        'runs. Exit code: 0 no gap, 1 gaps, 2 wrong use.',
    )
    .option('--since <when>', 'a day, or a time such as 7d or 48h', notEmpty, DEFAULT_SINCE)
    .option('--fix', 'register what is missing in Chatwoot, marked with its time; nothing is sent on WhatsApp')
    .option('--strict', 'what is still on its way is a gap too')
    .option('--json', 'print for programs')
    .addHelpText('after', '\nExamples:\n  optiatiende audit --since 2026-11-01\n  optiatiende audit --fix');
  withChannel(command).action(run);
}

async function run(options: Options): Promise<void> {
  const environment = loadEnvironment();
  const words = wordsIn(languageOf(environment));
  const { process: own, channels, file } = await readConfiguration(environment);
  const chosen = chosenChannels(channels, ({ channel }) => channel, options);
  const now = systemClock.now();
  const plans = chosen.map((settings) => ({
    settings,
    from: sinceOf(options.since, settings.handoff.timeZone, now),
  }));
  if (options.fix && chosen.every(({ chatwoot }) => !chatwoot.enabled || chatwoot.dryRun))
    throw new Misconfigured('--fix: nothing is registered here, CHATWOOT_ENABLED is not true or CHATWOOT_DRY_RUN is.');
  const store = await openExisting(own.databaseUrl);
  try {
    const told: object[] = [];
    for (const [n, { settings, from }] of plans.entries()) {
      const report = await auditOf(store, settings, { from, to: now, strict: options.strict ?? false });
      const fixed =
        options.fix && report.chatwoot !== 'off' ? await fixGaps(store, report.gaps, systemClock.now()) : [];
      if (fixed.length > 0) store.news.tell();
      if (report.gaps.length > 0) process.exitCode = 1;
      told.push({ ...masked(report), ...(options.fix ? { fixed } : {}) });
      if (options.json) continue;
      if (n > 0) console.log('');
      console.log(auditText(report, settings.handoff.timeZone, words, file !== null));
      if (options.fix) console.log(words.audit.fixed(fixed.length));
    }
    if (options.json) console.log(JSON.stringify(told, null, 2));
  } finally {
    await store.close();
  }
}

async function auditOf(
  store: Store,
  settings: Settings,
  stretch: { from: number; to: number; strict: boolean },
): Promise<Report> {
  const log = openLog({ level: 'silent', terminal: false });
  const clients = openChatwootClients(settings, {
    clock: systemClock,
    random: Math.random,
    log,
    host: chatwootHosts(systemClock)(settings.chatwoot),
  });
  // What Chatwoot asked the service for holds here too.
  if (clients) await restAsBefore(store.db, settings.channel, clients.target, systemClock.now());
  const pace = { everyMs: EVERY_MS, patienceMs: PATIENCE_MS };
  return await audit({ settings, store, clock: systemClock, chatwoot: clients, lists: true, ...pace, ...stretch });
}

const masked = ({ gaps, ...report }: Report) => ({
  ...report,
  gaps: gaps.map((gap) => ({ ...gap, person: maskNumber(gap.person) })),
});

function notEmpty(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It must not be empty.');
  return text.trim();
}
