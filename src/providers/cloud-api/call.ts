import { systemClock, type Clock } from '../../clock.ts';
import { Unreachable } from '../../errors.ts';
import { called } from '../../observe/meter.ts';
import { answerText, SHORT } from '../../wire/answer-text.ts';
import { parseJson } from '../../wire/json.ts';
import type { Multipart } from '../../wire/multipart.ts';
import { mayHaveLeft, whyNoAnswer } from '../../wire/no-answer.ts';
import { postForm } from '../../wire/post-form.ts';
import { refusal } from '../../whatsapp/failures/refusal.ts';
import type { ProviderWords } from '../about.ts';

type Method = 'GET' | 'POST' | 'DELETE';

/** One HTTP call: the answer's status and its JSON (null where it is none), else `Refused` or `Unreachable`. */
export type Call = (method: Method, url: string, body?: object) => Promise<{ status: number; value: unknown }>;

export interface CallOptions {
  /** Who is called: errors name it. */
  words: ProviderWords;
  /** What opens the calls; sent with each. */
  headers: Record<string, string>;
  /** Parts of the headers that may stand in no error. */
  secrets: string[];
  /** Milliseconds for a whole call, reading the answer included. */
  timeoutMs: number;
  fetch?: typeof globalThis.fetch;
  clock?: Clock;
}

/** One exchange over HTTP; `read` takes what it wants of the answer, whatever its status, and its faults count as faults of the way. */
export type Ask = <T>(sent: Sent, read: (response: Response) => Promise<T>) => Promise<T>;

export interface Sent {
  method: Method;
  url: string;
  headers?: Record<string, string>;
  body?: string;
  /** Instead of a body: fields and a file, made while they are sent. */
  form?: Multipart;
}

/**
 * Binds the key and the time limit. Redirects are not followed: the key would travel along.
 * Errors never carry the key, an address or a text, nor the built-in fetch's own error, which may quote a header.
 */
export function asker(options: CallOptions): Ask {
  const send = options.fetch ?? globalThis.fetch;
  return async ({ method, url, headers, body, form }, read) => {
    const signal = AbortSignal.timeout(options.timeoutMs);
    const all = { ...options.headers, ...headers };
    const began = performance.now();
    try {
      const response = form
        ? await postForm(url, form, { headers: all, signal })
        : await send(url, {
            method,
            headers: all,
            ...(body === undefined ? {} : { body }),
            redirect: 'manual',
            signal,
          });
      const value = await read(response);
      called('whatsapp', response.status, began);
      return value;
    } catch (error) {
      called('whatsapp', null, began);
      throw unreachable(signal.aborted ? signal.reason : error, options);
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

export const withText = async (response: Response): Promise<Answer> => ({
  response,
  raw: await answerText(response, SHORT),
});

/**
 * The JSON of an answer.
 * @throws Refused where its status is no success; `body` is what was sent, none of which may show up in the error.
 */
export function answered(
  { response, raw }: Answer,
  { words, secrets, clock = systemClock }: CallOptions,
  body?: object,
): { status: number; value: unknown } {
  const parsed = parseJson(raw);
  const value = parsed.ok ? parsed.value : null;
  if (response.ok) return { status: response.status, value };
  throw refusal(response.status, response.headers, value, raw, { name: words.name, secrets, body, now: clock.now() });
}

function unreachable(error: unknown, { timeoutMs, words: { name } }: CallOptions): Unreachable {
  const { kind, code } = whyNoAnswer(error);
  const unclear = mayHaveLeft(kind);
  if (kind === 'timeout') return new Unreachable(`${name} did not answer within ${timeoutMs / 1000} s`, { unclear });
  if (kind === 'too_large') return new Unreachable(`${name} answered with more than any answer has`, { unclear });
  if (!unclear) return new Unreachable(`${name} cannot be reached: ${code}`, { unclear });
  return new Unreachable(`${name} did not answer: ${code || 'the connection broke'}`, { unclear });
}
