import { Hono, type MiddlewareHandler } from 'hono';
import { z } from 'zod';
import { pause, systemClock, type Clock } from '../../clock.ts';
import type { Calls } from '../calls.ts';
import type { Random } from '../chance.ts';
import { createChanges } from '../changes.ts';
import { faultMiddleware } from '../fault-door.ts';
import { createFaults, faultRoutes, type Faults } from '../faults.ts';
import { listen, type SandboxEnv } from '../http.ts';
import { createTraffic, type Traffic } from '../traffic.ts';
import { dialog360Side } from '../providers/360dialog.ts';
import { metaSide, type MetaApp } from '../providers/meta.ts';
import type { Side } from '../providers/side.ts';
import { mediaRoutes } from './media-routes.ts';
import { createMediaStore } from './media.ts';
import { messageRoutes } from './routes.ts';
import type { Person, SandboxTemplate, SentMessage, WhatsAppState } from './people.ts';
import { personSays, type RawSay, type Said } from './say.ts';
import { createWebhooks, type Webhooks } from './webhooks.ts';

export interface SandboxWhatsAppOptions {
  /** Whom it plays; 360dialog where absent. */
  provider?: '360dialog' | 'meta';
  /** 0, any free one, where absent. */
  port?: number;
  /** 360dialog's key or Meta's token; made up where absent. */
  apiKey?: string;
  /** Where events go; none are sent until it is set, here or by `POST /v1/configs/webhook`. */
  webhookUrl?: string;
  webhookHeaders?: Record<string, string>;
  /** Milliseconds each answer waits; 0 where absent. */
  latencyMs?: number;
  /** Milliseconds before each status; 20 where absent. */
  statusDelayMs?: number;
  /** Milliseconds after which a delivered message is read; only when the person writes where absent. */
  readDelayMs?: number;
  /** Milliseconds before a webhook that was not taken comes again, doubling; 1,000 where absent. */
  redeliverMs?: number;
  /** The longest of these pauses; 60,000 where absent. */
  longestRedeliverMs?: number;
  /** How often a webhook is tried; 12 times where absent. */
  webhookTries?: number;
  clock?: Clock;
  random?: Random;
  /** Where calls are written down; nowhere where absent. */
  calls?: Calls;
  /** The business's own; digits. */
  phoneNumber?: string;
  /** WhatsApp's id of that number. */
  numberId?: string;
  /**
   * What happens to a send (no template) more than 24 hours after the person's last word: `true` refuses it with 131047,
   * `later` takes it and reports it failed, as Meta mostly does; it goes where absent.
   */
  enforceWindow?: boolean | 'later';
  /** Those that may be sent; every one where absent. */
  templates?: SandboxTemplate[];
}

export interface SandboxWhatsApp {
  url: string;
  apiKey: string;
  /** What it plays Meta with; null where it plays somebody else. */
  meta: MetaApp | null;
  /** The variables with which a service finds it. */
  settings: Record<string, string>;
  /** A person writes, taps, sends a file. Resolves after the webhook's first try. */
  say: (say: RawSay) => Promise<Said>;
  /** Every accepted message, oldest first. */
  sent: readonly SentMessage[];
  /** By wa_id and by business-scoped id. */
  persons: ReadonlyMap<string, Person>;
  state: WhatsAppState;
  faults: Faults;
  requests: Traffic;
  webhooks: Webhooks;
  /** Resolves when every status and webhook on its way has been taken or given up. */
  settled: () => Promise<void>;
  onChange: (listener: () => void) => () => void;
  close: () => Promise<void>;
}

/** 360dialog, or Meta, with a phone for everybody behind it, in memory. */
export async function startSandboxWhatsApp(options: SandboxWhatsAppOptions = {}): Promise<SandboxWhatsApp> {
  const clock = options.clock ?? systemClock;
  const random = options.random ?? Math.random;
  const changes = createChanges();
  const faults = createFaults(random, changes.changed);
  const { traffic, count } = createTraffic();
  const target = options.webhookUrl ? { url: options.webhookUrl, headers: options.webhookHeaders ?? {} } : null;
  const state: WhatsAppState = {
    clock,
    random,
    number: { phone: options.phoneNumber ?? '5491155550100', id: options.numberId ?? '100000000000001' },
    persons: new Map(),
    sent: [],
    media: createMediaStore(clock, random),
    templates: options.templates ?? null,
    bubbles: new Map(),
    changed: changes.changed,
  };
  const { apiKey } = options;
  const numberId = state.number.id;
  const played = options.provider === 'meta' ? metaSide({ apiKey, random, numberId }) : null;
  const side: Side = played ?? dialog360Side({ apiKey, random });
  const patience = {
    ...(options.redeliverMs === undefined ? {} : { firstWaitMs: options.redeliverMs }),
    ...(options.longestRedeliverMs === undefined ? {} : { longestWaitMs: options.longestRedeliverMs }),
    ...(options.webhookTries === undefined ? {} : { tries: options.webhookTries }),
  };
  const webhooks = createWebhooks(target, patience, side.leaving, { faults, calls: options.calls });
  const running = new Set<Promise<void>>();
  const inBackground = (work: Promise<void>) => {
    running.add(work);
    void work.finally(() => running.delete(work));
  };

  const app = new Hono<SandboxEnv>({ strict: false });
  app.use(count);
  if (options.calls) app.use(options.calls.at('whatsapp', () => 'service'));
  app.use(faultMiddleware(faults, side.faultAnswers));
  faultRoutes(app, faults);
  app.use(keyed(side, options.latencyMs ?? 0));
  side.routes(app, state, webhooks);
  messageRoutes(app, side.numberAt, {
    state,
    webhooks,
    faults,
    inBackground,
    statusDelayMs: options.statusDelayMs ?? 20,
    readDelayMs: options.readDelayMs ?? null,
    window: options.enforceWindow === 'later' ? 'fail' : options.enforceWindow ? 'refuse' : 'off',
  });
  mediaRoutes(app, side, state);
  app.notFound((c) => side.notFound(c));
  app.onError((error, c) => side.fail(c, 500, error instanceof z.ZodError ? z.prettifyError(error) : error.message));

  const listening = await listen(app, options.port ?? 0);
  state.media.host = side.filesHost(listening.url);
  return {
    url: listening.url,
    apiKey: side.apiKey,
    meta: played?.app ?? null,
    settings: side.settings(listening.url, state),
    say: (say) => personSays(state, webhooks, say),
    sent: state.sent,
    persons: state.persons,
    state,
    faults,
    requests: traffic,
    webhooks,
    async settled() {
      while (running.size > 0) await Promise.all(running);
      await webhooks.settled();
    },
    onChange: changes.onChange,
    async close() {
      webhooks.stop();
      await listening.close();
    },
  };
}

function keyed(side: Side, latencyMs: number): MiddlewareHandler<SandboxEnv> {
  return async (c, next) => {
    if (latencyMs > 0) await pause(latencyMs);
    const refusal = side.refuse(c);
    if (refusal) return refusal;
    return next();
  };
}
