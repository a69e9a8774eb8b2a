/**
 * The two ways a call to the outside can fail. Everything else is a fault of ours.
 *
 * `Refused`: the other side answered, and the answer was no.
 * `Unreachable`: no answer came. Whether the call took effect says `unclear`.
 */
export class Refused extends Error {
  override readonly name = 'Refused';
  /** HTTP status of the answer. */
  readonly status: number;
  /** The other side's own code (WhatsApp's `error.code`), where it gave one. */
  readonly code: number | null;
  /** Seconds the other side asked us to wait (`Retry-After`), where it did. */
  readonly retryAfter: number | null;
  /** True where the answer does not tell whether the call took effect (5xx: facts say Chatwoot answers 500 after saving). */
  readonly unclear: boolean;
  /** True where the other side says itself that it will pass (Meta's `is_transient`). */
  readonly passing: boolean;

  constructor(
    message: string,
    facts: {
      status: number;
      code?: number | null;
      retryAfter?: number | null;
      unclear?: boolean;
      passing?: boolean;
      cause?: unknown;
    },
  ) {
    super(message, { cause: facts.cause });
    this.status = facts.status;
    this.code = facts.code ?? null;
    this.retryAfter = facts.retryAfter ?? null;
    this.unclear = facts.unclear ?? false;
    this.passing = facts.passing ?? false;
  }
}

export class Unreachable extends Error {
  override readonly name = 'Unreachable';
  /** False only where the request surely never left (connection refused, unknown host). */
  readonly unclear: boolean;

  constructor(message: string, facts: { unclear: boolean; cause?: unknown }) {
    super(message, { cause: facts.cause });
    this.unclear = facts.unclear;
  }
}

/** A settings fault or another mistake of the operator: shown as it is, without a stack. Exit code 2. */
export class Misconfigured extends Error {
  override readonly name = 'Misconfigured';
}

/** One line for logs and for the people who read `problems`. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
