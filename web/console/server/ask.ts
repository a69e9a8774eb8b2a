import { language } from '../../parts/language/language.ts';
import { session } from './session.ts';

/** Why something was not had: nobody answers · the session is over · the role is not enough · refused, by its code · a fault of the service. */
export type FailureKind = 'offline' | 'login' | 'role' | 'refused' | 'broken';

export class Failure extends Error {
  readonly kind: FailureKind;
  readonly code: string;

  constructor(kind: FailureKind, code: string, text = '') {
    super(text);
    this.kind = kind;
    this.code = code;
  }
}

export type Query = Record<string, string | number | null | undefined>;

/** `GET api/PATH`. What is null or empty in the query is left out. @throws Failure */
export async function ask<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  return (await call(addressOf(path, query), signal ? { signal } : {})) as T;
}

/** `POST api/PATH`: does something. @throws Failure */
export async function act<T>(path: string, body: object = {}): Promise<T> {
  const csrf = session.value.state === 'in' ? session.value.csrf : '';
  const headers = { 'content-type': 'application/json', 'x-csrf-token': csrf };
  return (await call(addressOf(path, {}), { method: 'POST', headers, body: JSON.stringify(body) })) as T;
}

/** The address of a door, which is told the language of the page: what the service says of its own is then in it. */
export function addressOf(path: string, query: Query): string {
  const all = Object.entries<Query[string]>({ ...query, lang: language.value });
  const given = all.filter(([, value]) => value !== null && value !== undefined && value !== '');
  return `api/${path}?${new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()}`;
}

async function call(address: string, init: RequestInit): Promise<unknown> {
  const answer = await fetch(address, { cache: 'no-store', ...init }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Failure('offline', 'offline');
  });
  const body = (await answer.json().catch(() => null)) as { error?: string; text?: string } | null;
  if (answer.ok) return body;
  const code = body?.error ?? 'broken';
  if (answer.status === 401) session.value = { state: 'login' };
  const kind =
    answer.status === 401
      ? 'login'
      : code === 'role'
        ? 'role'
        : answer.status < 500 || answer.status === 503
          ? 'refused'
          : 'broken';
  throw new Failure(kind, code, body?.text);
}
