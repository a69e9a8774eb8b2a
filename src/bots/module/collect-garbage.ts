import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** How often it is looked at, several times between two looks from outside. Milliseconds. */
const TICK_MS = 80;
/** From this on there may be so much garbage that the thread would be taken for too large. */
const MUCH_MB = 160;

/**
 * Keeps garbage out of what the thread is measured by: the engine, whose own limit is far away, would let several times as much of it
 * lie as is in use. Code that never gives way is not helped by it, and need not be.
 */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  let least = MUCH_MB;
  setInterval(() => {
    const held = heldMb();
    if (held <= least) return;
    collect();
    // What is in use all the time is not gone through again for each little more.
    least = Math.max(MUCH_MB, heldMb() * 1.1);
  }, TICK_MS).unref();
}

function heldMb(): number {
  const { used_heap_size: heap, external_memory: outside } = getHeapStatistics();
  return (heap + outside) / 1024 / 1024;
}
