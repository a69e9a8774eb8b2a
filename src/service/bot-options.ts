import type { BotOptions } from '../bots/open.ts';
import type { Settings } from '../config.ts';
import type { Log } from '../observe/log.ts';

/** What the bot of a channel is opened with. */
export const botOptions = ({ bot, uiLanguage, handoff }: Settings, log: Log): BotOptions => ({
  ...bot,
  language: uiLanguage,
  hours: handoff.hours,
  log,
});
