import type { Hono } from 'hono';
import type { Bot } from '../bots/bot.ts';
import type { Configuration } from '../channels/configuration.ts';
import type { Clock } from '../clock.ts';
import type { ProcessSettings, Settings } from '../config.ts';
import type { Misconfigured } from '../errors.ts';
import type { Log } from '../observe/log.ts';
import type { Store } from '../store/open.ts';
import type { Channels } from './channels.ts';
import type { ListenTimes } from './listening.ts';
import type { Reloaded } from './reload.ts';
import type { OperatorOptions } from './operators.ts';

export interface ServiceOptions extends OperatorOptions {
  /** What is of the whole service. Without `channels` they are those of its one channel too. */
  settings: ProcessSettings;
  channels?: readonly Settings[];
  /** Whether keys, tokens and inbox of a sole channel are tried before it starts. Default: they are not. */
  triesKeys?: boolean;
  /** Reads all of it again, where that may be asked for. @throws Misconfigured with every fault. */
  read?: () => Promise<Configuration>;
  log: Log;
  clock?: Clock;
  /** 0 to 1. */
  random?: () => number;
  listenTimes?: ListenTimes;
  /** Of this package, for `/metrics`. */
  version?: string;
  /** In place of the bots that the settings name. */
  bot?: Bot;
  /** Put around each bot that the settings name (the sandbox's switch for a dead one). */
  aroundBot?: (bot: Bot) => Bot;
  /** A newer version has changed the tables while this one runs: it begins nothing more, and is to be stopped. */
  onOutdated?: (why: Misconfigured) => void;
  /** How commands are called from the folder of this process; `optiatiende` where absent. */
  command?: string;
  /** Further routes on the same port (the sandbox's page). */
  mount?: (app: Hono) => void;
}

export interface Service {
  readonly store: Store;
  readonly app: Hono;
  /** Where it listens, without a slash at its end. */
  readonly url: string;
  /** The webhook's path of the first channel, with its secret. */
  readonly webhookPath: string;
  readonly channels: Channels;
  /** Reads the settings again: channels come, go and change; those that stay as they are do not notice. What is wrong changes nothing. */
  reload(): Promise<Reloaded>;
  /** Finishes what runs (10 s), gives back the rest. */
  stop(): Promise<void>;
}
