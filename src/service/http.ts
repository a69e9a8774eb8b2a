import { Hono } from 'hono';
import type { Clock } from '../clock.ts';
import { reasonOf } from '../errors.ts';
import type { Settings } from '../config.ts';
import { chatwootDoor } from '../intake/chatwoot-door.ts';
import type { KeepEvent } from '../intake/event-inbox.ts';
import { exchangesDoor } from '../intake/exchanges-door.ts';
import { handoffDoor } from '../intake/handoff-door.ts';
import { openApiDoor } from '../intake/openapi.ts';
import { whatsAppDoor } from '../intake/whatsapp-door.ts';
import { backlog, writable } from '../store/backlog.ts';
import { isStoreFault } from '../store/fault.ts';
import { fileRoom } from '../store/files/file-room.ts';
import type { Log } from '../observe/log.ts';
import type { Store } from '../store/open.ts';
import type { Provider } from '../providers/provider.ts';
import type { Target } from '../targets/target.ts';
import { effectsOf } from './effects.ts';
import { sharedLook } from './shared-look.ts';

export interface AppOptions {
  settings: Settings;
  store: Store;
  clock: Clock;
  log: Log;
  provider: Pick<Provider, 'words' | 'isSigned' | 'handshake'>;
  webhookSecret: string;
  keep: KeepEvent;
  /** What can rest. */
  targets: () => Target[];
  /** How well agents are heard. */
  listening: () => 'on' | 'deaf' | 'off';
  /** New jobs are in the ledger. */
  onJobs: () => void;
  newId: () => string;
  /** Aborted at the beginning of a clean stop: who waits is answered with what is known. */
  stopping: AbortSignal;
  mount?: (app: Hono) => void;
}

/** Asked without a token, as often as anybody likes: one look a second, which counts no further than this. */
const LOOK_MS = 1_000;
const MOST_COUNTED = 10_000;

/** Everything the service answers over HTTP. */
export function createApp(options: AppOptions): Hono {
  const { settings, store, clock, log } = options;
  const { webhookAuthorization: authorization } = settings.whatsapp;
  const app = new Hono();
  app.onError((error, c) => {
    if (isStoreFault(error)) {
      log.error({ path: c.req.routePath, reason: reasonOf(error) }, 'the database could not be asked, answered 503');
      return c.json({ error: 'the database cannot be reached now, try again' }, 503);
    }
    log.error({ path: c.req.routePath, err: error }, 'a request failed unexpectedly');
    return c.json({ error: 'something went wrong on our side; see the log' }, 500);
  });
  app.notFound((c) => c.json({ error: 'there is nothing at this address' }, 404));
  const { channel: channelId } = settings;
  app.route('/', whatsAppDoor({ ...options, channelId, secret: options.webhookSecret, authorization }));
  const { webhookSecret: chatwootSecret, signingSecrets } = settings.listen;
  app.route('/', chatwootDoor({ ...options, channelId, secret: chatwootSecret, signingSecrets }));
  const register = settings.chatwoot.enabled ? 'on' : 'off';
  const { apiToken: token, host } = settings;
  app.route('/', exchangesDoor({ ...options, channelId, register, token, host }));
  const effects = effectsOf(settings);
  app.route('/', handoffDoor({ ...options, channelId, token, host, effects }));
  app.route('/', openApiDoor());
  app.route('/', healthDoor(options));
  options.mount?.(app);
  return app;

  function healthDoor({ targets }: AppOptions): Hono {
    const door = new Hono();
    const look = sharedLook(LOOK_MS, clock, async () =>
      (await writable(store))
        ? {
            ...(await backlog(store, clock.now(), MOST_COUNTED)),
            files: await fileRoom(store.db, settings.filesMaxBytes),
          }
        : null,
    );
    door.get('/health/live', (c) => c.json({ status: 'live' }));
    door.get('/health/ready', async (c) => {
      const counts = await look();
      const stored = counts !== null;
      const rests = targets().flatMap((target) => (target.rest ? [{ target: target.name, ...target.rest }] : []));
      const body = {
        status: stored ? 'ready' : 'not ready',
        store: stored ? 'writable' : 'not writable',
        rests,
        listening: { cable: options.listening(), webhook: settings.listen.webhookSecret === null ? 'off' : 'on' },
        ...counts,
      };
      return c.json(body, stored ? 200 : 503);
    });
    return door;
  }
}
