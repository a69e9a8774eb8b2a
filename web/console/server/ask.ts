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
  return (await call(addressOf(path, {}), asAct(body))) as T;
}

function asAct(body: object): RequestInit {
  const csrf = session.value.state === 'in' ? session.value.csrf : '';
  const headers = { 'content-type': 'application/json', 'x-csrf-token': csrf };
  return { method: 'POST', headers, body: JSON.stringify(body) };
}

/** `POST api/PATH`: saves the file that is answered. @throws Failure */
export async function save(path: string, name: string): Promise<void> {
  const answer = await reach(addressOf(path, {}), asAct({}));
  if (!answer.ok) throw await failureOf(answer);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await answer.blob());
  link.download = name;
  link.click();
  // Not at once: the browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** The address of a door, which is told the language of the page: what the service says of its own is then in it. */
export function addressOf(path: string, query: Query): string {
  const all = Object.entries<Query[string]>({ ...query, lang: language.value });
  const given = all.filter(([, value]) => value !== null && value !== undefined && value !== '');
  return `api/${path}?${new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()}`;
}

async function call(address: string, init: RequestInit): Promise<unknown> {
  const answer = await reach(address, init);
  if (!answer.ok) throw await failureOf(answer);
  return await answer.json().catch(() => null);
}

async function reach(address: string, init: RequestInit): Promise<Response> {
  return await fetch(address, { cache: 'no-store', ...init }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Failure('offline', 'offline');
  });
}

async function failureOf(answer: Response): Promise<Failure> {
  const body = (await answer.json().catch(() => null)) as { error?: string; text?: string } | null;
  const code = body?.error ?? 'broken';
  if (answer.status === 401) {
    session.value = { state: 'login' };
    return new Failure('login', code, body?.text);
  }
  const isRefused = answer.status < 500 || answer.status === 503;
  return new Failure(code === 'role' ? 'role' : isRefused ? 'refused' : 'broken', code, body?.text);
}
