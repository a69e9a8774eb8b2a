import type { Subject } from '../store/notify/conditions.ts';

/** What is known of it, each where it is of use: why and what to do; how many people wait and for how long; how much is missing. */
export interface Details {
  reason?: string;
  fix?: string;
  people?: number;
  /** Of the one who has waited longest. */
  minutes?: number;
  /** By the last nightly audit. */
  missing?: number;
  /** Messages whose registering in Chatwoot was given up. */
  unregistered?: number;
}

/** One thing told to the operator, as it was when it was noticed. Nothing in it is any customer's. */
export interface Notice {
  /** The same however often it is tried. */
  id: string;
  subject: Subject;
  state: 'begun' | 'over';
  /** Since when it is so. Milliseconds since 1970, as `at`, when it was noticed. */
  since: number;
  at: number;
  details: Details;
}
