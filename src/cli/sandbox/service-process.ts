/**
 * The sandbox's service, in a process of its own so that it can be killed and comes back, as in earnest. It is told by messages what
 * to run with, and ends when the sandbox does, however that ends.
 */
import { Misconfigured } from '../../errors.ts';
import type { Bot } from '../../bots/bot.ts';
import { readSettings, settingsWarnings } from '../../config.ts';
import { openLog } from '../../observe/log.ts';
import { startService } from '../../service/open.ts';
import type { Environment } from '../../settings/given.ts';
import { endOnFaults, endOnSignal } from '../run-service.ts';

/** What the process is told. */
export type ToService =
  { start: { channels: { name: string; variables: Environment }[] }; bot: 'well' | 'dead' } | { bot: 'well' | 'dead' };

/** What it tells: where it listens, or why it does not. */
export type FromService = { url: string } | { failed: string; misconfigured: boolean };

let botIs: 'well' | 'dead' = 'well';

/** A dead bot fails as one whose server is gone: at once, each time. */
const aroundBot = (bot: Bot): Bot => ({
  answer(turn, signal) {
    if (botIs === 'dead') throw new Error('the bot is dead: the sandbox switched it off');
    return bot.answer(turn, signal);
  },
  ...(bot.close ? { close: () => bot.close?.() } : {}),
});

async function start(channels: { name: string; variables: Environment }[]): Promise<void> {
  const settings = channels.map(({ name, variables }) => ({ ...readSettings(variables), channel: name }));
  const [first] = settings;
  if (!first) throw new Error('a service without a channel');
  const log = openLog({ level: first.logLevel, terminal: process.stdout.isTTY });
  endOnFaults(log);
  for (const warning of settingsWarnings(channels[0]?.variables ?? {})) log.warn(warning);
  const several = settings.length > 1 ? { channels: settings } : {};
  const service = await startService({ settings: first, ...several, log, aroundBot });
  endOnSignal(service, log);
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  tell({ url: service.url });
}

function tell(words: FromService): void {
  process.send?.(words);
}

// Ctrl-C in a terminal reaches this process too: the sandbox alone says when it ends.
process.on('SIGINT', () => undefined);

process.on('message', (words: ToService) => {
  botIs = words.bot;
  if (!('start' in words)) return;
  start(words.start.channels).catch((error: unknown) => {
    const misconfigured = error instanceof Misconfigured;
    tell({ failed: error instanceof Error ? error.message : String(error), misconfigured });
    process.disconnect();
    process.exit(1);
  });
});
