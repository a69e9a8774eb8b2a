import type { Command } from 'commander';
import { lastAudits } from '../../audit/result.ts';
import { systemClock } from '../../clock.ts';
import { readConfiguration } from '../../channels/configuration.ts';
import { loadEnvironment, type Settings } from '../../config.ts';
import { aboutProvider } from '../../providers/known.ts';
import { waitingReasons } from '../../queue/waiting-reasons.ts';
import { backlog } from '../../store/backlog.ts';
import { backlogByChannel, nothingWaits } from '../../store/channel-backlog.ts';
import { fileRoom, NO_ROOM } from '../../store/files/file-room.ts';
import { chosenChannels, withChannel, type ChannelOption } from '../channel-option.ts';
import { openExisting } from '../database-file.ts';
import { languageOf } from '../language.ts';
import { columns } from '../print.ts';
import { wordsIn } from '../words/words.ts';
import { askService } from './ask-service.ts';
import { blockLines, restLines, summary } from './lines.ts';

/** `status`: what waits, since when, why, and how many problems there are. */
export function addStatus(program: Command): void {
  const command = program
    .command('status')
    .summary('what waits, since when and why; how many problems there are')
    .description(
      'Reads the database, and asks the service whether it runs. Exit code: 0 where all goes its way (also with work that waits), ' +
        '1 where there are problems to decide on.',
    )
    .option('--json', 'print for programs')
    .addHelpText('after', '\nExample:\n  watch -n 5 optiatiende status');
  withChannel(command).action(status);
}

async function status(options: ChannelOption & { json?: true }): Promise<void> {
  const environment = loadEnvironment();
  const { process: settings, channels, file } = await readConfiguration(environment);
  const words = wordsIn(languageOf(environment));
  const store = await openExisting(settings.databaseUrl);
  try {
    const now = systemClock.now();
    const each = await backlogByChannel(store.db, now);
    const names = [...new Set([...channels.map(({ channel }) => channel), ...each.keys()])].filter((it) => it !== '');
    const chosen = new Set(chosenChannels(names, (name) => name, options));
    const whole = await backlog(store, now);
    const counts =
      options.channel === undefined ? whole : { ...(each.get(options.channel) ?? nothingWaits()), unreadable: 0 };
    const [files, allReasons, service] = [
      await fileRoom(store.db, settings.filesMaxBytes),
      await waitingReasons(store.db),
      await askService(settings),
    ];
    const reasons = allReasons.filter(({ channel }) => options.channel === undefined || chosen.has(channel));
    const { problems, unreadable } = counts;
    if (problems > 0 || unreadable > 0) process.exitCode = 1;
    const audits = await lastAudits(store.db, [...chosen]);
    const blocks = [...chosen].map((name) => ({
      ...(each.get(name) ?? nothingWaits()),
      ...(service.channels.find(({ channel }) => channel === name) ?? {}),
      channel: name,
      audit: audits.find(({ channel }) => channel === name) ?? null,
      isSet: channels.some(({ channel }) => channel === name),
    }));
    const told = { ...counts, files, reasons, service, channels: blocks };
    if (options.json) return console.log(JSON.stringify(told, null, 2));
    // Of the only one nothing would be said twice.
    const isOne = file === null && names.length === 1;
    const hearing = new Set(channels.filter(hearsAgents).map(({ channel }) => channel));
    console.log(
      columns(
        summary({ ...told, listening: isOne && hearing.size > 0 ? service.listening : null, audits, isOne }, words),
      ),
    );
    if (isOne) for (const rest of service.rests) console.log(restLines(rest, '\n', words));
    else
      for (const { listening, ...block } of blocks)
        console.log(blockLines(listening && hearing.has(block.channel) ? { ...block, listening } : block, words));
    if (files.full) console.log(`\n${words.translated(NO_ROOM)}\n  → ${words.status.filesFix}`);
    if (reasons.length > 0) console.log(`\n${words.status.reasons}`);
    for (const { channel, kind, reason, count } of reasons) {
      const whose = isOne ? '' : `${channel}, `;
      console.log(`  ${count} × ${whose}${words.status.kinds[kind]}: ${words.translated(reason)}`);
    }
  } finally {
    await store.close();
  }
}

/** What agents write is read only where it could be sent: without a provider's key nobody listens. */
const hearsAgents = ({ chatwoot, whatsapp }: Settings): boolean =>
  chatwoot.enabled && aboutProvider(whatsapp.provider).callsTo(whatsapp.values) !== null;
