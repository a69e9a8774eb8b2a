import type { Clock } from '../clock.ts';
import { adaptiveLimit, type AdaptiveLimit } from './limit.ts';
import { Slots } from './slots.ts';

/** Looks and ticks are small reads and writes; registering has the rest of CHATWOOT_CONCURRENCY. */
const AT_ONCE = 2;

/** One Chatwoot, however many channels have an inbox there: its limit of calls is one, and shared in turn. Of several runs one has it (`InboxDuties`). */
export interface ChatwootHost {
  limit: AdaptiveLimit;
  slots: Record<'register' | 'look' | 'tick', Slots>;
}

/**
 * The Chatwoots of all channels, each once.
 *
 * @param most `CHATWOOT_CONCURRENCY` of each channel there: none makes more calls than its own, all together no more than the largest.
 */
export function chatwootHosts(
  clock: Clock,
): (channel: { url: string; concurrency: number; timeoutMs: number }) => ChatwootHost {
  const hosts = new Map<string, { most: number; host: ChatwootHost }>();
  return ({ url, concurrency, timeoutMs }) => {
    const known = hosts.get(url);
    if (known && known.most >= concurrency) return known.host;
    const limit = adaptiveLimit(concurrency, timeoutMs / 2);
    if (known) {
      known.most = concurrency;
      Object.assign(known.host.limit, limit);
      return known.host;
    }
    const host: ChatwootHost = {
      limit,
      slots: {
        register: new Slots(() => host.limit.current(), clock),
        look: new Slots(() => Math.min(AT_ONCE, host.limit.current()), clock),
        tick: new Slots(() => Math.min(AT_ONCE, host.limit.current()), clock),
      },
    };
    hosts.set(url, { most: concurrency, host });
    return host;
  };
}
