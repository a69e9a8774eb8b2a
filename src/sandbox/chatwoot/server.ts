import { Hono, type MiddlewareHandler } from 'hono';
import { pause, systemClock, type Clock } from '../../clock.ts';
import type { Calls } from '../calls.ts';
import type { Random } from '../chance.ts';
import { createChanges } from '../changes.ts';
import { faultMiddleware } from '../fault-door.ts';
import { createFaults, faultRoutes, type Faults } from '../faults.ts';
import { answer, listen, type SandboxEnv } from '../http.ts';
import { createTraffic, type Traffic } from '../traffic.ts';
import { chatwootFaultAnswers, internal, noRoute, ok, Stop, stopped } from './answers.ts';
import { applicationRoutes } from './application/routes.ts';
import { createCable, type Cable } from './cable/cable.ts';
import { tellEverybody } from './events-hub.ts';
import { SUBSCRIPTIONS } from './events.ts';
import { fileRoutes } from './files.ts';
import { publicRoutes } from './public.ts';
import type { InboxSetup } from './records.ts';
import { createScatter } from './scatter.ts';
import { ACCOUNT, createState, type AccountFacts, type ChatwootState, type StateFacts } from './state.ts';
import { createWebhooksOut, type WebhooksOut } from './webhooks/webhooks-out.ts';

export interface SandboxChatwootOptions {
  /** 0, any free one, where absent. */
  port?: number;
  /** One inbox `sandbox-inbox` where absent. */
  inboxes?: InboxSetup[];
  /** The release it plays: what `GET /api` says, and everything that depends on it (features.ts); 4.15.1 where absent. */
  version?: string;
  /** The account: `Panadería Sol` in Spanish, with the administrator Ana Ruiz and the agent Luis Vega, where absent. */
  account?: Partial<AccountFacts>;
  /** Milliseconds until what the server does by itself (assigning, automation rules); 40 where absent, as on an idle one. 0: at once. */
  backgroundMs?: number;
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
  /** Of Luis Vega, an agent; `agent-token` where absent. */
  agentToken?: string;
  /** Of the account's agent bot; `bot-token` where absent. */
  botToken?: string;
  /** The agent bot of inboxes with `agentBot`; `OptiAtiende`, without an address of its own, where absent. */
  bot?: { name?: string; outgoingUrl?: string; secret?: string };
  /** Webhooks of the account; every event where `subscriptions` is absent. */
  webhooks?: { url: string; subscriptions?: string[]; secret?: string }[];
  /** Milliseconds until an event is told; 5 where absent. 0: before the call that caused it is answered. */
  eventDelayMs?: number;
  /** Milliseconds a webhook's door has to answer; 5,000 where absent. */
  webhookTimeoutMs?: number;
  /** Milliseconds between two tries at an agent bot's door; 3,000 where absent. */
  botRetryMs?: number;
  /** False: private addresses are not called, as by a real server from 4.14.0 on unless it is allowed; true where absent. */
  allowPrivateNetwork?: boolean;
  /** Milliseconds between two pings of the cable; 3,000 where absent. */
  pingMs?: number;
  /** Milliseconds after its message in which a file is not there yet; 0 where absent. */
  fileDelayMs?: number;
  /** Where calls are written down; nowhere where absent. */
  calls?: Calls;
  clock?: Clock;
  random?: Random;
}

export interface SandboxChatwoot {
  /** `http://127.0.0.1:PORT`. */
  url: string;
  /** Identifiers of the inboxes, in the order given. */
  inboxes: string[];
  adminToken: string;
  agentToken: string;
  botToken: string;
  /** Where the inbox's own events go (the first inbox's where none is named); null for nowhere. */
  setInboxWebhook: (url: string | null, identifier?: string) => void;
  /** Another webhook of the account, for every event where none are named. Returns its secret. */
  addAccountWebhook: (url: string, subscriptions?: string[]) => string;
  /** A person of the account is online from now on, as with the agents' page open; or no longer. */
  setOnline: (token: string, online: boolean) => void;
  cable: Cable;
  webhooks: WebhooksOut;
  /** Resolves when every event has been told or given up. */
  settled: () => Promise<void>;
  state: ChatwootState;
  faults: Faults;
  requests: Traffic;
  /** Called after each change of what it holds; returns the way to stop. */
  onChange: (listener: () => void) => () => void;
  close: () => Promise<void>;
}

