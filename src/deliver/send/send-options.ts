import type { Clock } from '../../clock.ts';
import type { Log } from '../../observe/log.ts';
import type { Store } from '../../store/open.ts';
import type { Pace } from '../../targets/pace.ts';
import type { Target } from '../../targets/target.ts';
import type { Provider } from '../../providers/provider.ts';
import type { FileOptions } from '../files/prepare-file.ts';
import type { TellOptions } from '../tell/tell-state.ts';

/** What sending on WhatsApp needs. */
export interface SendOptions extends FileOptions {
  store: Store;
  clock: Clock;
  log: Log;
  provider: Pick<Provider, 'words' | 'send' | 'markRead' | 'uploadMedia'>;
  /** Of the number we send from. */
  pace: Pace;
  /** How long an unclear send waits for a status that carries its id. Milliseconds. */
  unclearWaitMs: number;
  /** How long of the time since then no status could reach us: what was to be told then comes again only some time later. Milliseconds. */
  awaySince: (at: number) => number;
  /** Where agents' files are; null where Chatwoot is off. */
  chatwoot: Pick<Target, 'rest' | 'isDown'> | null;
  tell: TellOptions;
  /** Mark what the customer wrote as read when an agent's answer is sent. */
  readWhenAnswered: boolean;
}
