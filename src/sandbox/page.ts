import { serveStatic } from '@hono/node-server/serve-static';
import { Hono, type Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { z } from 'zod';
import { pause } from '../clock.ts';
import { namesThisMachine } from '../loopback.ts';
import { strangeRequest } from '../wire/own-page.ts';
import type { SandboxChatwoot } from './chatwoot/server.ts';
import { deskAct } from './desk.ts';
import { faultShape, fieldsOf } from './faults.ts';
import { deskShape, sayShape, waId } from './page-input.ts';
import { sandboxState } from './view.ts';
import type { SandboxWhatsApp } from './whatsapp/server.ts';

export interface SandboxPageOptions {
  chatwoot: SandboxChatwoot;
  whatsapp: SandboxWhatsApp;
  /** Folder of the built page. */
  webDist: string;
  /** Milliseconds between two `state` events at least; 100 where absent. */
  throttleMs?: number;
  /** Milliseconds between two heartbeats; 15,000 where absent. */
  heartbeatMs?: number;
}

const faultsShape = z.object({ server: z.enum(['whatsapp', 'chatwoot']), faults: z.array(faultShape) });
const personShape = z.object({ person: waId });

/** Whatever a text holds, the page loads nothing from anywhere else. */
const POLICY =
  "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** The page of the sandbox and what it asks: a phone to write from, the conversation beside it, faults to switch on. */
export function createSandboxPage(options: SandboxPageOptions): Hono {
  const { chatwoot, whatsapp, webDist } = options;
  const app = new Hono();

  // Whoever opens a page of another site must not find out or change what is said here.
  app.use('/sandbox/*', async (c, next) => {
    if (!namesThisMachine(c.req.header('host') ?? 'localhost')) return c.json({ error: 'open it as localhost' }, 403);
    const strange = ['GET', 'HEAD'].includes(c.req.method) ? null : strangeRequest((name) => c.req.header(name));
    return strange ? c.json({ error: strange.error }, strange.status) : await next();
  });

  app.get('/sandbox/state', (c) => {
    const query = personShape.safeParse(c.req.query());
    if (!query.success) return invalid(c, query.error);
    return c.json(sandboxState(chatwoot, whatsapp, query.data.person));
  });

  app.get('/sandbox/events', (c) => {
    const query = personShape.safeParse(c.req.query());
    if (!query.success) return invalid(c, query.error);
    const { person } = query.data;
    return streamSSE(c, async (stream) => {
      const left = new AbortController();
      let wake = new AbortController();
      const changed = () => wake.abort();
      const stops = [chatwoot.onChange(changed), whatsapp.onChange(changed)];
      stream.onAbort(() => {
        for (const stop of stops) stop();
        left.abort();
        wake.abort();
      });
      let shown = '';
      while (!left.signal.aborted) {
        wake = new AbortController();
        const data = JSON.stringify(sandboxState(chatwoot, whatsapp, person));
        if (data !== shown) await stream.writeSSE({ event: 'state', data });
        else await stream.write(': still here\n\n');
        shown = data;
        await pause(options.throttleMs ?? 100, left.signal);
        await pause(options.heartbeatMs ?? 15_000, wake.signal);
      }
    });
  });

  app.post('/sandbox/say', async (c) => {
    const body = sayShape.safeParse(await c.req.json().catch(() => null));
    if (!body.success) return invalid(c, body.error);
    const said = await whatsapp.say(body.data);
    if (said.taken) return c.json({ id: said.wamid }, 202);
    return c.json({ error: 'The service did not take the webhook; it will come again.', id: said.wamid }, 503);
  });

  app.post('/sandbox/desk', async (c) => {
    const body = deskShape.safeParse(await c.req.json().catch(() => null));
    if (!body.success) return invalid(c, body.error);
    const { status, answer } = await deskAct(chatwoot, body.data);
    return c.json(answer, status as ContentfulStatusCode);
  });

  app.get('/sandbox/media/:id', (c) => {
    const file = whatsapp.state.media.peek(c.req.param('id'));
    return file ? fileAnswer(file.bytes, file.mime) : c.notFound();
  });

  app.get('/sandbox/files/:key/:name', (c) => {
    const file = chatwoot.state.files.get(c.req.param('key'));
    return file ? fileAnswer(file.bytes, file.contentType) : c.notFound();
  });

  app.post('/sandbox/faults', async (c) => {
    const body = faultsShape.safeParse(await c.req.json().catch(() => null));
    if (!body.success) return invalid(c, body.error);
    const { faults } = body.data.server === 'whatsapp' ? whatsapp : chatwoot;
    faults.set(body.data.faults);
    return c.json({ faults: faults.list() });
  });

  app.get('*', async (c, next) => {
    c.header('content-security-policy', POLICY);
    await next();
  });
  app.get('*', serveStatic({ root: webDist }));
  return app;
}

/** Shown in the page only where it is a picture, recording or film; anything else is for saving. */
function fileAnswer(bytes: Uint8Array, type: string): Response {
  const shown = /^(image\/(png|jpeg|gif|webp)|audio\/|video\/)/.test(type);
  return new Response(Uint8Array.from(bytes), {
    headers: {
      'content-type': shown ? type : 'application/octet-stream',
      'content-disposition': shown ? 'inline' : 'attachment',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=3600',
    },
  });
}

function invalid(c: Context, error: z.ZodError): Response {
  return c.json({ error: z.prettifyError(error), fields: fieldsOf(error) }, 422);
}
