import { pause } from '../../clock.ts';
import type { Calls } from '../calls.ts';
import type { Faults } from '../faults.ts';

export interface WebhookConfig {
  url: string;
  /** Sent with each webhook. */
  headers?: Record<string, string>;
}

/** Posts events to the service, again and again until it answers 200. */
export interface Webhooks {
  config: WebhookConfig | null;
  /** Resolves after the first try: whether it was taken. Later tries go on by themselves. Never rejects. */
  post(body: unknown): Promise<boolean>;
  /** Resolves when nothing is on its way any more. */
  settled(): Promise<void>;
  /** How many were taken, and how many given up after the last try. */
  readonly counts: { taken: number; failed: number; tries: number };
  stop(): void;
}

/** A webhook's bytes, and the headers that prove whose it is. */
export interface Leaving {
  text: string;
  headers: Record<string, string>;
}

/** The hard limit of the real one. */
const TIMEOUT_MS = 5_000;

export interface Patience {
  /** The pause before the second try; it doubles from there. Milliseconds; 1,000 where absent. */
  firstWaitMs?: number;
  /** No pause is longer. Milliseconds; 60,000 where absent. */
  longestWaitMs?: number;
  /** After so many it is given up; 12 where absent. */
  tries?: number;
}

/** Nothing is sent while there is no address, nor what does not leave. */
export function createWebhooks(
  config: WebhookConfig | null,
  patience: Patience,
  leaving: (body: unknown) => Leaving | null,
  { faults, calls }: { faults: Faults; calls?: Calls | undefined },
): Webhooks {
  const { firstWaitMs = 1_000, longestWaitMs = 60_000, tries: most = 12 } = patience;
  const stopping = new AbortController();
  const counts = { taken: 0, failed: 0, tries: 0 };
  const running = new Set<Promise<unknown>>();

  async function attempt({ text, headers: own }: Leaving): Promise<boolean> {
    const { config: target } = webhooks;
    if (!target || stopping.signal.aborted) return false;
    counts.tries += 1;
    const path = URL.parse(target.url)?.pathname ?? target.url;
    const end = calls?.begin({ from: 'whatsapp', to: 'service', method: 'POST', path, request: text });
    const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(TIMEOUT_MS)]);
    try {
      const headers = { 'content-type': 'application/json', ...own, ...target.headers };
      const answer = await fetch(target.url, { method: 'POST', headers, body: text, signal, redirect: 'manual' });
      end?.(answer.status, await answer.text());
      if (answer.status !== 200) return false;
      counts.taken += 1;
      return true;
    } catch {
      end?.(0, null);
      return false;
    }
  }

  async function insist(sent: Leaving): Promise<void> {
    for (let tries = 1; tries < most && !stopping.signal.aborted; tries += 1) {
      await pause(Math.min(firstWaitMs * 2 ** (tries - 1), longestWaitMs), stopping.signal);
      if (await attempt(sent)) return;
    }
    counts.failed += 1;
  }

  function track<T>(work: Promise<T>): Promise<T> {
    running.add(work);
    void work.finally(() => running.delete(work));
    return work;
  }

  const webhooks: Webhooks = {
    config,
    counts,
    async post(body) {
      if (!webhooks.config) return false;
      const sent = leaving(body);
      if (sent === null) return false;
      // Lost on the way: it counts as not taken and comes again, as the real one's do.
      const lost = faults.take(new Set(['webhook_drop']), 'EVENT', '') !== null;
      const taken = !lost && (await track(attempt(sent)));
      if (!taken) void track(insist(sent));
      else if (faults.take(new Set(['webhook_double']), 'EVENT', '')) void track(attempt(sent));
      return taken;
    },
    async settled() {
      while (running.size > 0) await Promise.all(running);
    },
    stop: () => stopping.abort(),
  };
  return webhooks;
}
