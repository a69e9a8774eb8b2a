import { pause } from '../../clock.ts';
import type { Random } from '../chance.ts';
import type { Faults } from '../faults.ts';
import type { Fault } from '../types.ts';

/** Sends events on, broken as the faults say: lost, doubled, shuffled, late. */
export interface Scatter {
  /** `name` is what a fault's `path` is matched with. Calls `deliver` once, twice or never, sooner or later. */
  send(name: string, deliver: () => void): void;
  /** How many wait. */
  readonly waiting: number;
  /** Resolves when nothing waits any more. */
  settled(): Promise<void>;
  stop(): void;
}

/** `delayMs` is what every event waits; 0 delivers at once, before the call that caused it is answered. */
export function createScatter(
  prefix: 'cable' | 'webhook',
  facts: { faults: Faults; random: Random; delayMs: number },
): Scatter {
  const stopping = new AbortController();
  const waiting = new Set<Promise<void>>();
  const hit = (what: 'drop' | 'double' | 'shuffle' | 'late', name: string): Fault | null =>
    facts.faults.take(new Set([`${prefix}_${what}` as const]), 'EVENT', name);

  async function after(ms: number, deliver: () => void): Promise<void> {
    await pause(ms, stopping.signal);
    if (!stopping.signal.aborted) deliver();
  }

  return {
    send(name, deliver) {
      if (hit('drop', name)) return;
      const copies = hit('double', name) ? 2 : 1;
      const late = hit('late', name);
      const shuffle = hit('shuffle', name);
      for (let copy = 0; copy < copies; copy += 1) {
        const extra = (late ? (late.ms ?? 1_000) : 0) + (shuffle ? facts.random() * (shuffle.ms ?? 300) : 0);
        const ms = facts.delayMs + extra;
        if (ms === 0) {
          deliver();
          continue;
        }
        const work = after(ms, deliver);
        waiting.add(work);
        void work.finally(() => waiting.delete(work));
      }
    },
    get waiting() {
      return waiting.size;
    },
    async settled() {
      while (waiting.size > 0) await Promise.all(waiting);
    },
    stop: () => stopping.abort(),
  };
}
