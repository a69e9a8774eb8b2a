/**
 * What to do after a failed call, as the tables of WhatsApp's and Chatwoot's failures decide it.
 *
 * `retry`: passing, this lane waits (`afterMs` where the other side said how long, else the queue's backoff).
 * `give_up`: will not change by itself; becomes a problem with its reason and what the operator can do, the lane goes on.
 * `pause`: concerns the whole target; nothing is called for `afterMs`, no job is lost and no attempt is counted.
 */
export type Verdict =
  | { do: 'retry'; afterMs?: number }
  | { do: 'give_up'; reason: string; fix: string }
  | { do: 'pause'; afterMs: number; reason: string; fix: string };
