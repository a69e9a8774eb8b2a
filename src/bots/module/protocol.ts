import type { Action, Turn } from '../bot.ts';

/** What the thread is started with. */
export interface Start {
  /** The module, as `import` takes it. */
  address: string;
  /** As the operator wrote it. */
  name: string;
  /** From which folder it was looked for. */
  cwd: string;
}

/** To the thread. `id` names one turn. */
export type Order =
  | { do: 'answer'; id: number; turn: Turn }
  | { do: 'abort'; id: number; why: string }
  | { do: 'ping' }
  | { do: 'close' };

/** What was thrown, as far as it can be told. */
export interface Thrown {
  name: string;
  message: string;
  stack: string | undefined;
  /** The words are ours (`BotFault`). */
  ours: boolean;
}

/** From the thread. `unusable`: it could not be loaded, or is no bot. `began`: its code is asked from now on. */
export type News =
  | { is: 'ready' }
  | { is: 'unusable'; why: string }
  | { is: 'began'; id: number }
  | { is: 'answered'; id: number; actions: Action[] }
  | { is: 'threw'; id: number; thrown: Thrown }
  | { is: 'dropped'; id: number }
  | { is: 'pong' }
  | { is: 'closed'; thrown: Thrown | null };
