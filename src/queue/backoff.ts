/** 1 s, 2 s, 4 s … 5 min, each shortened by up to a half, so that what failed together does not come back together. */
export function backoffMs(attempt: number, random: () => number, most = 300_000): number {
  const full = Math.min(most, 1000 * 2 ** Math.min(attempt - 1, 20));
  return Math.round(full * (1 - random() / 2));
}
