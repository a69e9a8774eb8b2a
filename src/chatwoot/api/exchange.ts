import { called } from '../../observe/meter.ts';
import { answerText, SHORT } from '../../wire/answer-text.ts';
import { parseJson } from '../../wire/json.ts';
import type { Multipart } from '../../wire/multipart.ts';
import { postForm } from '../../wire/post-form.ts';
import { noAnswer } from '../failures/unreachable.ts';

/** One HTTP answer, read to its end. */
export interface Answer {
  status: number;
  /** Status 200 to 299. */
  ok: boolean;
  headers: Headers;
  /** Content type without its parameters, lower case; empty where there was none. */
  type: string;
  isJson: boolean;
  /** The parsed body; undefined where it is no JSON. */
  json: unknown;
  /** Size of the body in bytes. */
  bytes: number;
}

/** What to ask. */
export interface Ask {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  url: string;
  /** For errors: method and shape of the path, without ids. */
  call: string;
  body?: unknown;
  /** Instead of a body: fields and files, made while they are sent. Posted. */
  form?: Multipart;
  /** Besides the two always sent; tokens go here. */
  headers?: Record<string, string>;
  timeoutMs: number;
  /** The most of an answer that is read; 4 MB by default. */
  maxBytes?: number;
}

export type Fetch = typeof globalThis.fetch;

/**
 * Asks once; redirects are not followed, nothing is tried again.
 * Any type is accepted, not JSON alone: only so a missing record (JSON) and a call unknown to the release (HTML) differ.
 *
 * @throws ChatwootUnreachable where no whole answer came within the time.
 */
export async function exchange(ask: Ask, fetch: Fetch = globalThis.fetch): Promise<Answer> {
  const { method, form, body, timeoutMs } = ask;
  const signal = AbortSignal.timeout(timeoutMs);
  const accepted = { Accept: '*/*', ...ask.headers };
  const began = performance.now();
  try {
    const response = form
      ? await postForm(ask.url, form, { headers: accepted, signal })
      : await fetch(ask.url, {
          method,
          headers: { 'Content-Type': 'application/json', ...accepted },
          redirect: 'manual',
          signal,
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
    const text = await answerText(response, ask.maxBytes ?? SHORT);
    const type = (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    const read = type.endsWith('json') ? parseJson(text) : null;
    const json = read?.ok ? read.value : undefined;
    const { status, ok } = response;
    called('chatwoot', status, began);
    return {
      status,
      ok,
      headers: response.headers,
      type,
      isJson: json !== undefined,
      json,
      bytes: Buffer.byteLength(text),
    };
  } catch (error) {
    called('chatwoot', null, began);
    throw noAnswer(signal.aborted ? signal.reason : error, ask.call, method !== 'GET');
  }
}
