import type { Clock } from '../clock.ts';
import { reasonOf } from '../errors.ts';
import type { Log } from '../observe/log.ts';
import type { Provider } from '../providers/provider.ts';
import { NO_CHANNEL, straySource } from '../store/strays.ts';
import { byNumber } from '../whatsapp/read/own-number.ts';
import { parseJson } from '../wire/json.ts';
import { indicesOfSecret, sameSecret } from '../wire/secret.ts';
import type { KeepEvent } from './event-inbox.ts';

/** What the door must know of a channel. */
export interface WhatsAppDoorChannel {
  name: string;
  /** Last part of the path. */
  webhookSecret: string;
  /** Expected `Authorization` header; null: none is asked for. */
  authorization: string | null;
  /** The number by Meta's id, where a body tells whose it is; null: all that comes by this path is this channel's. */
  numberId: string | null;
  provider: Pick<Provider, 'words' | 'isSigned' | 'handshake'>;
}

export interface WhatsAppDoorOptions {
  channels: () => readonly WhatsAppDoorChannel[];
  keep: KeepEvent;
  clock: Clock;
  log: Log;
}

/** Meta sends up to 3 MB in one body. */
export const MOST_BYTES = 4 * 1024 * 1024;

export interface Answer {
  status: 200 | 400 | 401 | 415 | 503;
  body: { ok: true } | { error: string };
}

/** A header of the request by its name in small letters. */
export type Header = (name: string) => string | undefined;

export const TAKEN: Answer = { status: 200, body: { ok: true } };
const refused = (status: Exclude<Answer['status'], 200>, error: string): Answer => ({ status, body: { error } });

const utf8 = new TextDecoder();

/** Whose address it is. Of several with one secret, which share an app at Meta, any: the body tells whose it is. */
export function channelOfSecret(
  secret: string | undefined,
  channels: readonly WhatsAppDoorChannel[],
): WhatsAppDoorChannel | undefined {
  const [index = -1] = indicesOfSecret(
    secret,
    channels.map(({ webhookSecret }) => webhookSecret),
  );
  return channels[index];
}

/** Whether the `Authorization` header is the one that the channel asks for. */
export const isAuthorized = ({ authorization }: WhatsAppDoorChannel, given: string | undefined): boolean =>
  authorization === null || sameSecret(given, authorization);

/** Keeps a body that came by a channel's address, and tells what to answer: 200 once it is on the disk. */
export async function takeWebhook(
  raw: Uint8Array,
  header: Header,
  channel: WhatsAppDoorChannel,
  options: WhatsAppDoorOptions,
): Promise<Answer> {
  const { log } = options;
  const { name, provider } = channel;
  if (!provider.isSigned(raw, header)) {
    const { signingSecret } = provider.words;
    log.warn({ door: 'whatsapp', channel: name }, `refused: the signature does not fit ${signingSecret}`);
    return refused(401, 'wrong or missing signature');
  }
  // A console's test button may send nothing at all.
  if (raw.length === 0) return TAKEN;
  const text = utf8.decode(raw);
  const parsed = parseJson(text);
  if (!parsed.ok) {
    const isJsonType = /json/i.test(header('content-type') ?? 'application/json');
    return isJsonType
      ? refused(400, 'the body is not JSON')
      : refused(415, 'the body must be JSON, with Content-Type: application/json');
  }
  const events = eventsIn({ text, body: parsed.value }, channel, options.channels());
  const strange = events.find(({ owner }) => owner && owner !== channel && !owner.provider.isSigned(raw, header));
  if (strange) {
    log.warn(
      { door: 'whatsapp', channel: strange.owner?.name },
      'refused: signed for another channel, by one app for the number of another',
    );
    return refused(401, 'wrong signature for one of the numbers');
  }
  return await keepAll(events, channel, options);
}

interface OwnedBody {
  /** Undefined: nobody has the number. */
  owner: WhatsAppDoorChannel | undefined;
  raw: string;
}

/** A body by the channels whose it is: one app at Meta has one address for all of its numbers. */
function eventsIn(
  given: { text: string; body: unknown },
  by: WhatsAppDoorChannel,
  channels: readonly WhatsAppDoorChannel[],
): OwnedBody[] {
  if (by.numberId === null) return [{ owner: by, raw: given.text }];
  return byNumber(given.body).map(({ number, body }) => ({
    owner: number === null || number === by.numberId ? by : channels.find(({ numberId }) => numberId === number),
    raw: body === given.body ? given.text : JSON.stringify(body),
  }));
}

async function keepAll(
  events: OwnedBody[],
  by: WhatsAppDoorChannel,
  { keep, clock, log }: WhatsAppDoorOptions,
): Promise<Answer> {
  try {
    const received_at = clock.now();
    const kept = events.map(({ owner, raw }) =>
      keep({
        channel_id: owner?.name ?? NO_CHANNEL,
        // Who signed for a number that nobody has may have it read for a channel of the same app alone.
        source: owner ? 'whatsapp' : straySource(by.name),
        raw,
        received_at,
      }),
    );
    await (kept.length === 1 ? kept[0] : Promise.all(kept));
  } catch (error) {
    log.error({ door: 'whatsapp', reason: reasonOf(error) }, 'a webhook could not be kept and was answered 503');
    return refused(503, 'could not be stored, send it again');
  }
  return TAKEN;
}
