import type { Context, MiddlewareHandler } from 'hono';
import type { Log } from '../observe/log.ts';
import { isLocalCaller } from '../wire/local-caller.ts';
import { strangeRequest } from '../wire/own-page.ts';
import { sameSecret } from '../wire/secret.ts';

export interface ApiAccess {
  /** `API_TOKEN`. */
  token: string | null;
  /** `HOST`, the address listened on. */
  host: string;
  log: Log;
}

/**
 * Lets in who has API_TOKEN as a bearer; without one set, programs of this machine alone. Others get 401 with the reason. What
 * changes something must be JSON (415) and not come from another site's page (403).
 */
export function onlyWithToken(access: ApiAccess): MiddlewareHandler {
  return async (c, next) => {
    const why = refusal(c, access);
    const strange =
      why === null && !['GET', 'HEAD'].includes(c.req.method) ? strangeRequest((name) => c.req.header(name)) : null;
    if (strange) return c.json({ error: strange.error }, strange.status);
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
  if (isLocalCaller((name) => c.req.header(name), host)) return null;
  return 'without API_TOKEN this is open to programs of the same machine only: set API_TOKEN';
}
