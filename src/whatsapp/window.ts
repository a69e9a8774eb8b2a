const day = 24 * 3_600_000;
/** What is sent in the last minute may be looked at too late. */
const margin = 60_000;

/**
 * Whether anything but a template may be sent: for 24 hours after the person's last message, by WhatsApp's time of it.
 *
 * @param lastInboundAt milliseconds since 1970; null where the person never wrote.
 */
export function windowOpen(lastInboundAt: number | null, now: number): boolean {
  return lastInboundAt !== null && now < lastInboundAt + day - margin;
}
