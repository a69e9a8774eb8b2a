import type { ReadStream } from 'node:tty';

/** So long nothing may come before the next question is asked, and so long at most that is waited for. Milliseconds. */
const QUIET_MS = 60;
const LONGEST_MS = 1_000;
const CTRL_C = 0x03;

/** What is typed or pasted while nobody asks. */
export interface Hush {
  /** From now on it is neither shown nor kept. */
  hold(): void;
  /** Over, once nothing more comes. */
  release(): Promise<void>;
}

/**
 * Swallows what is typed between two questions. A token that was pasted twice, or with a line break too many, would else be shown by the
 * terminal, answer the next question, or be left for the shell, which writes it into its history.
 */
export function openHush(input: Pick<ReadStream, 'setRawMode' | 'on' | 'off' | 'pause' | 'resume'>): Hush {
  let last = 0;
  let held = false;
  const swallow = (typed: Buffer | string) => {
    last = performance.now();
    if (!Buffer.from(typed).includes(CTRL_C)) return;
    input.setRawMode(false);
    process.kill(process.pid, 'SIGINT');
  };
  return {
    hold() {
      if (held) return;
      held = true;
      input.setRawMode(true);
      input.on('data', swallow);
      input.resume();
    },
    async release() {
      if (!held) return;
      const began = performance.now();
      last = Math.max(last, began);
      while (performance.now() - last < QUIET_MS && performance.now() - began < LONGEST_MS)
        await new Promise((resolve) => setTimeout(resolve, QUIET_MS / 4));
      held = false;
      input.off('data', swallow);
      input.pause();
      input.setRawMode(false);
    },
  };
}
