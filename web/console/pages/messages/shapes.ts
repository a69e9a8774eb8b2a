import type { PersonShown } from '../../shell/Person.tsx';
import type { Words } from '../../words/es.ts';

type Text = Words['messages'];

export interface Answers {
  by: 'bot' | 'human';
  reason: string | null;
  since: number | null;
  until: number | null;
  waits: boolean;
}

export interface PersonRow {
  person: PersonShown;
  answers: Answers;
  last: { id: string; author: keyof Text['authors']; text: string; at: number } | null;
  conversation: string | null;
  lastInboundAt: number | null;
}

export interface Said {
  id: string;
  author: keyof Text['authors'];
  kind: string;
  text: string;
  at: number;
  storedAt: number;
  whatsapp: keyof Text['states'] | null;
  chatwoot: keyof Text['chatwootStates'];
  answer: string | null;
  waits: boolean;
  error: string | null;
}

export interface PersonAnswer {
  person: PersonShown;
  answers: Answers;
  conversation: string | null;
  /** When everything that tells who they were was taken out. */
  forgottenAt: number | null;
  windowOpen: boolean;
  items: Said[];
  next: string | null;
}

export interface Step {
  at: number | null;
  what: keyof Text['steps'];
  side: keyof Text['sides'];
  tone: 'calm' | 'good' | 'wait' | 'bad';
  message: string;
  text?: string;
  reason?: string;
  fix?: string;
  code?: string;
  count?: number;
}

export interface Timeline {
  message: Said;
  exchange: string;
  messages: Said[];
  person: PersonShown | null;
  answers: Answers | null;
  conversation: string | null;
  steps: Step[];
}

export interface Hit {
  by: keyof Text['by'];
  person: PersonShown;
  message: { id: string; author: keyof Text['authors']; text: string; at: number } | null;
}

export interface SearchAnswer {
  hits: Hit[];
  back: number | null;
  next: string | null;
}
