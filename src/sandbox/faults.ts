import type { Hono } from 'hono';
import { z } from 'zod';
import { strangeRequest } from '../wire/own-page.ts';
import type { Random } from './chance.ts';
import { answer, type SandboxContext, type SandboxEnv } from './http.ts';
import type { Fault } from './types.ts';

/** Every kind of fault, those at the door first. */
export const KINDS = [
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
  'refuse_text',
  'maintenance',
  'endless',
  'status_double',
  'status_shuffle',
  'status_failed',
  'same_id',
  'cable_deaf',
  'cable_silent',
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
  text: z.string().min(1).exactOptional(),
  times: z.int().positive().exactOptional(),
  rate: z.number().min(0).max(1).exactOptional(),
  eachOnce: z.boolean().exactOptional(),
  ms: z.number().min(0).exactOptional(),
  code: z.int().exactOptional(),
  status: z.int().min(200).max(599).exactOptional(),
  retryAfter: z.string().exactOptional(),
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
  /**
   * The first fault of these kinds that hits this call, and counts it; null where none does. A fault with a `text`, or that hits no body
   * twice, wants the body.
   */
  take(kinds: ReadonlySet<Fault['kind']>, method: string, path: string, body?: string): Fault | null;
  /** Whether a fault is on that looks at the body. */
  wantsBody(): boolean;
  /** Whether one of this kind is on, whatever it hits; counts nothing. */
  has(kind: Fault['kind']): boolean;
}

export function createFaults(random: Random, changed: () => void): Faults {
  let active: { fault: Fault; pattern: RegExp | null; hit: Set<string> }[] = [];
  return {
    list: () => active.map(({ fault }) => ({ ...fault })),
    set(faults) {
      active = faults.map((fault) => ({
        fault: { ...fault },
        pattern: fault.path ? new RegExp(fault.path) : null,
        hit: new Set(),
      }));
      changed();
    },
    has: (kind) => active.some(({ fault }) => fault.kind === kind),
    wantsBody: () => active.some(({ fault }) => fault.text !== undefined || fault.eachOnce === true),
    take(kinds, method, path, body = '') {
      for (const entry of active) {
        const { fault, pattern } = entry;
        if (!kinds.has(fault.kind)) continue;
        if (fault.method !== undefined && fault.method.toUpperCase() !== method) continue;
        if (pattern && !pattern.test(path)) continue;
        if (fault.text !== undefined && !body.includes(fault.text)) continue;
        if (fault.eachOnce && entry.hit.has(body)) continue;
        if (fault.rate !== undefined && random() >= fault.rate) continue;
        if (fault.eachOnce) entry.hit.add(body);
        if (fault.times !== undefined && --fault.times <= 0) active = active.filter((one) => one !== entry);
        changed();
        return { ...fault };
      }
      return null;
    },
  };
}

/** `GET` and `POST /sandbox/faults` (`{faults: Fault[]}`) on the server itself. */
export function faultRoutes(app: Hono<SandboxEnv>, faults: Faults): void {
  const list = (c: SandboxContext) => answer(c, 200, 'application/json', JSON.stringify({ faults: faults.list() }));
  app.get('/sandbox/faults', list);
  app.post('/sandbox/faults', async (c) => {
    const strange = strangeRequest((name) => c.req.header(name));
    if (strange) return c.json({ error: strange.error }, strange.status);
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
