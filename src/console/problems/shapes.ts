import type { Author, JobKind } from '../../store/tables.ts';

/** What was to be done: as `Problem` tells it. */
export type ProblemWork = 'message' | 'resolve' | 'arrange' | Exclude<JobKind, 'register'>;

/** Problems of one cause. */
export interface Cause {
  id: string;
  /** Empty where it is no channel's. */
  channel: string;
  what: ProblemWork;
  /** As the newest of them says it. */
  reason: string;
  fix: string;
  count: number;
  people: number;
  /** Milliseconds since 1970. */
  oldest: number;
  newest: number;
}

export interface Causes {
  causes: Cause[];
  /** Problems that were looked at. */
  count: number;
  /** There are more than were looked at. */
  more: boolean;
}

/** What `GET problems` answers. */
export interface CausesShown extends Causes {
  channels: string[];
}

/** A problem as the list of its cause shows it. */
export interface ProblemShown {
  id: number;
  channel: string;
  what: ProblemWork;
  author: Author | null;
  contact: number;
  number: string | null;
  name: string | null;
  at: number;
  reason: string;
  fix: string;
  exchange: string | null;
}
