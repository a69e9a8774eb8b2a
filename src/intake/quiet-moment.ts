/** The longest wait for a quiet moment, by how long was read before it: a flood leaves a tenth of the time for reading, and never less than some pieces a second. */
const waitMs = (readMs: number): number => Math.min(500, Math.max(100, 9 * readMs));
const SLICE_MS = 4;
/** Share of the time in which the process worked, above which it counts as flooded. */
const FLOODED = 0.8;

/**
 * Ends as soon as the process is not flooded any more, at the latest after half a second.
 *
 * @param readMs how long the last piece took. Milliseconds.
 */
export async function quietMoment(readMs: number): Promise<void> {
  const end = performance.now() + waitMs(readMs);
  let before = performance.eventLoopUtilization();
  while (performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, SLICE_MS));
    const now = performance.eventLoopUtilization();
    if (performance.eventLoopUtilization(now, before).utilization < FLOODED) return;
    before = now;
  }
}
