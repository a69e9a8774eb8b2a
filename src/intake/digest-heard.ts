import type { ChatwootEvent } from '../chatwoot/events/event.ts';
import { readWebhookEvent } from '../chatwoot/events/read-event.ts';
import { reasonOf } from '../errors.ts';
import { applyEvent } from '../listen/apply-event.ts';
import type { ListenOptions } from '../listen/listen-options.ts';
import type { Log } from '../observe/log.ts';
import { tell } from '../observe/tell.ts';
import { setOutcome } from '../store/events.ts';
import { isStoreFault } from '../store/fault.ts';
import type { Store } from '../store/open.ts';
import { knownInbox } from '../store/people/places.ts';
import type { Event, Tx } from '../store/tables.ts';
import type { Line } from './apply-webhook.ts';
import type { DigestChannel, DigestChannels } from './digest-channels.ts';

type Hearing = DigestChannel & { listen: ListenOptions };

/** Writes down what Chatwoot told by webhook, for the channel whose inbox it is about. */
export async function digestHeard(
  event: Event,
  body: unknown,
  { store, log, channels }: { store: Store; log: Log; channels: DigestChannels },
): Promise<void> {
  const told = readWebhookEvent(body);
  const behind = channels.besides(event.channel_id).filter((one): one is Hearing => one.listen !== null);
  let heard: { channel: Hearing; lines: Line[]; jobs: boolean }[];
  try {
    heard = await store.write(async (tx) => {
      if (!(await setOutcome(tx, event, 'read'))) return [];
      const found: typeof heard = [];
      for (const channel of await ofInbox(tx, told, behind))
        found.push({ channel, ...(await applyEvent(tx, told, event.received_at, channel.listen)) });
      return found;
    });
  } catch (error) {
    if (isStoreFault(error)) throw error;
    const reason = reasonOf(error);
    await store.write((tx) => setOutcome(tx, event, `failed: ${reason}`));
    // The sweep finds what it told.
    log.error({ event: event.id, reason }, 'a part of an event could not be read into the ledger; it is kept raw');
    return;
  }
  for (const { channel, lines, jobs } of heard) {
    tell(channel.log, channel.channelId, lines);
    if (jobs) channels.onJobs(channel.channelId);
  }
}

/** Of several channels behind one address, the one whose inbox it is; where none knows it, those that do not know theirs yet. */
async function ofInbox(tx: Tx, told: ChatwootEvent, behind: Hearing[]): Promise<Hearing[]> {
  if (behind.length < 2 || (told.kind !== 'message' && told.kind !== 'conversation')) return behind;
  const known = await Promise.all(
    behind.map(async ({ channelId, listen }) => listen.account()?.inboxId ?? (await knownInbox(tx, channelId))),
  );
  const own = behind.filter((_, index) => known[index] === told.inboxId);
  return own.length > 0 ? own : behind.filter((_, index) => known[index] === null);
}
