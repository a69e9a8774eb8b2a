import { openExamined } from '../../bots/eval/open.ts';
import type { Examined } from '../../bots/eval/talk.ts';
import type { BotKind } from '../../bots/open.ts';
import { readConfiguration } from '../../channels/configuration.ts';
import type { Settings } from '../../config.ts';
import { Misconfigured } from '../../errors.ts';
import { openLog } from '../../observe/log.ts';
import { botOptions } from '../../service/bot-options.ts';
import type { Environment } from '../../settings/given.ts';
import { chosenChannels, type ChannelOption } from '../channel-option.ts';
import type { BotWords } from '../words/bot-words.ts';

const LONG_MS = 1_000_000;

export interface BotChoice extends ChannelOption {
  bot?: BotKind;
}

/**
 * The bot that is meant, as the service would open it.
 *
 * @throws Misconfigured where there is none, or it cannot be opened.
 */
export async function openChosen(
  environment: Environment,
  choice: BotChoice,
  words: BotWords,
): Promise<{ examined: Examined; settings: Settings; close: () => Promise<void> }> {
  // With --bot its own rules hold: what it needs is asked for at once.
  const { channels } = await readConfiguration(choice.bot ? { ...environment, BOT: choice.bot } : environment);
  const settings = chosenChannels(channels, ({ channel }) => channel, choice)[0]!;
  const log = openLog({ level: 'warn', terminal: process.stdout.isTTY });
  const options = botOptions(settings, log);
  // Of several, the one that is asked first.
  const kind = choice.bot ?? settings.bot.chain[0];
  if (kind === undefined) throw new Misconfigured(words.noBot);
  const examined = await openExamined({ ...options, kind });
  // The thread of the operator's own code keeps no process alive.
  const awake = setInterval(() => undefined, LONG_MS);
  const close = async () => {
    clearInterval(awake);
    await examined.bot.close?.();
  };
  return { examined, settings, close };
}
