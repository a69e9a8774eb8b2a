import type { Clock } from '../clock.ts';
import type { ProcessSettings, Settings } from '../config.ts';
import type { ApiChannel } from '../intake/api-channels.ts';
import type { Log } from '../observe/log.ts';
import type { Provider } from '../providers/provider.ts';
import type { Store } from '../store/open.ts';
import type { Target } from '../targets/target.ts';
import type { OperatorTools } from './tools.ts';

/** What the console must know of a channel. */
export interface ConsoleChannel extends ApiChannel {
  readonly settings: Settings;
  /** Why nothing of it is called; null where all is well. */
  readonly parked: { reason: string; fix: string } | null;
  /** How well its agents are heard by this process. */
  readonly cable: 'on' | 'deaf' | 'off';
  readonly targets: readonly Pick<Target, 'name' | 'rest'>[];
  readonly provider: Provider;
  /** Last part of the address of its webhook. */
  readonly webhookSecret: string;
}

/** What every door of the console works with. */
export interface ConsoleContext {
  store: Store;
  clock: Clock;
  log: Log;
  settings: ProcessSettings;
  channels: () => readonly ConsoleChannel[];
  /** What the commands have; absent in the sandbox and in programs that use the library. */
  tools?: OperatorTools;
  /** Has a channel read its files again. */
  openAnew?: (channel: string) => Promise<void>;
}
