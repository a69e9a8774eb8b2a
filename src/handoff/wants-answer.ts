import type { Message } from '../store/tables.ts';

/**
 * The kinds of messages that say something of their own. The rest is news about other messages or about the person (a reaction, a deletion,
 * an edit, a new number or safety code), an act without words, or our own (commands, notices). This is the one list of what a bot is asked
 * about, of what makes a customer wait for an answer, and of what counts as an answer when a person says it.
 */
export const SAYING: readonly string[] = [
  'text',
  'media',
  'location',
  'contacts',
  'choice',
  'form',
  'order',
  'welcome',
  'unsupported',
];

const saying = new Set(SAYING);

/** Whether a message says something. What somebody writes in a group is said to the group. */
export function saysSomething({ kind, payload }: Pick<Message, 'kind' | 'payload'>): boolean {
  return saying.has(kind) && (JSON.parse(payload) as { muted?: unknown }).muted === undefined;
}

/** The same of what WhatsApp tells, before there is a row of it. */
export const isSaying = (kind: string): boolean => saying.has(kind);
