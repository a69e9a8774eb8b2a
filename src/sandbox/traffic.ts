import type { MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { SandboxEnv } from './http.ts';

export interface RouteTraffic {
  count: number;
  /** Bytes of request bodies, by their `content-length`. */
  bytesIn: number;
  /** Bytes of answer bodies. */
  bytesOut: number;
}

export interface LoggedRequest {
  /** Milliseconds since 1970 when it came. */
  at: number;
  method: string;
  /** With the query. */
  path: string;
  /** Null while it hangs and where the connection was cut. */
  status: number | null;
  bytesIn: number;
  bytesOut: number;
  /** Milliseconds until it was answered. */
  took: number;
}

/** What reached a server: the figures the benchmark prints and the tests count by. */
export interface Traffic {
  /** Requests that came, hanging ones included. */
  readonly total: number;
  /** By `METHOD /route/:with/:names`; requests to no known route stand under `METHOD unknown`. */
  readonly routes: ReadonlyMap<string, Readonly<RouteTraffic>>;
  /** The last 2,000, oldest first. */
  readonly log: readonly LoggedRequest[];
  reset(): void;
}

const LOG_LENGTH = 2_000;

/** The counting middleware and what it counted. */
export function createTraffic(): { traffic: Traffic; count: MiddlewareHandler<SandboxEnv> } {
  let total = 0;
  let log: LoggedRequest[] = [];
  const routes = new Map<string, RouteTraffic>();

  const count: MiddlewareHandler<SandboxEnv> = async (c, next) => {
    const path = c.req.path;
    if (path.startsWith('/sandbox/')) return next();
    const at = Date.now();
    const bytesIn = Number(c.req.header('content-length') ?? 0);
    const last = matchedRoutes(c).at(-1)?.path;
    const name = `${c.req.method} ${last === undefined || last === '/*' ? 'unknown' : last}`;
    let route = routes.get(name);
    if (!route) routes.set(name, (route = { count: 0, bytesIn: 0, bytesOut: 0 }));
    const { url } = c.env.incoming;
    const entry: LoggedRequest = {
      at,
      method: c.req.method,
      path: url ?? path,
      status: null,
      bytesIn,
      bytesOut: 0,
      took: 0,
    };
    total += 1;
    route.count += 1;
    route.bytesIn += bytesIn;
    log.push(entry);
    if (log.length > LOG_LENGTH * 2) log = log.slice(-LOG_LENGTH);
    await next();
    entry.took = Date.now() - at;
    if (c.env.incoming.socket.destroyed) return;
    entry.status = c.res.status;
    entry.bytesOut = c.get('bytesOut') ?? 0;
    route.bytesOut += entry.bytesOut;
  };

  return {
    count,
    traffic: {
      get total() {
        return total;
      },
      get log() {
        return log.slice(-LOG_LENGTH);
      },
      routes,
      reset() {
        total = 0;
        log = [];
        routes.clear();
      },
    },
  };
}
