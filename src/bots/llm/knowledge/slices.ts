/** Work goes on for this long before everything else has its turn. Milliseconds. */
const SLICE_MS = 8;

/** Lets everything else have its turn where this work has had its slice. */
export function slices(): () => Promise<void> {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < SLICE_MS) return;
    await new Promise((resolve) => setImmediate(resolve));
    began = performance.now();
  };
}
