import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { MiddlewareHandler } from 'hono';
import { pause } from '../clock.ts';
import { KINDS, type Faults } from './faults.ts';
import { answer, type SandboxContext, type SandboxEnv } from './http.ts';
import type { Fault } from './types.ts';

/** How a server words the failures that are switched on. */
export interface FaultAnswers {
  failed(c: SandboxContext): Response;
  missing(c: SandboxContext): Response;
  tooMany(c: SandboxContext, headers: Record<string, string>, code: number | undefined): Response;
  /** What something in front of the server says, a firewall for one. */
  refused(c: SandboxContext, status: number): Response;
}

const AT_THE_DOOR: ReadonlySet<Fault['kind']> = new Set(
  KINDS.filter((kind) => !/^(status|cable|webhook)_|^same_id$/.test(kind)),
);

/** Where `maintenance` sends everybody. */
const MAINTENANCE = '/maintenance.html';

/** Breaks the answers that a fault hits: before the handler ran, or after it. */
export function faultMiddleware(faults: Faults, answers: FaultAnswers): MiddlewareHandler<SandboxEnv> {
  return async (c, next) => {
    if (c.req.path.startsWith('/sandbox/')) return next();
    if (c.req.path === MAINTENANCE) return maintenancePage(c, 200);
    // A copy, so that the handler still reads the body whatever form it has.
    const body = faults.wantsBody() ? await c.req.raw.clone().text() : undefined;
    const fault = faults.take(AT_THE_DOOR, c.req.method, c.req.path, body);
    switch (fault?.kind) {
      case 'fail_before':
        return answers.failed(c);
      case 'fail_after':
        await next();
        c.res = answers.failed(c);
        return;
      case 'hang':
        return hang(c);
      case 'hang_after':
        await next();
        c.res = await hang(c);
        return;
      case 'cut':
        return cut(c);
      case 'cut_after':
        await next();
        c.res = cut(c);
        return;
      case 'too_many':
        return answers.tooMany(c, retryAfter(fault), fault.code);
      case 'not_found':
        return answers.missing(c);
      case 'refuse_text':
        return answers.refused(c, fault.status ?? 403);
      case 'maintenance':
        return maintenance(c, fault.status);
      case 'endless':
        return endless();
      case 'slow':
        await pause(fault.ms ?? 1_000, c.req.raw.signal);
        return next();
      case 'slow_after':
        await next();
        await pause(fault.ms ?? 1_000, c.req.raw.signal);
        return;
      default:
        return next();
    }
  };
}

function retryAfter({ ms = 1_000, retryAfter: given }: Fault): Record<string, string> {
  const value = given ?? String(Math.ceil(ms / 1_000));
  return value === '' ? {} : { 'retry-after': value };
}

const PAGE = '<!DOCTYPE html>\n<html><head><title>Maintenance</title></head><body><h1>Back soon</h1></body></html>\n';

function maintenancePage(c: SandboxContext, status: number): Response {
  return answer(c, status, 'text/html; charset=utf-8', PAGE);
}

function maintenance(c: SandboxContext, status: number | undefined): Response {
  if (status !== undefined && (status < 300 || status > 399)) return maintenancePage(c, status);
  return answer(c, status ?? 302, 'text/html; charset=utf-8', PAGE, { location: MAINTENANCE });
}

/** Spaces, which JSON allows at its beginning, until the caller has had enough. */
function endless(): Response {
  const piece = new Uint8Array(65_536).fill(0x20);
  const body = new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(piece) });
  return new Response(body, { headers: { 'content-type': 'application/json' } });
}

/** Until the caller leaves or the server is closed. */
function hang(c: SandboxContext): Promise<Response> {
  const { socket } = c.env.incoming;
  return new Promise((resolve) => {
    if (socket.destroyed) resolve(RESPONSE_ALREADY_SENT);
    else socket.once('close', () => resolve(RESPONSE_ALREADY_SENT));
  });
}

function cut(c: SandboxContext): Response {
  c.env.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}
