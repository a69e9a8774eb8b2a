import type { Author } from '../../store/tables.ts';
import type { PersonShown } from '../masked.ts';
import type { Answers, SaidShown } from '../people/shapes.ts';
import type { Step } from './step.ts';

/** A message with everything that happened to it and to what answered it. */
export interface Timeline {
  message: SaidShown;
  exchange: string;
  /** All that was said in the exchange, the oldest first. */
  messages: SaidShown[];
  person: PersonShown | null;
  answers: Answers | null;
  conversation: string | null;
  steps: Step[];
}

/** What was found by what: `name` and `text` are looked for little by little, the others at once. */
export interface Hit {
  by: 'number' | 'id' | 'chatwoot' | 'name' | 'text';
  person: PersonShown;
  message: { id: string; author: Author; text: string; at: number } | null;
}

export interface SearchAnswer {
  hits: Hit[];
  /** Names and texts were looked through back to here; null: all of them. */
  back: number | null;
  next: string | null;
}
