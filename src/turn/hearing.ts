import { countedFrom, type Clock } from '../clock.ts';
import { transcriptOf } from '../deliver/voice/transcript.ts';
import type { Message } from '../store/tables.ts';

/** A turn goes on without the words of a voice note after this: the customer is asked to write. Milliseconds. */
export const HEARING_MS = 45_000;

/**
 * Until when a turn waits for voice notes to become text; null where it does not, or not any more.
 *
 * @param hearsSince when this process began to answer: what came while nobody was there is heard first, too. Milliseconds since 1970.
 */
export function hearingUntil(
  messages: readonly Message[],
  { clock, hearsSince }: { clock: Clock; hearsSince: number },
): number | null {
  const wanted = messages.filter((message) => transcriptOf(message)?.state === 'wanted');
  if (wanted.length === 0) return null;
  const last = Math.max(...wanted.map((message) => message.created_at), hearsSince);
  const until = countedFrom(last, clock) + HEARING_MS;
  return clock.now() < until ? until : null;
}
