import { list, record } from '../wire/read.ts';
import { isIncoming } from './choose.ts';
import type { ChatwootClient } from './api/client.ts';
import { withoutLateNote } from './late.ts';
import { postableContent } from './api/postable.ts';
import type { Message } from './api/shapes.ts';

/** 200 messages: what agents may have written since our last one, with room to spare. */
const PAGES_MAX = 10;

/** What was to be posted, and the last incoming message known before (0: none). */
export interface Sought {
  afterId: number;
  /** Empty where files went without a text. */
  content: string;
  /** Another form in which an earlier release may have posted it. */
  typed?: string;
  /** The contact's where absent; `bot`: what an agent bot posted as outgoing. */
  by?: 'bot';
  /** How many files went with it; not looked at where absent. */
  files?: number;
}

/**
 * Our message among those of a page, after a call that did not tell whether it was saved: incoming, newer than the last
 * one known, the same text. The line that tells how late it is may be on one and not on the other. Of several the oldest,
 * since what we write goes in order.
 */
export function findPosted(page: readonly Message[], { afterId, by, content, typed, files }: Sought): Message | null {
  const sought = [content, typed ?? content].map((it) => withoutLateNote(postableContent(it)));
  return page
    .filter((m) => m.id > afterId && (by === 'bot' ? isOfBot(m) : isIncoming(m)))
    .filter((m) => sought.includes(withoutLateNote(m.content ?? '')))
    .filter((m) => (files === undefined ? m.content !== null : list(m.attachments).length === files))
    .reduce<Message | null>((oldest, m) => (oldest && oldest.id < m.id ? oldest : m), null);
}

const isOfBot = (m: Message): boolean => m.message_type === 1 && record(m['sender'])?.type === 'agent_bot';

/**
 * Reads the conversation back until the last message known, at most 200 messages; null means it was surely not saved.
 *
 * @throws what `messages` throws: a read-back that failed tells nothing, and nothing may be posted then.
 */
export async function readBack(
  client: Pick<ChatwootClient, 'messages'>,
  where: { sourceId: string; conversationId: number },
  sought: Sought,
): Promise<Message | null> {
  let found: Message | null = null;
  let before: number | undefined;
  for (let n = 0; n < PAGES_MAX; n++) {
    const page = await client.messages(where.sourceId, where.conversationId, before);
    found = findPosted(page, sought) ?? found;
    const oldest = Math.min(...page.map((m) => m.id));
    if (page.length === 0 || oldest <= sought.afterId) break;
    before = oldest;
  }
  return found;
}
