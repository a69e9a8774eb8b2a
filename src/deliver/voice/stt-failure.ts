/** Why a voice note did not become text. */
export type SttFailureKind =
  /** Only the operator can mend these. */
  | 'key'
  | 'model'
  | 'address'
  | 'balance'
  /** These pass by themselves. */
  | 'busy'
  | 'server'
  | 'malformed'
  | 'unreachable'
  | 'timeout'
  | 'cut'
  /** These are this note's alone. */
  | 'too_large'
  | 'format'
  | 'refused';

/** `pause`: nobody's note is sent until the operator may have mended it; `retry`: the same may work soon; `never`: this one will not. */
export type SttVerdict = 'pause' | 'retry' | 'never';

const VERDICTS: Record<SttFailureKind, SttVerdict> = {
  key: 'pause',
  model: 'pause',
  address: 'pause',
  balance: 'pause',
  busy: 'retry',
  server: 'retry',
  malformed: 'retry',
  unreachable: 'retry',
  timeout: 'retry',
  cut: 'retry',
  too_large: 'never',
  format: 'never',
  refused: 'never',
};

const SAYS: Record<SttFailureKind, string> = {
  key: 'the speech server does not take the key (STT_API_KEY)',
  model: 'the speech server has no such model (STT_MODEL)',
  address: 'there is no speech server at this address (STT_BASE_URL)',
  balance: 'the account at the speech server has no balance left',
  busy: 'the speech server asks us to slow down',
  server: 'the speech server failed',
  malformed: 'the speech server answered with something that is no text',
  unreachable: 'the speech server cannot be reached',
  timeout: 'the speech server did not answer in time (STT_TIMEOUT)',
  cut: 'the speech server broke off its answer',
  too_large: 'the voice note is too large for the speech server',
  format: 'the speech server does not know this kind of sound',
  refused: 'the speech server refuses the voice note',
};

/** In words of ours: nothing of what was sent or said is in it. */
export class SttFailure extends Error {
  override readonly name = 'SttFailure';
  readonly kind: SttFailureKind;
  readonly verdict: SttVerdict;
  /** Milliseconds that the server asked us to wait; null where it did not. */
  readonly waitMs: number | null;

  constructor(kind: SttFailureKind, { status, waitMs = null }: { status?: number; waitMs?: number | null } = {}) {
    super(status === undefined ? SAYS[kind] : `${SAYS[kind]} (${status})`);
    this.kind = kind;
    this.verdict = VERDICTS[kind];
    this.waitMs = waitMs;
  }
}
