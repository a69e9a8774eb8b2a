import type { Command } from 'commander';
import { systemClock } from '../clock.ts';
import { loadEnvironment, readSettings, type Settings } from '../config.ts';
import { backlog } from '../store/backlog.ts';
import { fileRoom, NO_ROOM } from '../store/files/file-room.ts';
import { waitingReasons } from '../queue/waiting-reasons.ts';
import type { Rest } from '../targets/rests.ts';
import { answerText, SHORT } from '../wire/answer-text.ts';
import { openExisting } from './database-file.ts';
import { languageOf } from './language.ts';
import { columns } from './print.ts';
import { wordsIn } from './words/words.ts';

/** What the running service says of a target it does not call now; as in `/health/ready`. */
export interface TargetRest extends Rest {
  target: 'chatwoot' | 'whatsapp';
}

/** `status`: what waits, since when, why, and how many problems there are. */
export function addStatus(program: Command): void {
  program
    .command('status')
    .summary('what waits, since when and why; how many problems there are')
    .description(
      'Reads the database, and asks the service whether it runs. Exit code: 0 where all goes its way (also with work that waits), ' +
        '1 where there are problems to decide on.',
    )
    .option('--json', 'print for programs')
    .addHelpText('after', '\nExample:\n  watch -n 5 optiatiende status')
    .action(status);
}

async function status(options: { json?: true }): Promise<void> {
  const environment = loadEnvironment();
  const settings = readSettings(environment);
  const words = wordsIn(languageOf(environment));
  const store = await openExisting(settings.databaseUrl);
  try {
    const [counts, files, reasons, service] = [
      await backlog(store, systemClock.now()),
      await fileRoom(store.db, settings.filesMaxBytes),
      await waitingReasons(store.db),
      await askService(settings),
    ];
    const { waiting, oldestMs, problems, unread, unreadable } = counts;
    if (problems > 0 || unreadable > 0) process.exitCode = 1;
    if (options.json) return console.log(JSON.stringify({ ...counts, files, reasons, service }, null, 2));
    const says = words.status;
    const open = Object.values(waiting).reduce((sum, count) => sum + count, unread);
    console.log(
      columns([
        [says.service, service.running ? says.runs(service.address) : says.doesNotRun(service.address, open)],
        ...(service.listening
          ? [[says.hears, says.hearing(service.listening.cable, service.listening.webhook === 'on')]]
          : []),
        ...(['register', 'send', 'turn'] as const).map((kind) => [says.waiting[kind], String(waiting[kind])]),
        // Small and quick: worth a line only where they wait.
        ...(['look', 'fetch', 'tick'] as const)
          .filter((kind) => waiting[kind] > 0)
          .map((kind) => [says.waiting[kind], String(waiting[kind])]),
        ...(files.bytes > 0 ? [[says.files, says.filesKept(files.bytes, files.mostBytes)]] : []),
        [says.unread, String(unread)],
        [says.oldest, open === 0 ? '–' : words.age(oldestMs)],
        [says.problems, problems === 0 ? '0' : says.someProblems(problems)],
        ...(unreadable > 0 ? [[says.unreadable, String(unreadable)]] : []),
      ]),
    );
    for (const { target, asked, reason, fix } of service.rests)
      console.log(`\n${says.rests(target, asked)}\n  ${words.translated(reason)}\n  → ${words.translated(fix)}`);
    if (files.full) console.log(`\n${words.translated(NO_ROOM)}\n  → ${says.filesFix}`);
    if (reasons.length > 0) console.log(`\n${says.reasons}`);
    for (const { kind, reason, count } of reasons)
      console.log(`  ${count} × ${says.kinds[kind]}: ${words.translated(reason)}`);
  } finally {
    await store.close();
  }
}

interface Service {
  address: string;
  running: boolean;
  rests: TargetRest[];
  /** How agents are heard; null while it does not run, or Chatwoot is off. */
  listening: { cable: 'on' | 'deaf' | 'off'; webhook: 'on' | 'off' } | null;
}

/** Whether it answers where these settings say that it listens. */
async function askService({ host, port, chatwoot }: Settings): Promise<Service> {
  const near = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  const address = `http://${near.includes(':') ? `[${near}]` : near}:${port}`;
  const silent = { address, running: false, rests: [], listening: null };
  if (port === 0) return silent;
  try {
    const response = await fetch(`${address}/health/ready`, { redirect: 'manual', signal: AbortSignal.timeout(2_000) });
    const told = JSON.parse(await answerText(response, SHORT)) as Partial<Service> & { status?: string };
    const { status, rests = [], listening = null } = told;
    const running = status === 'ready' || status === 'not ready';
    return { address, running, rests, listening: running && chatwoot.enabled ? listening : null };
  } catch {
    // Nothing listens there, or something else.
    return silent;
  }
}
