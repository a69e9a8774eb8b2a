/** Whether one letter was added, left out or taken for another. */
export function oneApart(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  const more = long.length - short.length;
  if (more > 1) return false;
  let front = 0;
  while (front < short.length && short.charCodeAt(front) === long.charCodeAt(front)) front++;
  if (front === short.length) return more === 1;
  let back = 0;
  while (
    back < short.length - front &&
    short.charCodeAt(short.length - 1 - back) === long.charCodeAt(long.length - 1 - back)
  )
    back++;
  return front + back >= short.length - 1 + more;
}
