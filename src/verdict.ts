/**
 * What to do after a failed call, as the tables of WhatsApp's and Chatwoot's failures decide it.
 *
 * `retry`: this one's alone and passing; its lane waits (`afterMs` where the other side said how long, else the queue's backoff).
 * `give_up`: will not change by itself; becomes a problem with its reason and what the operator can do, the lane goes on.
 * `pause`: the other side asked for it; nothing of the whole target is called for `afterMs`, and no try is counted.
 * `doubt`: this one's alone or everybody's. The target's harmless call tells (`src/targets/target.ts`): where that fails too, the target
 * rests until it passes, and no try is counted; where it passes, this one is tried again, and given up after `own.tries` tries and
 * `own.overMs` milliseconds.
 */
export type Verdict =
  | { do: 'retry'; afterMs?: number }
  | { do: 'give_up'; reason: string; fix: string }
  | {
      do: 'pause';
      afterMs: number;
      reason: string;
      fix: string;
      /** What only a person can mend, who starts us anew then (a key): it does not outlast that. Every other pause does. */
      endsAtStart?: true;
    }
  | Doubt;

export interface Doubt {
  do: 'doubt';
  reason: string;
  fix: string;
  own: Patience;
  afterMs?: number;
}

/** How long something is tried that others do not suffer from. */
export interface Patience {
  tries: number;
  overMs: number;
  /** Only while others pass: many that fail for an hour, and nobody who passes, are no fault of each one of them. */
  whileOthersPass?: true;
}

/** A refusal that says nothing of what was asked: a firewall's, a login's, a proxy's. */
export const refusedAlone: Patience = { tries: 2, overMs: 0 };

/** A page in front of the server: of maintenance, before and after which others pass, or of a firewall that lets this one alone not in. */
export const pageInFront: Patience = { tries: 4, overMs: 60_000 };

/** A server that fails, or does not answer, at this one alone. */
export const failedAlone: Patience = { tries: 10, overMs: 3_600_000, whileOthersPass: true };
