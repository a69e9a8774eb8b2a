/**
 * Seconds to wait from a `Retry-After` header: a number of seconds or an HTTP date; null where there is none or it says
 * nothing. Never negative, at most an hour: a proxy's clock may be wrong, and nobody waits a day for a chat message.
 *
 * @param now milliseconds since 1970
 */
export function retryAfterSeconds(header: string | null, now: number): number | null {
  const text = header?.trim() ?? '';
  if (text === '') return null;
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : (Date.parse(text) - now) / 1000;
  if (Number.isNaN(seconds)) return null;
  return Math.min(Math.max(Math.ceil(seconds), 0), 3600);
}