/** A Chatwoot in memory, as it looks from outside: public client API, application API, cable, webhooks, files. Rejects when the port is taken. */
export async function startSandboxChatwoot(options: SandboxChatwootOptions = {}): Promise<SandboxChatwoot> {
  const clock = options.clock ?? systemClock;
  const random = options.random ?? Math.random;
  const inboxes = options.inboxes ?? [{ identifier: 'sandbox-inbox', name: 'Sandbox' }];
  const tokens = {
    admin: options.adminToken ?? 'admin-token',
    agent: options.agentToken ?? 'agent-token',
    bot: options.botToken ?? 'bot-token',
  };
  const messagesPerMinute = options.messagesPerMinute ?? 200;
  const changes = createChanges();
  const version = options.version ?? '4.15.1';
  const state = createState({ clock, random, changes, inboxes, version, tokens, ...accountFacts(options) });
  const faults = createFaults(random, changes.changed);
  const { traffic, count } = createTraffic();
  let url = '';
  const base = () => url;

  const cable = createCable(state, faults, options.pingMs === undefined ? {} : { pingMs: options.pingMs });
  const delayMs = options.eventDelayMs ?? 5;
  const cableScatter = createScatter('cable', { faults, random, delayMs });
  const webhooks = createWebhooksOut(state, createScatter('webhook', { faults, random, delayMs }), base, {
    timeoutMs: options.webhookTimeoutMs ?? 5_000,
    botRetryMs: options.botRetryMs ?? 3_000,
    allowPrivateNetwork: options.allowPrivateNetwork ?? true,
    ...(options.calls ? { calls: options.calls } : {}),
  });
  tellEverybody(state, base, { cable, cableScatter, webhooks, faults });

  const app = new Hono<SandboxEnv>({ strict: false });
  app.use(count);
  const isAgents = (token: string | undefined) => token === tokens.admin;
  if (options.calls)
    app.use(options.calls.at('chatwoot', (header) => (isAgents(header('api_access_token')) ? 'agent' : 'service')));
  if (options.latencyMs) app.use(latency(options.latencyMs));
  if (options.requestsPerMinute !== undefined) app.use(requestLimit(options.requestsPerMinute, clock));
  app.use(faultMiddleware(faults, chatwootFaultAnswers));
  faultRoutes(app, faults);
  app.get('/api', (c) => {
    const timestamp = new Date(clock.now()).toISOString().slice(0, 19).replace('T', ' ');
    return ok(c, { version, timestamp, queue_services: 'ok', data_services: 'ok' });
  });
  if (state.features.health) app.get('/health', (c) => ok(c, { status: 'woot' }));
  publicRoutes(app, state, { messagesPerMinute, listMsPerMessage: options.listMsPerMessage ?? 0, base });
  applicationRoutes(app, state, { messagesPerMinute, base });
  fileRoutes(app, state, base, options.fileDelayMs ?? 0);
  app.notFound(noRoute);
  app.onError((error, c) => stopped(c, error instanceof Stop ? error : internal()));

  const listening = await listen(app, options.port ?? 0, cable.attach);
  url = listening.url;
  return {
    url,
    inboxes: inboxes.map((inbox) => inbox.identifier),
    adminToken: tokens.admin,
    agentToken: tokens.agent,
    botToken: tokens.bot,
    setInboxWebhook(webhookUrl, identifier) {
      const inbox = state.inboxes.get(identifier ?? inboxes[0]?.identifier ?? '');
      if (inbox) inbox.webhookUrl = webhookUrl;
    },
    addAccountWebhook(url, subscriptions = [...SUBSCRIPTIONS]) {
      const secret = state.newToken(24);
      state.webhooks.push({ id: state.nextId('webhook'), name: null, url, subscriptions, secret });
      return secret;
    },
    setOnline(token, online) {
      const user = state.users.find((one) => one.token === token);
      if (user) state.presence.keep(user, online);
      state.changed();
    },
    cable,
    webhooks,
    async settled() {
      await state.background.settled();
      await webhooks.settled();
      await cableScatter.settled();
    },
    state,
    faults,
    requests: traffic,
    onChange: changes.onChange,
    async close() {
      state.background.stop();
      webhooks.stop();
      cableScatter.stop();
      cable.stop();
      await listening.close();
    },
  };
}

function accountFacts(
  options: SandboxChatwootOptions,
): Pick<StateFacts, 'bot' | 'webhooks' | 'account' | 'backgroundMs'> {
  const { bot, webhooks = [], account, backgroundMs = 40 } = options;
  return {
    account: { ...ACCOUNT, ...account },
    backgroundMs,
    bot: { name: bot?.name ?? 'OptiAtiende', outgoingUrl: bot?.outgoingUrl ?? null, secret: bot?.secret ?? null },
    webhooks: webhooks.map(({ subscriptions = [...SUBSCRIPTIONS], ...rest }) => ({ ...rest, subscriptions })),
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
