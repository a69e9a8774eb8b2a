import { lastAudits } from '../audit/result.ts';
import type { Clock } from '../clock.ts';
import { remindedByChannel, unregisteredByChannel } from '../store/notify/look.ts';
import type { Store } from '../store/open.ts';
import { waysOf, type Watch, type WatchedChannel } from './watch.ts';

/** What is looked at besides what the ledger tells. */
export interface LookedChannel extends WatchedChannel {
  parked: { reason: string; fix: string } | null;
}

/** Looks at everything that one run may look at for all channels: who is parked, who waits, what is missing. */
export async function lookAtChannels(
  all: readonly LookedChannel[],
  { store, clock, watch }: { store: Store; clock: Clock; watch: Watch },
): Promise<void> {
  const channels = all.filter(({ settings }) => waysOf(settings).length > 0);
  if (channels.length === 0) return;
  const now = clock.now();
  const reminded = await remindedByChannel(store.db);
  const unregistered = await unregisteredByChannel(store.db);
  const audits = await lastAudits(
    store.db,
    channels.map(({ name }) => name),
  );
  for (const channel of channels) {
    const { name, parked } = channel;
    await watch.look(channel, 'parked', {
      isSo: parked !== null,
      details: parked ? { reason: parked.reason, fix: parked.fix } : {},
    });
    const waits = reminded.get(name);
    await watch.look(channel, 'waiting', {
      isSo: waits !== undefined,
      ...(waits && {
        since: waits.since,
        details: { people: waits.people, minutes: Math.max(1, Math.round((now - waits.since) / 60_000)) },
      }),
    });
    const gaps = audits.find((audit) => audit.channel === name)?.gaps ?? {};
    const missing = Object.values(gaps).reduce((sum, some) => sum + some, 0);
    const lost = unregistered.get(name) ?? 0;
    await watch.look(channel, 'gap', { isSo: missing + lost > 0, details: { missing, unregistered: lost } });
  }
}
