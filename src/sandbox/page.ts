import { serveStatic } from '@hono/node-server/serve-static';
import { Hono, type Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { z } from 'zod';
import { namesThisMachine } from '../loopback.ts';
import { strangeRequest } from '../wire/own-page.ts';
import type { Calls } from './calls.ts';
import type { SandboxChatwoot } from './chatwoot/server.ts';
import { deskAct } from './desk.ts';
import { faultShape, fieldsOf } from './faults.ts';
import { pageEvents } from './page-events.ts';
import { deskShape, ledgerShape, personShape, sayShape, serviceShape } from './page-input.ts';
import type { LedgerMessage, BotState, ServiceState, Waiting } from './travel.ts';
import { sandboxState, type PageChannel } from './view.ts';
import type { SandboxWhatsApp } from './whatsapp/server.ts';

export interface SandboxPageOptions {
  chatwoot: SandboxChatwoot;
  whatsapp: SandboxWhatsApp;
  /** Numbers with their inboxes; that of `whatsapp` alone, with the first inbox, where absent. */
  channels?: readonly PageChannel[];
  /** What travels; nothing is shown of it where absent. */
  calls?: Calls;
  /** The ledger of the service; not shown where absent. */
  ledger?: PageLedger;
  /** The service, where it can be ended and started from here. */
  service?: PageService;
  /** Folder of the built page. */
  webDist: string;
  /** Milliseconds between two `state` events at least; 100 where absent. */
  throttleMs?: number;
  /** Milliseconds between two heartbeats; 15,000 where absent. */
  heartbeatMs?: number;
}

/** What the page may ask the ledger. Null where it cannot be read just now. */
export interface PageLedger {
  waiting(): Promise<Waiting | null>;
  message(ref: { wamid: string } | { chatwoot: number }): Promise<LedgerMessage | null>;
}

export interface PageService {
  readonly state: ServiceState;
  readonly bot: BotState;
  /** Ends it as `kill -9` does; it is started again. */
  kill(): void;
  setBot(state: BotState): void;
  onChange(listener: () => void): () => void;
}

const faultsShape = z.object({ server: z.enum(['whatsapp', 'chatwoot']), faults: z.array(faultShape) });

/** Whatever a text holds, the page loads nothing from anywhere else. */
const POLICY =
  "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** The page of the sandbox and what it asks: a phone to write from, the desk beside it, what travels between them, faults to switch on. */
export function createSandboxPage(options: SandboxPageOptions): Hono {
  const { chatwoot, whatsapp, webDist, service } = options;
  const channels = options.channels ?? [{ name: 'main', whatsapp, inbox: chatwoot.inboxes[0] ?? '' }];
  const named = (name: string | undefined) => channels.find((one) => one.name === name) ?? channels[0];
  const app = new Hono();
  const run = crypto.randomUUID();

  // Whoever opens a page of another site must not find out or change what is said here.
  app.use('/sandbox/*', async (c, next) => {
    if (!namesThisMachine(c.req.header('host') ?? 'localhost')) return c.json({ error: 'open it as localhost' }, 403);
    const strange = ['GET', 'HEAD'].includes(c.req.method) ? null : strangeRequest((name) => c.req.header(name));
    return strange ? c.json({ error: strange.error }, strange.status) : await next();
  });

  const stateOf = (person: string, name: string | undefined) => {
    const here = named(name) ?? { name: 'main', whatsapp, inbox: '' };
    const shown = service ? { state: service.state, bot: service.bot } : null;
    return { ...sandboxState(chatwoot, channels, here, person), run, service: shown };
  };

  app.get('/sandbox/state', (c) => {
    const query = personShape.safeParse(c.req.query());
    if (!query.success) return invalid(c, query.error);
    return c.json(stateOf(query.data.person, query.data.channel));
  });

  app.get('/sandbox/events', (c) => {
    const query = personShape.safeParse(c.req.query());
    if (!query.success) return invalid(c, query.error);
    const { person, channel } = query.data;
    return pageEvents(c, {
      state: () => stateOf(person, channel),
      sources: [
        chatwoot,
        ...channels.map((one) => one.whatsapp),
        ...[service, options.calls].filter((one) => one !== undefined),
      ],
      calls: options.calls ?? null,
      after: Number(c.req.header('last-event-id') ?? query.data.after ?? 0),
      ledger: options.ledger ?? null,
      throttleMs: options.throttleMs ?? 100,
      heartbeatMs: options.heartbeatMs ?? 15_000,
    });
  });

  app.post('/sandbox/say', async (c) => {
    const body = sayShape.safeParse(await c.req.json().catch(() => null));
    if (!body.success) return invalid(c, body.error);
    const said = await (named(body.data.channel)?.whatsapp ?? whatsapp).say(body.data);
    if (said.taken) return c.json({ id: said.wamid }, 202);
    return c.json({ error: 'The service did not take the webhook; it will come again.', id: said.wamid }, 503);
  });

  app.post('/sandbox/desk', async (c) => {
    const body = deskShape.safeParse(await c.req.json().catch(() => null));
    if (!body.success) return invalid(c, body.error);
    const { status, answer } = await deskAct(chatwoot, body.data);
    return c.json(answer, status as ContentfulStatusCode);
  });

  app.get('/sandbox/ledger', async (c) => {
    const query = ledgerShape.safeParse(c.req.query());
    if (!query.success) return invalid(c, query.error);
    const message = (await options.ledger?.message(query.data)) ?? null;
    return message ? c.json(message) : c.json({ error: 'the ledger does not know it' }, 404);
  });

  app.post('/sandbox/service', async (c) => {
    const body = serviceShape.safeParse(await c.req.json().catch(() => null));
    if (!body.success) return invalid(c, body.error);
    if (!service) return c.json({ error: 'the service is not this page’s to stop' }, 409);
    if (body.data.act === 'kill') service.kill();
    else service.setBot(body.data.act === 'bot_dead' ? 'dead' : 'well');
    return c.json({ state: service.state, bot: service.bot });
  });

  app.get('/sandbox/media/:id', (c) => {
    const found = channels.map((one) => one.whatsapp.state.media.peek(c.req.param('id'))).find((one) => one);
    return found ? fileAnswer(found.bytes, found.mime) : c.notFound();
  });

  app.get('/sandbox/files/:key/:name', (c) => {
    const file = chatwoot.state.files.get(c.req.param('key'));
    return file ? fileAnswer(file.bytes, file.contentType) : c.notFound();
  });

  app.post('/sandbox/faults', async (c) => {
    const body = faultsShape.safeParse(await c.req.json().catch(() => null));
    if (!body.success) return invalid(c, body.error);
    const { server, faults } = body.data;
    const servers = server === 'chatwoot' ? [chatwoot] : channels.map((one) => one.whatsapp);
    for (const one of servers) one.faults.set(faults);
    return c.json({ faults: (servers[0] ?? whatsapp).faults.list() });
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
