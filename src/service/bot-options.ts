import type { BotOptions } from '../bots/open.ts';
import type { Settings } from '../config.ts';
import type { Log } from '../observe/log.ts';

/** What the bots of a channel are opened with. */
export const botOptions = ({ bot, uiLanguage, handoff }: Settings, log: Log): Omit<BotOptions, 'kind'> => ({
  ...bot,
  language: uiLanguage,
  hours: handoff.hours,
  log,
});
