import type { Action, Said, SaidFile, Turn } from '../bot.ts';
import type { ToolCall } from '../steps.ts';
import type { Thrown } from './thrown.ts';

/** What the thread is started with. */
export interface Start {
  /** The module, as `import` takes it. */
  address: string;
  /** As the operator wrote it. */
  name: string;
  /** From which folder it was looked for. */
  cwd: string;
}

/** What goes over of one thing said. */
export type SentSaid = Omit<Said, 'file'> & { file?: Omit<SaidFile, 'read'> };

/** What goes over of a turn: what its functions do is done outside (`Want`). */
export interface SentTurn extends Omit<Turn, 'steps' | 'history' | 'messages'> {
  history: SentSaid[];
  messages: SentSaid[];
  /** Its steps, as they were kept. */
  saved: readonly unknown[];
}

/** What the code asks of its turn. */
export type Want =
  | { do: 'save'; step: number; answer: unknown; usage: unknown }
  | { do: 'read'; message: string }
  | { do: 'once'; call: ToolCall; how: { idempotent: boolean } };

/** What came of a tool that the code ran. */
export type Ran = { value: unknown } | { thrown: Thrown };

/** To the thread. `id` names one turn, `ask` one thing its code asked of it. */
export type Order =
  | { do: 'answer'; id: number; turn: SentTurn }
  | { do: 'abort'; id: number; why: string }
  | { do: 'given'; id: number; ask: number; value: unknown }
  | { do: 'refused'; id: number; ask: number; thrown: Thrown }
  | { do: 'run'; id: number; ask: number; key: string }
  | { do: 'ping' }
  | { do: 'close' };

/** From the thread. `unusable`: it could not be loaded, or is no bot. `began`: its code is asked from now on. */
export type News =
  | { is: 'ready' }
  | { is: 'unusable'; why: string; stack: string | undefined }
  | { is: 'began'; id: number }
  | { is: 'wants'; id: number; ask: number; want: Want }
  | { is: 'ran'; id: number; ask: number; ran: Ran }
  | { is: 'answered'; id: number; actions: Action[] }
  | { is: 'threw'; id: number; thrown: Thrown }
  | { is: 'dropped'; id: number }
  | { is: 'pong' }
  | { is: 'closed'; thrown: Thrown | null };
