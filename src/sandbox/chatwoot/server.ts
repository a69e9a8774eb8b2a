import { Hono, type MiddlewareHandler } from 'hono';
import { pause, systemClock, type Clock } from '../../clock.ts';
import type { Random } from '../chance.ts';
import { createChanges } from '../changes.ts';
import { createFaults, faultMiddleware, faultRoutes, type Faults } from '../faults.ts';
import { answer, listen, type SandboxEnv } from '../http.ts';
import { createTraffic, type Traffic } from '../traffic.ts';
import { chatwootFaultAnswers, internal, noRoute, ok, Stop, stopped } from './answers.ts';
import { applicationRoutes } from './application.ts';
import { fileRoutes } from './files.ts';
import { publicRoutes } from './public.ts';
import type { InboxSetup } from './records.ts';
import { createState, type ChatwootState } from './state.ts';

export interface SandboxChatwootOptions {
  /** 0, any free one, where absent. */
  port?: number;
  /** One inbox `sandbox-inbox` where absent. */
  inboxes?: InboxSetup[];
  /** What `GET /api` says; 4.15.1 where absent. */
  version?: string;
  /** Milliseconds each answer waits; 0 where absent. */
  latencyMs?: number;
  /** Milliseconds that each message in an embedded history costs: 5 is as recorded, and 3,000 messages are never answered. 0 where absent. */
  listMsPerMessage?: number;
  /** 200 where absent; the next message of the conversation in that minute is a 422. */
  messagesPerMinute?: number;
  /** Off where absent; a real server has 3,000. The next request in that minute is a 429. */
  requestsPerMinute?: number;
  /** The administrator's token for the application API; `admin-token` where absent. */
  adminToken?: string;
  clock?: Clock;
  random?: Random;
}

export interface SandboxChatwoot {
  /** `http://127.0.0.1:PORT`. */
  url: string;
  /** Identifiers of the inboxes, in the order given. */
  inboxes: string[];
  adminToken: string;
  state: ChatwootState;
  faults: Faults;
  requests: Traffic;
  /** Called after each change of what it holds; returns the way to stop. */
  onChange: (listener: () => void) => () => void;
  close: () => Promise<void>;
}

/** A Chatwoot 4.15.1 in memory, as its public client API looks from outside. Rejects when the port is taken. */
export async function startSandboxChatwoot(options: SandboxChatwootOptions = {}): Promise<SandboxChatwoot> {
  const clock = options.clock ?? systemClock;
  const random = options.random ?? Math.random;
  const inboxes = options.inboxes ?? [{ identifier: 'sandbox-inbox', name: 'Sandbox' }];
  const adminToken = options.adminToken ?? 'admin-token';
  const messagesPerMinute = options.messagesPerMinute ?? 200;
  const changes = createChanges();
  const state = createState({ clock, random, changes, inboxes });
  const faults = createFaults(random, changes.changed);
  const { traffic, count } = createTraffic();
  let url = '';
  const base = () => url;

  const app = new Hono<SandboxEnv>({ strict: false });
  app.use(count);
  if (options.latencyMs) app.use(latency(options.latencyMs));
  if (options.requestsPerMinute !== undefined) app.use(requestLimit(options.requestsPerMinute, clock));
  app.use(faultMiddleware(faults, chatwootFaultAnswers));
  faultRoutes(app, faults);
  app.get('/api', (c) => {
    const timestamp = new Date(clock.now()).toISOString().slice(0, 19).replace('T', ' ');
    return ok(c, { version: options.version ?? '4.15.1', timestamp, queue_services: 'ok', data_services: 'ok' });
  });
  app.get('/health', (c) => ok(c, { status: 'woot' }));
  publicRoutes(app, state, { messagesPerMinute, listMsPerMessage: options.listMsPerMessage ?? 0, base });
  const agent = { id: 1, agent: true as const, name: 'Ana Ruiz' };
  applicationRoutes(app, state, { token: adminToken, agent, messagesPerMinute, base });
  fileRoutes(app, state, base);
  app.notFound(noRoute);
  app.onError((error, c) => stopped(c, error instanceof Stop ? error : internal()));

  const listening = await listen(app, options.port ?? 0);
  url = listening.url;
  return {
    url,
    inboxes: inboxes.map((inbox) => inbox.identifier),
    adminToken,
    state,
    faults,
    requests: traffic,
    onChange: changes.onChange,
    close: listening.close,
  };
}

function latency(ms: number): MiddlewareHandler<SandboxEnv> {
  return async (c, next) => {
    if (!c.req.path.startsWith('/sandbox/')) await pause(ms);
    return next();
  };
}

/** Counts by the minute of the clock, as the real one does; its answer is no JSON. */
function requestLimit(perMinute: number, clock: Clock): MiddlewareHandler<SandboxEnv> {
  let minute = 0;
  let count = 0;
  return async (c, next) => {
    const now = Math.floor(clock.now() / 60_000);
    if (now !== minute) {
      minute = now;
      count = 0;
    }
    count += 1;
    if (count <= perMinute) return next();
    const retryAfter = Math.ceil(60 - (clock.now() % 60_000) / 1_000);
    return answer(c, 429, 'text/plain', 'Retry later\n', { 'retry-after': String(retryAfter) });
  };
}
