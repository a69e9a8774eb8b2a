import { Unreachable } from '../errors.ts';
import { parseJson } from './json.ts';
import { refusal } from './refusal.ts';

/** One HTTP call: the answer's status and its JSON (null where it is none), else `Refused` or `Unreachable`. */
export type Call = (method: 'GET' | 'POST', url: string, body?: object) => Promise<{ status: number; value: unknown }>;

/**
 * Binds the key and the time limit. Redirects are not followed: the key would travel along.
 * Errors never carry the key, an address or a text, nor the built-in fetch's own error, which may quote a header.
 */
export function caller(options: { apiKey: string; timeoutMs: number; fetch?: typeof globalThis.fetch }): Call {
  const send = options.fetch ?? globalThis.fetch;
  return async (method, url, body) => {
    let response: Response;
    let raw: string;
    try {
      response = await send(url, {
        method,
        headers: {
          'D360-API-KEY': options.apiKey,
          accept: 'application/json',
          ...(body ? { 'content-type': 'application/json' } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
        redirect: 'manual',
        signal: AbortSignal.timeout(options.timeoutMs),
      });
      raw = await response.text();
    } catch (error) {
      throw unreachable(error, options.timeoutMs);
    }
    const parsed = parseJson(raw);
    const value = parsed.ok ? parsed.value : null;
    if (response.ok) return { status: response.status, value };
    throw refusal(response.status, response.headers, value, raw, { key: options.apiKey, body });
  };
}

/** Faults of the way to the other side: with these, the request was never sent. */
const neverLeft = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'],
  ...['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'CERT_REVOKED', 'CERT_UNTRUSTED', 'CERT_REJECTED'],
  ...['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ...['UNABLE_TO_GET_ISSUER_CERT', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ...['ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_PACKET_LENGTH_TOO_LONG', 'ERR_SSL_UNSUPPORTED_PROTOCOL'],
]);

function unreachable(error: unknown, timeoutMs: number): Unreachable {
  if (error instanceof Error && error.name === 'TimeoutError') {
    return new Unreachable(`360dialog did not answer within ${timeoutMs / 1000} s`, { unclear: true });
  }
  const code = codeOf(error instanceof Error ? error.cause : null);
  if (code === null) return new Unreachable('360dialog did not answer: the connection broke', { unclear: true });
  if (neverLeft.has(code)) return new Unreachable(`360dialog cannot be reached: ${code}`, { unclear: false });
  return new Unreachable(`360dialog did not answer: ${code}`, { unclear: true });
}

function codeOf(cause: unknown): string | null {
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return null;
  return typeof cause.code === 'string' ? cause.code : null;
}
