import type { EventMessage } from '../../chatwoot/events/event.ts';
import { isMissingRecord } from '../../chatwoot/failures/refusal.ts';
import type { ReadablePlace } from '../../deliver/register/conversation.ts';
import type { Calls } from './calls.ts';

/** What stands in one conversation. */
export interface There {
  place: ReadablePlace;
  /** Oldest first; private notes only where a user's token reads. */
  messages: EventMessage[];
  /** All from this number on were read. */
  readFrom: number;
  /** The conversation is not there (404). */
  isGone: boolean;
}

const PAGE = 20;
/** 2,000 messages of one conversation: what is older stays uncompared. */
const PAGES_MOST = 100;

/** Reads a conversation from its newest message back to a number, and to a time. */
export async function readBackPlace(
  place: ReadablePlace,
  back: { id: number; at: number },
  calls: Calls,
): Promise<There> {
  const messages: EventMessage[] = [];
  let before: number | undefined;
  try {
    for (let n = 0; n < PAGES_MOST; n++) {
      const page = await calls.page(place, before);
      messages.unshift(...page);
      const oldest = page.reduce((min, { id }) => Math.min(min, id), Infinity);
      const at = page.reduce((min, { createdAt }) => Math.min(min, createdAt), Infinity);
      // A page that does not go back any further would be read for ever.
      const stands = before !== undefined && oldest >= before;
      if (page.length < PAGE || stands) return { place, messages, readFrom: 0, isGone: false };
      before = oldest;
      if (oldest <= back.id && at < back.at) break;
    }
    return { place, messages, readFrom: before ?? 0, isGone: false };
  } catch (error) {
    if (!isMissingRecord(error)) throw error;
    return { place, messages: [], readFrom: 0, isGone: true };
  }
}
