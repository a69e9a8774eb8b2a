/**
 * Seconds that an answer asks us to wait (`Retry-After`): a number of seconds, or an HTTP date, counted from the answer's own
 * `Date` where it has one, so that no two clocks have to agree. Null where it says nothing; never negative. It is as long as
 * it says: how long we rest at most is decided where rests are kept.
 *
 * @param now our own clock, milliseconds since 1970
 */
export function retryAfterSeconds(headers: Pick<Headers, 'get'>, now: number): number | null {
  const told = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(told)) return Math.ceil(Number(told));
  const until = /[a-z]/i.test(told) ? Date.parse(told) : NaN;
  if (Number.isNaN(until)) return null;
  const sent = Date.parse(headers.get('date') ?? '');
  return Math.max(Math.ceil((until - (Number.isNaN(sent) ? now : sent)) / 1000), 0);
}
