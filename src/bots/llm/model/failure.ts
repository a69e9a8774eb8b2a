import { BotFault } from '../../fault.ts';

/** Why the model gave no answer that can be used. */
export type FailureKind =
  /** Only the operator can mend these. */
  | 'key'
  | 'model'
  | 'address'
  | 'balance'
  | 'refused'
  /** These pass by themselves. */
  | 'busy'
  | 'server'
  | 'malformed'
  | 'unreachable'
  | 'timeout'
  | 'cut'
  /** These are this turn's alone. */
  | 'context'
  | 'filtered'
  | 'too_long'
  | 'empty'
  | 'unfinished'
  | 'steps'
  | 'gate'
  /** It does not take the pictures that went along. */
  | 'pictures'
  | 'budget';

/**
 * What is done about it: `pause` nobody asks until the operator has mended it; `retry` the same may work soon; `next` asking again brings the
 * same; `shorten` less of what was said before may fit.
 */
export type Verdict = 'pause' | 'retry' | 'next' | 'shorten';

const VERDICTS: Record<FailureKind, Verdict> = {
  key: 'pause',
  model: 'pause',
  address: 'pause',
  balance: 'pause',
  refused: 'next',
  busy: 'retry',
  server: 'retry',
  malformed: 'retry',
  unreachable: 'retry',
  timeout: 'retry',
  cut: 'retry',
  context: 'shorten',
  filtered: 'next',
  too_long: 'next',
  empty: 'next',
  unfinished: 'next',
  steps: 'next',
  gate: 'next',
  pictures: 'next',
  budget: 'next',
};

/** In words of ours: nothing of what was sent or said is in it, so that every log may show it. */
export class ModelFailure extends BotFault {
  readonly kind: FailureKind;
  readonly verdict: Verdict;
  /** Milliseconds that the server asked us to wait; null where it did not. */
  readonly waitMs: number | null;

  constructor(kind: FailureKind, message: string, waitMs: number | null = null) {
    super(message);
    this.kind = kind;
    this.verdict = VERDICTS[kind];
    this.waitMs = waitMs;
  }
}
