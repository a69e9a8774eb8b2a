import { readdirSync, readFileSync } from 'node:fs';

/** What one thing that happened caused at every door of a real Chatwoot. */
export interface Moment {
  title: string;
  answer: unknown;
  webhooks: { door: string; body: Record<string, unknown> }[];
  cable: { identifier: string; message: { event: string; data: Record<string, unknown> } }[];
}

const folder = new URL('../fixtures/chatwoot-moments/', import.meta.url);

/** In the order they happened. */
export const MOMENTS: string[] = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -5))
  .sort();

export function momentOf(name: string): Moment {
  const read = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as Partial<Moment>;
  return { title: name, answer: undefined, webhooks: [], cable: [], ...read };
}

/**
 * Where the sandbox means to differ.
 *
 * - `availability_status` tells who was online when the frame was written; here everybody is away.
 * - A webhook's body is written some milliseconds after the event; what happened in between is in it or not, by chance (moments 04
 *   and 25 show both). Here it is always as it was at the event.
 * - `conversation_status_changed` and `conversation_updated` of one act overtake each other there; here they never do, so order is
 *   compared among events of one name.
 */
const MEANT: readonly [moment: RegExp, line: RegExp][] = [
  [/./, /\.availability_status:/],
  [/09|21|25/, /hook (message_created|conversation_updated) 0 (\.conversation)?\.waiting_since:/],
  [/27/, /hook message_updated 0 \.conversation\.messages\[0\]\.content_attributes\.external_error:/],
  [/38/, /conversation[_.]\w+ 0 \.meta\.sender\.blocked:/],
  [/62/, /hook conversation_status_changed 0 \.messages\[0\]/],
];

/** What differs and is not meant to. */
export function unmeant(moment: string, found: string[]): string[] {
  const meant = MEANT.filter(([when]) => when.test(moment));
  return found.filter((line) => !meant.some(([, pattern]) => pattern.test(line)));
}
