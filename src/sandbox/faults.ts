import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Hono, MiddlewareHandler } from 'hono';
import { z } from 'zod';
import { pause } from '../clock.ts';
import type { Random } from './chance.ts';
import { answer, type SandboxContext, type SandboxEnv } from './http.ts';
import type { Fault } from './types.ts';

const KINDS = [
  'fail_before',
  'fail_after',
  'hang',
  'hang_after',
  'cut',
  'cut_after',
  'too_many',
  'not_found',
  'slow',
  'slow_after',
  'status_double',
  'status_shuffle',
  'status_failed',
  'cable_deaf',
  'cable_drop',
  'cable_double',
  'cable_shuffle',
  'cable_late',
  'cable_cut',
  'cable_refuse',
  'webhook_drop',
  'webhook_double',
  'webhook_shuffle',
  'webhook_late',
] as const satisfies readonly Fault['kind'][];

/** Reads a fault as it comes over HTTP. */
export const faultShape = z.object({
  kind: z.enum(KINDS),
  method: z.string().exactOptional(),
  path: z.string().refine(isPattern, 'is no regular expression').exactOptional(),
  times: z.int().positive().exactOptional(),
  rate: z.number().min(0).max(1).exactOptional(),
  ms: z.number().min(0).exactOptional(),
  code: z.int().exactOptional(),
});

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

/** The faults switched on at one server. */
export interface Faults {
  /** Those still on, with what is left of their `times`. */
  list(): Fault[];
  /** Replaces all of them; an empty list clears. Throws a SyntaxError on a path that is no regular expression. */
  set(faults: Fault[]): void;
  /** The first fault of these kinds that hits this call, and counts it; null where none does. */
  take(kinds: ReadonlySet<Fault['kind']>, method: string, path: string): Fault | null;
  /** Whether one of this kind is on, whatever it hits; counts nothing. */
  has(kind: Fault['kind']): boolean;
}

export function createFaults(random: Random, changed: () => void): Faults {
  let active: { fault: Fault; pattern: RegExp | null }[] = [];
  return {
    list: () => active.map(({ fault }) => ({ ...fault })),
    set(faults) {
      active = faults.map((fault) => ({ fault: { ...fault }, pattern: fault.path ? new RegExp(fault.path) : null }));
      changed();
    },
    has: (kind) => active.some(({ fault }) => fault.kind === kind),
    take(kinds, method, path) {
      for (const entry of active) {
        const { fault, pattern } = entry;
        if (!kinds.has(fault.kind)) continue;
        if (fault.method !== undefined && fault.method.toUpperCase() !== method) continue;
        if (pattern && !pattern.test(path)) continue;
        if (fault.rate !== undefined && random() >= fault.rate) continue;
        if (fault.times !== undefined && --fault.times <= 0) active = active.filter((one) => one !== entry);
        changed();
        return { ...fault };
      }
      return null;
    },
  };
}

/** How a server words the failures that are switched on. */
export interface FaultAnswers {
  failed(c: SandboxContext): Response;
  missing(c: SandboxContext): Response;
  tooMany(c: SandboxContext, retryAfter: number): Response;
}

const AT_THE_DOOR: ReadonlySet<Fault['kind']> = new Set(KINDS.filter((kind) => !/^(status|cable|webhook)_/.test(kind)));

/** Breaks the answers that a fault hits: before the handler ran, or after it. */
export function faultMiddleware(faults: Faults, answers: FaultAnswers): MiddlewareHandler<SandboxEnv> {
  return async (c, next) => {
    if (c.req.path.startsWith('/sandbox/')) return next();
    const fault = faults.take(AT_THE_DOOR, c.req.method, c.req.path);
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
        return answers.tooMany(c, Math.ceil((fault.ms ?? 1_000) / 1_000));
      case 'not_found':
        return answers.missing(c);
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

/** `GET` and `POST /sandbox/faults` (`{faults: Fault[]}`) on the server itself. */
export function faultRoutes(app: Hono<SandboxEnv>, faults: Faults): void {
  const list = (c: SandboxContext) => answer(c, 200, 'application/json', JSON.stringify({ faults: faults.list() }));
  app.get('/sandbox/faults', list);
  app.post('/sandbox/faults', async (c) => {
    const wanted = z.object({ faults: z.array(faultShape) }).safeParse(await c.req.json().catch(() => null));
    if (!wanted.success) return c.json({ error: z.prettifyError(wanted.error), fields: fieldsOf(wanted.error) }, 422);
    faults.set(wanted.data.faults);
    return list(c);
  });
}

/** The names of the fields at fault, each with what is wrong: `{"faults.0.kind": "…"}`. */
export function fieldsOf(error: z.ZodError): Record<string, string> {
  return Object.fromEntries(error.issues.map((issue) => [issue.path.join('.') || 'body', issue.message]));
}
