/** The longest wait for a quiet moment, by how long was read before it: a flood leaves a tenth of the time for reading, and never less than some pieces a second. */
const waitMs = (readMs: number): number => Math.min(500, Math.max(100, 9 * readMs));
const SLICE_MS = 4;
/** Share of the time in which the process worked, above which it counts as flooded. */
const FLOODED = 0.8;
/** So many times what can be read: to read meanwhile would keep up with nothing, and have all who bring it wait. */
const TOO_MANY = 2;
/** What came longer ago counts for little. Milliseconds. */
const FADES_MS = 15;

/** Bodies that came, each for less the longer ago. */
let recent = 0;
let fadedAt = 0;

/** A body has come to a door. */
export function bodyCame(): void {
  fade();
  recent += 1;
}

function fade(): void {
  const now = performance.now();
  recent *= Math.exp((fadedAt - now) / FADES_MS);
  fadedAt = now;
}

/** What was read last. */
export interface LastRead {
  parts: number;
  /** How long that took. Milliseconds. */
  ms: number;
}

/**
 * Ends as soon as the process is not flooded any more, at the latest after half a second. Flooded is not only one that always works: it may
 * as well wait for the disk and for its callers in turn, who bring far more than can be read.
 */
export async function quietMoment(last: LastRead): Promise<void> {
  const end = performance.now() + waitMs(last.ms);
  const most = last.parts === 0 ? Infinity : (TOO_MANY * FADES_MS * last.parts) / last.ms;
  let before = performance.eventLoopUtilization();
  while (performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, SLICE_MS));
    const now = performance.eventLoopUtilization();
    fade();
    if (performance.eventLoopUtilization(now, before).utilization < FLOODED && recent <= most) return;
    before = now;
  }
}
