import { readdirSync, readFileSync } from 'node:fs';

/** What one thing that happened caused at every door of a real Chatwoot. */
export interface Moment {
  title: string;
  answer: unknown;
  webhooks: { door: string; headers?: Record<string, string>; body: Record<string, unknown> }[];
  cable: { identifier: string; message: { event: string; data: Record<string, unknown> } }[];
}

const folder = new URL('../../fixtures/chatwoot-moments/', import.meta.url);

const all = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -5))
  .sort();

/** In the order they happened, by the account in which they were recorded. Each has its test. */
export const MOMENTS = {
  first: all.filter((name) => name < '70'),
  others: all.filter((name) => name > '70' && name < '95'),
  assigned: all.filter((name) => name > '95'),
};

export function momentOf(name: string): Moment {
  const read = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as Partial<Moment>;
  return { title: name, answer: undefined, webhooks: [], cable: [], ...read };
}

/**
 * Where the sandbox means to differ.
 *
 * - `availability_status` tells who was online when the frame was written; here events show everybody as away.
 * - A webhook's body is written some milliseconds after the event; what happened in between is in it or not, by chance (moments 04
 *   and 25 show both). Here it is always as it was at the event.
 * - The inbox assigns by itself in the background: in 97 after the customer's first message, here before it.
 * - `custom_role_id` stood in the answers of some days only.
 * - `conversation_status_changed` and `conversation_updated` of one act overtake each other there; here they never do, so order is
 *   compared among events of one name.
 */
const MEANT: readonly [moment: RegExp, line: RegExp][] = [
  [/./, /\.availability_status:/],
  [
    /09|21|25|71|74|76|8[1248]|9a/,
    /hook (message_created|conversation_updated) [01] (\.conversation)?\.(waiting_since|first_reply_created_at):/,
  ],
  [/27/, /hook message_updated 0 \.conversation\.messages\[0\]\.content_attributes\.external_error:/],
  [/81/, /hook message_created [01] \.conversation\.(labels|messages)/],
  [/97/, /(hook conversation_created|(hook|cable) conversation.updated) 0 \.(messages|unread_count):/],
  [/97/, /cable message.created 0 \.conversation\.assignee_id:/],
  [/9[89]/, /answer \.custom_role_id: missing/],
  [/38/, /conversation[_.]\w+ 0 \.meta\.sender\.blocked:/],
  [/62/, /hook conversation_status_changed 0 \.messages\[0\]/],
];

/** What differs and is not meant to. */
export function unmeant(moment: string, found: string[]): string[] {
  const meant = MEANT.filter(([when]) => when.test(moment));
  return found.filter((line) => !meant.some(([, pattern]) => pattern.test(line)));
}
