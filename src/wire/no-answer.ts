import { AnswerTooLarge } from './answer-text.ts';

/** Why no whole answer came. With `unknown_host`, `refused`, `no_route` and `tls` the request surely never left. */
export type NoAnswer = 'unknown_host' | 'refused' | 'no_route' | 'tls' | 'timeout' | 'too_large' | 'cut';

const beforeItLeft: ReadonlySet<NoAnswer> = new Set<NoAnswer>(['unknown_host', 'refused', 'no_route', 'tls']);

/** Whether the other side may have got the request. */
export const mayHaveLeft = (kind: NoAnswer): boolean => !beforeItLeft.has(kind);

/** Tells from what a call threw why there was no answer; the code is the system's own, empty where it gave none. */
export function whyNoAnswer(error: unknown): { kind: NoAnswer; code: string } {
  const code = codeOf(error);
  return { kind: kindOf(error, code), code };
}

function kindOf(error: unknown, code: string): NoAnswer {
  if (error instanceof Error && error.name === 'TimeoutError') return 'timeout';
  if (error instanceof AnswerTooLarge || code === 'UND_ERR_HEADERS_OVERFLOW' || code === 'HPE_HEADER_OVERFLOW') {
    return 'too_large';
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'unknown_host';
  if (code === 'ECONNREFUSED') return 'refused';
  if (['EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'UND_ERR_CONNECT_TIMEOUT'].includes(code)) return 'no_route';
  // These two come in the midst of a connection that stood.
  if (/BAD_RECORD_MAC|DECRYPT/.test(code)) return 'cut';
  if (/CERT|^ERR_(TLS|SSL)_|^EPROTO$|VERIFY_LEAF/.test(code)) return 'tls';
  return /TIMEOUT|^ETIMEDOUT$/.test(code) ? 'timeout' : 'cut';
}

/** The system's code. `fetch` hides it one `cause` down, and below an AggregateError where several addresses were tried. */
function codeOf(error: unknown): string {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; depth++) {
    if ('code' in at && typeof at.code === 'string') return at.code;
    at = at instanceof AggregateError ? at.errors[0] : at.cause;
  }
  return '';
}
