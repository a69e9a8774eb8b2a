import type { ApplicationClient } from '../chatwoot/application.ts';
import type { ChatwootClient } from '../chatwoot/client.ts';
import type { EventMessage } from '../chatwoot/event.ts';
import { readPageMessage } from '../chatwoot/read-message.ts';
import { reasonOf, Refused } from '../errors.ts';
import type { Log } from '../observe/log.ts';
import type { Place } from '../store/tables.ts';

export interface ConversationPlace {
  sourceId: string;
  conversationId: number;
}

export interface Readers {
  client: ChatwootClient;
  /** With CHATWOOT_USER_TOKEN: private notes and the messages' status too. */
  userClient: ApplicationClient | null;
  log: Log;
}

/** 200 messages back: more than is said between two looks. */
const PAGES_MAX = 10;
const PAGE = 20;

/** Oldest first, back to the mark: everything at or below it was on a page before. */
export async function newestMessages(
  place: ConversationPlace,
  mark: number,
  readers: Readers,
): Promise<EventMessage[]> {
  const found: EventMessage[] = [];
  let before: number | undefined;
  for (let n = 0; n < PAGES_MAX; n++) {
    const page = await readPage(place, before, readers);
    found.unshift(...page);
    const oldest = Math.min(...page.map((m) => m.id));
    if (page.length < PAGE || oldest <= mark) break;
    before = oldest;
  }
  return found.sort((a, b) => a.id - b.id);
}

/** One message of an older page, as Chatwoot shows it now; undefined where that cannot be read. */
export async function pageWith(
  messageId: number,
  { conversation_id: conversationId }: Place,
  { userClient }: Readers,
): Promise<EventMessage | undefined> {
  if (!userClient || conversationId === null) return undefined;
  const page = await userClient.messages(conversationId, { before: messageId + 1 });
  return page.find((m) => m.id === messageId);
}

/** By the user's token where it works; what agents write is not to wait for one that does not. */
async function readPage(
  { sourceId, conversationId }: ConversationPlace,
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
