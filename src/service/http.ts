import { Hono } from 'hono';
import { lastAudits } from '../audit/result.ts';
import type { Clock } from '../clock.ts';
import { reasonOf } from '../errors.ts';
import type { ProcessSettings } from '../config.ts';
import { chatwootDoor } from '../intake/chatwoot-door.ts';
import type { KeepEvent } from '../intake/event-inbox.ts';
import { exchangesDoor } from '../intake/exchanges-door.ts';
import { handoffDoor } from '../intake/handoff-door.ts';
import { openApiDoor } from '../intake/openapi.ts';
import { quickDoor, type QuickDoor } from '../intake/quick-door.ts';
import { turnFilesDoor } from '../intake/turn-files-door.ts';
import { turnsDoor } from '../intake/turns-door.ts';
import { whatsAppDoor } from '../intake/whatsapp-door.ts';
import { sharedLook } from '../shared-look.ts';
import { backlog, troubleOf } from '../store/backlog.ts';
import { isStoreFault } from '../store/fault.ts';
import { fileRoom } from '../store/files/file-room.ts';
import type { Log } from '../observe/log.ts';
import type { Store } from '../store/open.ts';
import type { Channel } from './channel.ts';
import type { Channels } from './channels.ts';
import type { Metrics } from './metrics/metrics.ts';
import { statusDoor } from './status-page/door.ts';

export interface AppOptions {
  settings: ProcessSettings;
  channels: Channels;
  store: Store;
  clock: Clock;
  log: Log;
  keep: KeepEvent;
  newId: () => string;
  /** Aborted at the beginning of a clean stop: who waits is answered with what is known. */
  stopping: AbortSignal;
  /** Null: no numbers are shown. */
  metrics: Metrics | null;
  /** The operator's console. */
  console: Hono;
  mount?: (app: Hono) => void;
  /** How commands are called where the service runs. */
  command?: string;
}

/** Asked without a token, as often as anybody likes: one look a second, which counts no further than this. */
const LOOK_MS = 1_000;
const MOST_COUNTED = 10_000;

/** Everything the service answers over HTTP; most webhooks of the provider have been taken by `createQuickDoor` before. */
export function createApp(options: AppOptions): Hono {
  const { settings, channels, store, clock, log } = options;
  const app = new Hono();
  app.onError((error, c) => {
    const { status, body } = answerOfFault(error, c.req.routePath, log);
    return c.json(body, status);
  });
  app.notFound((c) => c.json({ error: 'there is nothing at this address' }, 404));
  if (options.metrics) {
    app.use('/webhooks/*', options.metrics.webhooks);
    app.route('/', options.metrics.door);
  }
  const doors = { ...options, channels: () => channels.all };
  app.route('/', whatsAppDoor(doors));
  app.route('/', chatwootDoor(doors));
  const { apiToken: token, host } = settings;
  app.route('/', exchangesDoor({ ...doors, token, host }));
  app.route('/', handoffDoor({ ...doors, token, host }));
  app.route('/', turnsDoor({ ...doors, token, host }));
  app.route('/', turnFilesDoor({ ...doors, token, host }));
  app.route('/', openApiDoor());
  const look = sharedLook(LOOK_MS, clock, lookAtLedger);
  app.route('/', healthDoor());
  app.route('/', options.console);
  options.mount?.(app);
  // Behind what is mounted: the sandbox has a page of its own there.
  app.route('/', statusDoor({ channels: () => channels.all, look, command: options.command ?? 'optiatiende' }));
  return app;

  async function lookAtLedger() {
    const trouble = await troubleOf(store);
    if (trouble) return { trouble };
    const names = channels.all.map(({ name }) => name);
    return {
      trouble,
      ...(await backlog(store, clock.now(), MOST_COUNTED)),
      files: await fileRoom(store.db, settings.filesMaxBytes),
      audits: await lastAudits(store.db, names),
    };
  }

  function healthDoor(): Hono {
    const door = new Hono();
    door.get('/health/live', (c) => c.json({ status: 'live' }));
    door.get('/health/ready', async (c) => {
      const { trouble, ...counts } = await look();
      const stored = trouble === null;
      const each = channels.all.map(healthOf);
      const body = {
        status: stored ? 'ready' : 'not ready',
        store: stored ? 'writable' : 'not writable',
        ...trouble,
        rests: each.flatMap(({ channel, rests }) => rests.map((rest) => ({ channel, ...rest }))),
        listening: { cable: worst(each.map((one) => one.listening.cable)), webhook: heardByWebhook(each) },
        channels: each,
        ...counts,
      };
      return c.json(body, stored ? 200 : 503);
    });
    return door;
  }
}

/** What is asked before all of the app. */
export function createQuickDoor({ channels, metrics, ...options }: AppOptions): QuickDoor {
  return quickDoor({
    ...options,
    channels: () => channels.all,
    failed: (error, path) => answerOfFault(error, path, options.log),
    answered: metrics && ((status, tookMs) => metrics.webhook('whatsapp', status, tookMs)),
  });
}

/** Of a request that failed: told in the log, and to who asked without more than they need. */
function answerOfFault(error: unknown, path: string, log: Log) {
  if (isStoreFault(error)) {
    log.error({ path, reason: reasonOf(error) }, 'the database could not be asked, answered 503');
    return { status: 503, body: { error: 'the database cannot be reached now, try again' } } as const;
  }
  log.error({ path, err: error }, 'a request failed unexpectedly');
  return { status: 500, body: { error: 'something went wrong on our side; see the log' } } as const;
}

/** One channel, as monitors read it. */
const healthOf = (channel: Channel) => ({
  channel: channel.name,
  state: channel.parked ? ('parked' as const) : ('on' as const),
  ...(channel.parked ?? {}),
  rests: channel.targets.flatMap((target) => (target.rest ? [{ target: target.name, ...target.rest }] : [])),
  listening: {
    cable: channel.cable,
    webhook: channel.settings.listen.webhookSecret === null ? ('off' as const) : ('on' as const),
  },
});

type Health = ReturnType<typeof healthOf>;

/** Of all together: deaf where one is, on where any is. */
function worst(states: Health['listening']['cable'][]): Health['listening']['cable'] {
  return states.includes('deaf') ? 'deaf' : states.includes('on') ? 'on' : 'off';
}

const heardByWebhook = (each: Health[]) => (each.every((one) => one.listening.webhook === 'on') ? 'on' : 'off');
