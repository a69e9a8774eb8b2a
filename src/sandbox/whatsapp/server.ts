import { Hono, type MiddlewareHandler } from 'hono';
import { z } from 'zod';
import { pause, systemClock, type Clock } from '../../clock.ts';
import { token, type Random } from '../chance.ts';
import { createChanges } from '../changes.ts';
import { faultMiddleware } from '../fault-door.ts';
import { createFaults, faultRoutes, type Faults } from '../faults.ts';
import { listen, type SandboxEnv } from '../http.ts';
import { createTraffic, type Traffic } from '../traffic.ts';
import { ownError, whatsappFaultAnswers } from './answers.ts';
import { mediaRoutes } from './media-routes.ts';
import { createMediaStore } from './media.ts';
import { configRoutes, messageRoutes } from './routes.ts';
import type { Person, SandboxTemplate, SentMessage, WhatsAppState } from './people.ts';
import { personSays, type RawSay, type Said } from './say.ts';
import { createWebhooks, type Webhooks } from './webhooks.ts';

export interface SandboxWhatsAppOptions {
  /** 0, any free one, where absent. */
  port?: number;
  /** Made up where absent. */
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
  clock?: Clock;
  random?: Random;
  /** The business's own; digits. */
  phoneNumber?: string;
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

/** 360dialog with a phone for everybody behind it, in memory. */
export async function startSandboxWhatsApp(options: SandboxWhatsAppOptions = {}): Promise<SandboxWhatsApp> {
  const clock = options.clock ?? systemClock;
  const random = options.random ?? Math.random;
  const apiKey = options.apiKey ?? token(random, 32);
  const changes = createChanges();
  const faults = createFaults(random, changes.changed);
  const { traffic, count } = createTraffic();
  const target = options.webhookUrl ? { url: options.webhookUrl, headers: options.webhookHeaders ?? {} } : null;
  const webhooks = createWebhooks(target, options.redeliverMs ?? 1_000);
  const state: WhatsAppState = {
    clock,
    random,
    number: { phone: options.phoneNumber ?? '5491155550100', id: '100000000000001' },
    persons: new Map(),
    sent: [],
    media: createMediaStore(clock, random),
    templates: options.templates ?? null,
    bubbles: new Map(),
    changed: changes.changed,
  };
  const running = new Set<Promise<void>>();
  const inBackground = (work: Promise<void>) => {
    running.add(work);
    void work.finally(() => running.delete(work));
  };

  const app = new Hono<SandboxEnv>({ strict: false });
  app.use(count);
  app.use(faultMiddleware(faults, whatsappFaultAnswers));
  faultRoutes(app, faults);
  app.use(keyed(apiKey, options.latencyMs ?? 0));
  messageRoutes(app, {
    state,
    webhooks,
    faults,
    inBackground,
    statusDelayMs: options.statusDelayMs ?? 20,
    readDelayMs: options.readDelayMs ?? null,
    window: options.enforceWindow === 'later' ? 'fail' : options.enforceWindow ? 'refuse' : 'off',
  });
  mediaRoutes(app, state);
  configRoutes(app, state, webhooks);
  app.notFound((c) => ownError(c, 404, 'Not found'));
  app.onError((error, c) => ownError(c, 500, error instanceof z.ZodError ? z.prettifyError(error) : error.message));

  const listening = await listen(app, options.port ?? 0);
  return {
    url: listening.url,
    apiKey,
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

function keyed(apiKey: string, latencyMs: number): MiddlewareHandler<SandboxEnv> {
  return async (c, next) => {
    if (latencyMs > 0) await pause(latencyMs);
    if (c.req.header('d360-api-key') !== apiKey) return ownError(c, 401, 'Invalid api key');
    return next();
  };
}
