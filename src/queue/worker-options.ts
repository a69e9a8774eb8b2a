import type { Clock } from '../clock.ts';
import type { Store } from '../store/open.ts';
import type { Job, JobKind, Tx } from '../store/tables.ts';
import type { Slots } from '../targets/slots.ts';
import type { Target } from '../targets/target.ts';
import type { DueLook } from './due-look.ts';
import type { Handler } from './outcome.ts';
import type { TrackedEffect } from './tracked-effect.ts';

export interface WorkerOptions {
  /** Whose jobs. */
  channelId: string;
  kind: JobKind;
  store: Store;
  clock: Clock;
  /** 0 to 1. */
  random: () => number;
  token: string;
  /** False where another run may have taken this one for dead (`Run`): then nothing is claimed and no call begins. Always true where absent. */
  isSure?: () => boolean;
  /** How many jobs may run at once; asked before each claim. */
  limit: () => number;
  /** With others who call the same: how many may run at once is shared in turn. */
  slots?: Slots;
  /** What there is to do, shared with the channel's other workers; a look of its own where absent. */
  due?: DueLook;
  /** Whether somebody else looks for work that is due, and wakes; else this worker does, every second. */
  isWoken?: boolean;
  /** What the jobs call, where that can rest: no job is begun meanwhile. */
  target?: Target;
  handler: Handler;
  /** A job became a problem, written with it: tell the message. */
  onProblem?: (tx: Tx, job: Job, reason: string) => Promise<void>;
  log: { info(o: object, m: string): void; warn(o: object, m: string): void; error(o: object, m: string): void };
}

/** One job that this worker has claimed, and what is known of its effect. */
export interface Try {
  job: Job;
  effect: TrackedEffect;
}
