import { Hono, type MiddlewareHandler } from 'hono';
import type { Clock } from '../../clock.ts';
import type { ProcessSettings } from '../../config.ts';
import type { Log } from '../../observe/log.ts';
import { addMeter } from '../../observe/meter.ts';
import { sharedLook } from '../../shared-look.ts';
import type { Store } from '../../store/open.ts';
import { isPostgresUrl } from '../../store/address.ts';
import { sameSecret } from '../../wire/secret.ts';
import type { Channel } from '../channel.ts';
import { ledgerNumbers } from './ledger-numbers.ts';

export interface MetricsOptions {
  settings: ProcessSettings;
  version: string;
  channels: () => readonly Pick<Channel, 'name' | 'parked' | 'targets'>[];
  store: Store;
  clock: Clock;
  log: Log;
}

/** What is asked of the ledger is asked no more often: several may scrape. Milliseconds. */
const LOOK_MS = 5_000;

export interface Metrics {
  /** `GET /metrics`, for who has METRICS_TOKEN as a bearer; others get 401. */
  door: Hono;
  /** Counts the webhooks that come by. */
  webhooks: MiddlewareHandler;
  /** Counts one, as it was answered. */
  webhook(source: 'whatsapp' | 'chatwoot', status: number, tookMs: number): void;
  close(): void;
}

/** The numbers of this process and of its ledger; null where METRICS_TOKEN is not set: then nothing is counted. */
export async function openMetrics(options: MetricsOptions): Promise<Metrics | null> {
  const { settings, version, channels, clock, log } = options;
  const { metricsToken: token } = settings;
  if (token === null) return null;
  // Only here: nothing of it is loaded where nobody asks.
  const { openExposition } = await import('../../observe/exposition.ts');
  const shown = openExposition();
  const { meter, set, forget } = shown;
  const remove = addMeter(meter);
  set('optiatiende_info', { version, ledger: isPostgresUrl(settings.databaseUrl) ? 'postgresql' : 'sqlite' }, 1);
  const startedAt = clock.now() / 1_000 - process.uptime();
  set('optiatiende_process_start_timestamp_seconds', {}, startedAt);
  const look = sharedLook(LOOK_MS, clock, () =>
    ledgerNumbers(
      shown,
      channels().map(({ name }) => name),
      options,
    ).then(() => clock.now()),
  );

  const keptAt = new Map<string, number>();

  const door = new Hono();
  door.get('/metrics', async (c) => {
    const given = /^Bearer +(.+)$/i.exec(c.req.header('authorization') ?? '')?.[1]?.trim();
    if (!sameSecret(given, token)) {
      log.warn({ path: '/metrics' }, 'refused: the Authorization header is not the bearer of METRICS_TOKEN');
      const error = 'the header "Authorization: Bearer METRICS_TOKEN" is missing or wrong';
      return c.json({ error }, 401, { 'www-authenticate': 'Bearer' });
    }
    await look();
    for (const [source, at] of keptAt) set('optiatiende_webhook_last_timestamp_seconds', { source }, at / 1_000);
    forget('optiatiende_channel_state');
    for (const { name: channel, parked, targets } of channels()) {
      const state = parked ? 'parked' : targets.some(({ rest }) => rest !== null) ? 'resting' : 'on';
      for (const one of ['on', 'resting', 'parked'])
        set('optiatiende_channel_state', { channel, state: one }, one === state ? 1 : 0);
    }
    const { user, system } = process.cpuUsage();
    set('optiatiende_process_cpu_seconds', {}, (user + system) / 1e6);
    const memory = process.memoryUsage();
    set('optiatiende_process_resident_bytes', {}, memory.rss);
    set('optiatiende_process_heap_bytes', {}, memory.heapUsed);
    return c.body(await shown.text(), 200, { 'content-type': shown.contentType });
  });

  const webhook: Metrics['webhook'] = (source, status, tookMs) => {
    const outcome = status < 300 ? 'kept' : status < 500 ? 'refused' : 'unavailable';
    meter.count('optiatiende_webhooks_total', { source, outcome }, 1);
    meter.took('optiatiende_webhook_seconds', { source }, tookMs / 1_000);
    if (outcome === 'kept') keptAt.set(source, clock.now());
  };
  const webhooks: MiddlewareHandler = async (c, next) => {
    const began = performance.now();
    await next();
    if (c.req.method !== 'POST') return;
    const source = c.req.path.startsWith('/webhooks/chatwoot') ? 'chatwoot' : 'whatsapp';
    webhook(source, c.res.status, performance.now() - began);
  };
  return { door, webhooks, webhook, close: remove };
}
