import type { Author, Message } from '../../store/tables.ts';
import type { PersonShown } from '../masked.ts';

/** Who answers a person, and why. */
export interface Answers {
  by: 'bot' | 'human';
  reason: string | null;
  since: number | null;
  until: number | null;
  /** They were promised somebody who has not answered yet. */
  waits: boolean;
}

export interface PersonRow {
  person: PersonShown;
  answers: Answers;
  last: { id: string; author: Author; text: string; at: number } | null;
  /** Where agents have it; null: not registered, or the account's number is not set. */
  conversation: string | null;
  lastInboundAt: number | null;
}

/** One thing that was said, as lists of a conversation show it. */
export interface SaidShown {
  id: string;
  author: Message['author'];
  kind: string;
  text: string;
  at: number;
  storedAt: number;
  whatsapp: Message['whatsapp_state'];
  chatwoot: Message['chatwoot_state'];
  answer: Message['answer'];
  /** A customer's, and nobody has decided what becomes of it. */
  waits: boolean;
  error: string | null;
}

/** `GET people/:contact`: one person, and a page of what was said. */
export interface PersonAnswer {
  person: PersonShown;
  answers: Answers;
  /** Where agents have it; null: not registered, or the account's number is not set. */
  conversation: string | null;
  /** When everything that tells who they were was taken out. */
  forgottenAt: number | null;
  windowOpen: boolean;
  items: SaidShown[];
  next: string | null;
}
