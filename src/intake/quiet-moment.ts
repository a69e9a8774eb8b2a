/** The longest wait for a quiet moment: also in a flood a few hundred events a second are read. Milliseconds. */
const MOST_WAIT_MS = 100;
const SLICE_MS = 4;
/** Share of the time in which the process worked, above which it counts as flooded. */
const FLOODED = 0.8;

/** Ends as soon as the process is not flooded any more, at the latest after 100 ms. */
export async function quietMoment(): Promise<void> {
  const end = performance.now() + MOST_WAIT_MS;
  let before = performance.eventLoopUtilization();
  while (performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, SLICE_MS));
    const now = performance.eventLoopUtilization();
    if (performance.eventLoopUtilization(now, before).utilization < FLOODED) return;
    before = now;
  }
}
