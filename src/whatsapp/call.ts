import { systemClock, type Clock } from '../clock.ts';
import { Unreachable } from '../errors.ts';
import { parseJson } from '../wire/json.ts';
import { refusal } from './refusal.ts';

/** One HTTP call: the answer's status and its JSON (null where it is none), else `Refused` or `Unreachable`. */
export type Call = (method: 'GET' | 'POST', url: string, body?: object) => Promise<{ status: number; value: unknown }>;

export interface CallOptions {
  apiKey: string;
  /** Milliseconds for a whole call, reading the answer included. */
  timeoutMs: number;
  fetch?: typeof globalThis.fetch;
  clock?: Clock;
}

/** One exchange over HTTP; `read` takes what it wants of the answer, whatever its status, and its faults count as faults of the way. */
export type Ask = <T>(sent: Sent, read: (response: Response) => Promise<T>) => Promise<T>;

export interface Sent {
  method: 'GET' | 'POST';
  url: string;
  headers?: Record<string, string>;
  body?: string | FormData;
}

/**
 * Binds the key and the time limit. Redirects are not followed: the key would travel along.
 * Errors never carry the key, an address or a text, nor the built-in fetch's own error, which may quote a header.
 */
export function asker(options: CallOptions): Ask {
  const send = options.fetch ?? globalThis.fetch;
  return async ({ method, url, headers, body }, read) => {
    try {
      const response = await send(url, {
        method,
        headers: { 'D360-API-KEY': options.apiKey, ...headers },
        ...(body === undefined ? {} : { body }),
        redirect: 'manual',
        signal: AbortSignal.timeout(options.timeoutMs),
      });
      return await read(response);
    } catch (error) {
      throw unreachable(error, options.timeoutMs);
    }
  };
}

/** Calls that send JSON (or nothing) and are answered with JSON. */
export function caller(options: CallOptions): Call {
  const ask = asker(options);
  return async (method, url, body) => {
    const headers = { accept: 'application/json', ...(body ? { 'content-type': 'application/json' } : {}) };
    const sent = { method, url, headers, ...(body ? { body: JSON.stringify(body) } : {}) };
    return answered(await ask(sent, withText), options, body);
  };
}

export interface Answer {
  response: Response;
  raw: string;
}

export const withText = async (response: Response): Promise<Answer> => ({ response, raw: await response.text() });

/**
 * The JSON of an answer.
 * @throws Refused where its status is no success; `body` is what was sent, none of which may show up in the error.
 */
export function answered(
  { response, raw }: Answer,
  { apiKey: key, clock = systemClock }: CallOptions,
  body?: object,
): { status: number; value: unknown } {
  const parsed = parseJson(raw);
  const value = parsed.ok ? parsed.value : null;
  if (response.ok) return { status: response.status, value };
  throw refusal(response.status, response.headers, value, raw, { key, body, now: clock.now() });
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
