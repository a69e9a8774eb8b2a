import type { Context, MiddlewareHandler } from 'hono';
import type { Log } from '../observe/log.ts';
import { isLoopback } from '../settings/rules.ts';
import { sameSecret } from '../wire/secret.ts';

export interface ApiAccess {
  /** `API_TOKEN`. */
  token: string | null;
  /** `HOST`, the address listened on. */
  host: string;
  log: Log;
}

/** Lets in who has API_TOKEN as a bearer; without one set, programs of this machine alone. Others get 401 with the reason. */
export function onlyWithToken(access: ApiAccess): MiddlewareHandler {
  return async (c, next) => {
    const why = refusal(c, access);
    if (why === null) return await next();
    access.log.warn({ path: c.req.routePath }, 'refused: the Authorization header is not the bearer of API_TOKEN');
    return c.json({ error: why }, 401, { 'www-authenticate': 'Bearer' });
  };
}

/** Why the caller may not come in; null where they may. */
function refusal(c: Context, { token, host }: ApiAccess): string | null {
  if (token !== null) {
    const given = /^Bearer +(.+)$/i.exec(c.req.header('authorization') ?? '')?.[1]?.trim();
    return sameSecret(given, token) ? null : 'the header "Authorization: Bearer API_TOKEN" is missing or wrong';
  }
  const named = (c.req.header('host') ?? '').replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  const isProxied = ['forwarded', 'x-forwarded-for', 'x-real-ip'].some((name) => c.req.header(name) !== undefined);
  if (isLoopback(host) && isLoopback(named) && !isProxied) return null;
  return 'without API_TOKEN this is open to programs of the same machine only: set API_TOKEN';
}
