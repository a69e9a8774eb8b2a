import type { ApplicationClient } from '../chatwoot/api/application.ts';
import type { ChatwootClient } from '../chatwoot/api/client.ts';
import type { EventMessage } from '../chatwoot/events/event.ts';
import { readPageMessage } from '../chatwoot/events/read-message.ts';
import type { ReadablePlace } from '../deliver/register/conversation.ts';
import { reasonOf, Refused } from '../errors.ts';
import type { Log } from '../observe/log.ts';

export interface Readers {
  client: ChatwootClient;
  /** With CHATWOOT_USER_TOKEN: private notes and the messages' status too. */
  userClient: ApplicationClient | null;
  log: Log;
}

/** Messages that one look takes; where more came since the last one, the oldest of them, and the next look goes on behind them. */
const MOST = 200;
/** And as many letters of theirs: one message may have 150,000. */
const MOST_LETTERS = 1_000_000;
const PAGE = 20;

export interface Newest {
  /** Oldest first. */
  messages: EventMessage[];
  /** More came since than are taken at once: another look is to go on from the last of these. */
  more: boolean;
}

/**
 * Everything back to the mark, and not older than `since_at`: at or below the mark all was on a page before. However far that is, the
 * pages are read back to it; what is kept of them on the way is bounded, and it is the oldest.
 */
export async function newestMessages(place: ReadablePlace, readers: Readers): Promise<Newest> {
  let messages: EventMessage[] = [];
  let more = false;
  let before: number | undefined;
  for (;;) {
    const page = await readPage(place, before, readers);
    const oldest = page.reduce((min, m) => Math.min(min, m.id), Infinity);
    const kept = bounded([...page.filter((m) => m.type !== 'other'), ...messages].sort((a, b) => a.id - b.id));
    more ||= kept.length < page.filter((m) => m.type !== 'other').length + messages.length;
    messages = kept;
    const isOlder = page.some((m) => m.createdAt < place.since_at);
    // A page that does not go back any further would be read for ever.
    const stands = before !== undefined && oldest >= before;
    if (page.length < PAGE || oldest <= place.last_outgoing_id || isOlder || stands) return { messages, more };
    before = oldest;
  }
}

/** The oldest of them, up to the bounds, and at least one page. */
function bounded(messages: EventMessage[]): EventMessage[] {
  let letters = 0;
  const most = messages.findIndex((m, n) => {
    letters += m.content?.length ?? 0;
    return n >= MOST || (n >= PAGE && letters > MOST_LETTERS);
  });
  return most < 0 ? messages : messages.slice(0, most);
}

/** One message of an older page, as Chatwoot shows it now; undefined where that cannot be read. */
export async function pageWith(
  messageId: number,
  conversationId: number,
  { userClient }: Readers,
): Promise<EventMessage | undefined> {
  if (!userClient) return undefined;
  const page = await userClient.messages(conversationId, { before: messageId + 1 });
  return page.find((m) => m.id === messageId);
}

/** By the user's token where it works; what agents write is not to wait for one that does not. */
async function readPage(
  { source_id: sourceId, conversation_id: conversationId }: ReadablePlace,
  before: number | undefined,
  { client, userClient, log }: Readers,
): Promise<EventMessage[]> {
  if (userClient) {
    try {
      return await userClient.messages(conversationId, before === undefined ? {} : { before });
    } catch (error) {
      if (!(error instanceof Refused) || ![401, 403, 404].includes(error.status)) throw error;
      log.warn(
        { reason: reasonOf(error) },
        'CHATWOOT_USER_TOKEN may not read messages: notes and retries are not heard',
      );
    }
  }
  const page = await client.messages(sourceId, conversationId, before);
  return page.map(readPageMessage).filter((message) => message !== null);
}
