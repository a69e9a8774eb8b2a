import pino from 'pino';
import { openConsole, type Console, type ConsoleOptions } from '../../src/console/console.ts';
import { hashPassword } from '../../src/console/access/password.ts';
import { readSettings } from '../../src/config.ts';
import { setUser } from '../../src/store/console/users.ts';
import type { Store } from '../../src/store/open.ts';

export const PASSWORD = 'una contraseña larga';

/** A cost that a test can afford; what is kept says which it is. */
export const CHEAP = 4;

/** A console over a ledger, without a server: it is asked by requests. */
export interface ConsoleDesk {
  console: Console;
  now: { at: number };
  log: string[];
  /** What a browser of this machine sends. */
  ask(path: string, init?: RequestInit): Promise<Response>;
  /** Logs in, and gives what the browser keeps. */
  login(name?: string, password?: string): Promise<Browser>;
  stop: AbortController;
}

/** One browser, logged in: with its cookie and the token of the page. */
export interface Browser {
  cookie: string;
  csrf: string;
  get(path: string): Promise<Response>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
}

export async function addPerson(
  store: Store,
  name: string,
  role: 'see' | 'operate',
  password = PASSWORD,
): Promise<void> {
  const kept = await hashPassword(password, CHEAP);
  await store.write((tx) => setUser(tx, { name, role, password: kept, set_at: 1 }));
}

export async function openDesk(
  store: Store,
  given: Partial<ConsoleOptions> & { environment?: Record<string, string> } = {},
): Promise<ConsoleDesk> {
  const now = { at: Date.parse('2026-03-10T15:00:00Z') };
  const lines: string[] = [];
  const stop = new AbortController();
  const settings = readSettings({ ...given.environment });
  const console = openConsole({
    store,
    clock: { now: () => now.at },
    log: pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }),
    settings,
    channels: () => [],
    stopping: stop.signal,
    webDist: null,
    ...given,
  });
  const ask = async (path: string, init: RequestInit = {}) =>
    await console.app.request(`http://127.0.0.1/console/${path}`, {
      ...init,
      headers: { host: '127.0.0.1', ...(init.headers as Record<string, string>) },
    });
  const login = async (name = 'ana', password = PASSWORD): Promise<Browser> => {
    const answer = await ask('api/login', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, password }),
    });
    const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const { csrf } = (await answer.json()) as { csrf: string };
    return {
      cookie,
      csrf,
      get: (path) => ask(`api/${path}`, { headers: { cookie } }),
      post: (path, body = {}, headers = {}) =>
        ask(`api/${path}`, {
          method: 'POST',
          headers: { cookie, 'content-type': 'application/json', 'x-csrf-token': csrf, ...headers },
          body: JSON.stringify(body),
        }),
    };
  };
  return { console, now, log: lines, ask, login, stop };
}
