import type { z } from 'zod';
import { systemClock, type Clock } from '../../clock.ts';
import type { Multipart } from '../../wire/multipart.ts';
import { exchange, type Ask, type Fetch } from './exchange.ts';
import { refusalOf } from '../failures/refusal.ts';

/** One call, for logs, metrics and the limit that follows Chatwoot's speed. */
export interface CallReport<Route extends string = string> {
  route: Route;
  method: Ask['method'];
  /** HTTP status; null where no answer came. */
  status: number | null;
  /** From the start of the call to the end of the body, milliseconds. */
  ms: number;
  /** Size of the answer's body. */
  bytes: number;
}

export interface CallerOptions<Route extends string> {
  /** What all paths are below. */
  root: string;
  /** Sent with every call. */
  headers?: Record<string, string>;
  /** Milliseconds. */
  timeoutMs: number;
  fetch?: Fetch;
  clock?: Clock;
  onCall?: (report: CallReport<Route>) => void;
  /** Each call at debug level: its shape, status and time, never ids or texts. */
  log?: { debug(fields: object, text: string): void };
}

/** One call to make. Without a shape the answer must be empty. */
export interface Call<Route extends string, T> {
  method: Ask['method'];
  route: Route;
  path: string;
  shape?: z.ZodType<T>;
  body?: unknown;
  form?: Multipart;
  timeoutMs?: number;
  /** The most of the answer that is read; 4 MB by default. */
  maxBytes?: number;
}

export type Caller<Route extends string> = <T = undefined>(ask: Call<Route, T>) => Promise<T>;

/** Calls once and reads the answer by its shape; throws `ChatwootRefused` or `ChatwootUnreachable` for everything else. */
export function openCaller<Route extends string>(options: CallerOptions<Route>): Caller<Route> {
  const clock = options.clock ?? systemClock;
  const { headers } = options;

  return async function call<T>(ask: Call<Route, T>): Promise<T> {
    const { method, route } = ask;
    const about = { method, url: options.root + ask.path, call: `${method} ${route}` };
    const start = clock.now();
    const report = (status: number | null, bytes: number) => {
      const facts: CallReport<Route> = { route, method, status, ms: clock.now() - start, bytes };
      options.log?.debug(facts, 'Chatwoot called');
      options.onCall?.(facts);
    };
    const sent = {
      ...('body' in ask ? { body: ask.body } : {}),
      ...(ask.form ? { form: ask.form } : {}),
      ...(headers ? { headers } : {}),
      ...(ask.maxBytes === undefined ? {} : { maxBytes: ask.maxBytes }),
    };
    const timeoutMs = ask.timeoutMs ?? options.timeoutMs;
    const answer = await exchange({ ...about, ...sent, timeoutMs }, options.fetch).catch((error: unknown) => {
      report(null, 0);
      throw error;
    });
    report(answer.status, answer.bytes);
    if (answer.ok && !ask.shape && answer.bytes === 0) return undefined as T;
    const body = answer.ok ? ask.shape?.safeParse(answer.json) : null;
    if (body?.success) return body.data;
    const told = [ask.body, ask.form?.told, headers];
    throw refusalOf(answer, { ...about, changes: method !== 'GET', now: clock.now(), sent: told });
  };
}
