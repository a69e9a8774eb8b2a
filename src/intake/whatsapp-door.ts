import type { HttpBindings } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Clock } from '../clock.ts';
import { reasonOf } from '../errors.ts';
import type { Log } from '../observe/log.ts';
import type { Provider } from '../providers/provider.ts';
import { parseJson } from '../wire/json.ts';
import { byNumber } from '../whatsapp/read/own-number.ts';
import { NO_CHANNEL, straySource } from '../store/strays.ts';
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

const utf8 = new TextDecoder();
/** Meta sends up to 3 MB in one body. */
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * `POST /webhooks/whatsapp/{secret}`: 200 once the body is on the disk. 401 for a wrong secret, header or signature, 400 for what
 * is not JSON (415 where its type is another), 413 over 4 MB, 503 where it could not be kept, so that the provider sends it again.
 * `GET` answers the question by which some providers try the address when it is set.
 */
export function whatsAppDoor(options: WhatsAppDoorOptions): Hono {
  const door = new Hono();
  const tooLarge = (c: Context) => c.json({ error: 'the body is larger than 4 MB' }, 413, { connection: 'close' });
  const counted = bodyLimit({ maxSize: MOST_BYTES, onError: tooLarge });
  door.post('/webhooks/whatsapp/:secret', async (c) => {
    const length = lengthOf(c);
    if (length !== null && length > MOST_BYTES) return tooLarge(c);
    // Counting costs more than all the rest of the door, and a body whose length was given cannot be longer: Node cuts it there.
    const refused = length === null ? await counted(c, () => Promise.resolve()) : undefined;
    return refused ?? (await take(c, options));
  });
  door.post('/webhooks/whatsapp', (c) => c.json({ error: 'the secret is missing at the end of the address' }, 401));
  door.get('/webhooks/whatsapp/:secret', (c) => {
    const channel = channelOf(c, options);
    if (!channel) return c.json({ error: 'unknown secret' }, 401);
    const asked = channel.provider.handshake(c.req.query());
    if (asked !== null && 'answer' in asked) return c.text(asked.answer);
    if (asked !== null) {
      options.log.warn({ door: 'whatsapp', reason: asked.refused }, 'the question for our address was refused');
      return c.json({ error: asked.refused }, 403);
    }
    // The test button of some consoles looks with GET first.
    return c.json({ ok: true, hint: `this is the webhook address; ${channel.provider.words.name} posts to it` });
  });
  return door;
}

/** Bytes of the body as announced; null where they are not (sent in chunks). */
function lengthOf(c: Context): number | null {
  // Node's own headers, where there is a server around: to ask Hono for one makes objects of all of them.
  const { incoming } = (c.env ?? {}) as Partial<HttpBindings>;
  if (!incoming || incoming.headers['transfer-encoding'] !== undefined) return null;
  return Number(incoming.headers['content-length'] ?? NaN) || null;
}

/** Whose address it is. Of several with one secret, which share an app at Meta, any: the body tells whose it is. */
function channelOf(c: Context, options: WhatsAppDoorOptions): WhatsAppDoorChannel | undefined {
  const channels = options.channels();
  const [index = -1] = indicesOfSecret(
    c.req.param('secret'),
    channels.map(({ webhookSecret }) => webhookSecret),
  );
  return channels[index];
}

async function take(c: Context, options: WhatsAppDoorOptions): Promise<Response> {
  const { log, clock } = options;
  const channel = channelOf(c, options);
  if (!channel) return c.json({ error: 'unknown secret' }, 401);
  const { name, authorization, provider } = channel;
  if (authorization !== null && !sameSecret(c.req.header('authorization'), authorization)) {
    log.warn(
      { door: 'whatsapp', channel: name },
      'refused: the Authorization header is not WHATSAPP_WEBHOOK_AUTHORIZATION',
    );
    return c.json({ error: 'wrong or missing Authorization header' }, 401);
  }
  const raw = new Uint8Array(await c.req.arrayBuffer());
  if (!provider.isSigned(raw, (header) => c.req.header(header))) {
    const { signingSecret } = provider.words;
    log.warn({ door: 'whatsapp', channel: name }, `refused: the signature does not fit ${signingSecret}`);
    return c.json({ error: 'wrong or missing signature' }, 401);
  }
  // A console's test button may send nothing at all.
  if (raw.length === 0) return c.json({ ok: true });
  const text = utf8.decode(raw);
  const parsed = parseJson(text);
  if (!parsed.ok) {
    const isJsonType = /json/i.test(c.req.header('content-type') ?? 'application/json');
    return isJsonType
      ? c.json({ error: 'the body is not JSON' }, 400)
      : c.json({ error: 'the body must be JSON, with Content-Type: application/json' }, 415);
  }
  const events = eventsIn({ text, body: parsed.value }, channel, options.channels());
  const strange = events.find(
    ({ owner }) => owner && owner !== channel && !owner.provider.isSigned(raw, (header) => c.req.header(header)),
  );
  if (strange) {
    log.warn(
      { door: 'whatsapp', channel: strange.owner?.name },
      'refused: signed for another channel, by one app for the number of another',
    );
    return c.json({ error: 'wrong signature for one of the numbers' }, 401);
  }
  try {
    const received_at = clock.now();
    await Promise.all(
      events.map(({ owner, raw: part }) =>
        options.keep({
          channel_id: owner?.name ?? NO_CHANNEL,
          // Who signed for a number that nobody has may have it read for a channel of the same app alone.
          source: owner ? 'whatsapp' : straySource(name),
          raw: part,
          received_at,
        }),
      ),
    );
  } catch (error) {
    log.error({ door: 'whatsapp', reason: reasonOf(error) }, 'a webhook could not be kept and was answered 503');
    return c.json({ error: 'could not be stored, send it again' }, 503);
  }
  return c.json({ ok: true });
}

/** A body by the channels whose it is: one app at Meta has one address for all of its numbers. Nobody may have a number. */
function eventsIn(
  given: { text: string; body: unknown },
  by: WhatsAppDoorChannel,
  channels: readonly WhatsAppDoorChannel[],
): { owner: WhatsAppDoorChannel | undefined; raw: string }[] {
  if (by.numberId === null) return [{ owner: by, raw: given.text }];
  return byNumber(given.body).map(({ number, body }) => ({
    owner: number === null || number === by.numberId ? by : channels.find(({ numberId }) => numberId === number),
    raw: body === given.body ? given.text : JSON.stringify(body),
  }));
}
