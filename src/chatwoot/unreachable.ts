import { Unreachable } from '../errors.ts';

/** Why no answer came. `unknown_host`, `refused`, `no_route` and `tls` are sure not to have reached Chatwoot. */
export type NoAnswer = 'unknown_host' | 'refused' | 'no_route' | 'tls' | 'timeout' | 'cut';

/** No answer from Chatwoot, with what was asked. */
export class ChatwootUnreachable extends Unreachable {
  readonly kind: NoAnswer;
  /** The call by its shape, without ids: `GET /contacts/:contact/conversations`. */
  readonly call: string;

  constructor(call: string, kind: NoAnswer, facts: { unclear: boolean; detail?: string; cause?: unknown }) {
    super(`Chatwoot, ${call}: ${sentences[kind]}${facts.detail ? ` (${facts.detail})` : ''}`, facts);
    this.kind = kind;
    this.call = call;
  }
}

const sentences: Record<NoAnswer, string> = {
  unknown_host: 'the host name of CHATWOOT_URL is not known (DNS)',
  refused: 'nothing listens at the address of CHATWOOT_URL',
  no_route: 'no way to the address of CHATWOOT_URL',
  tls: 'the secure connection could not be made',
  timeout: 'no answer in time',
  cut: 'the connection was cut before the answer was complete',
};

const never: ReadonlySet<NoAnswer> = new Set<NoAnswer>(['unknown_host', 'refused', 'no_route', 'tls']);

/** Tells from what `fetch` threw why there was no answer. Only a call that may have left us is unclear, and only one that changes something. */
export function noAnswer(error: unknown, call: string, changes: boolean): ChatwootUnreachable {
  const code = codeOf(error);
  const kind = kindOf(error, code);
  const detail = kind === 'tls' || kind === 'no_route' ? { detail: code } : {};
  return new ChatwootUnreachable(call, kind, { unclear: changes && !never.has(kind), cause: error, ...detail });
}

function kindOf(error: unknown, code: string): NoAnswer {
  if (error instanceof Error && error.name === 'TimeoutError') return 'timeout';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'unknown_host';
  if (code === 'ECONNREFUSED') return 'refused';
  if (['EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'UND_ERR_CONNECT_TIMEOUT'].includes(code)) return 'no_route';
  if (/CERT|^ERR_(TLS|SSL)_|^EPROTO$|VERIFY_LEAF/.test(code)) return 'tls';
  if (/TIMEOUT|^ETIMEDOUT$/.test(code)) return 'timeout';
  return 'cut';
}

/** The system's code. `fetch` hides it one `cause` down, and below an AggregateError where several addresses were tried. */
function codeOf(error: unknown): string {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; depth++) {
    if ('code' in at && typeof at.code === 'string') return at.code;
    at = at instanceof AggregateError ? at.errors[0] : at.cause;
  }
  return '';
}
