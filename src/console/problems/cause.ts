import { createHash } from 'node:crypto';
import type { Problem } from '../../queue/problems.ts';

/** What makes two problems one cause: the channel, the work, what the other side said apart from ids and numbers in it, and what helps. */
export type CauseParts = Pick<Problem, 'channel' | 'what' | 'reason' | 'fix'>;

/** The name of a cause, the same for all who ask and over restarts. */
export function causeOf({ channel, what, reason, fix }: CauseParts): string {
  const parts = [channel, what, shapeOf(reason), shapeOf(fix)];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 16);
}

/**
 * A reason without what differs from one time to the next: ids, addresses' ends, times. Short numbers stay, since codes and statuses tell
 * causes apart.
 */
function shapeOf(text: string): string {
  return text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '#')
    .replace(/\b(?=\w*\d)[\w-]{12,}\b/g, '#')
    .replace(/#\d+|\bid \d+/g, '#')
    .replace(/\/\d+(?=\/|\b)/g, '/#')
    .replace(/\d{7,}/g, '#');
}
