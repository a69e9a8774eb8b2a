const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const;

/** `3 h 5 min`: the two largest units; the letters are the same in both languages. */
export function age(ms: number): string {
  const first = Math.max(
    0,
    units.findIndex(([, size]) => ms >= size),
  );
  if (ms < 1_000) return '0 s';
  let rest = ms;
  const parts: string[] = [];
  for (const [letter, size] of units.slice(first, first + 2)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${letter}`);
  }
  return parts.join(' ');
}

/** `2026-03-01 14:03`, in the time of this machine. */
export function time(at: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const date = new Date(at);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
