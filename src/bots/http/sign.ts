import { createHmac } from 'node:crypto';

/** What a turn carries, so that the program that answers knows from whom it comes, and when it was made. */
export function signed(secret: string, timestamp: string, body: string): Record<string, string> {
  const digest = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return { 'x-optiatiende-timestamp': timestamp, 'x-optiatiende-signature': `sha256=${digest}` };
}
