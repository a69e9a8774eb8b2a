import type { HttpBindings } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Clock } from '../clock.ts';
import { reasonOf } from '../errors.ts';
import type { Log } from '../observe/log.ts';
import type { Provider } from '../providers/provider.ts';
import { parseJson } from '../wire/json.ts';
import { sameSecret } from '../wire/secret.ts';
import type { KeepEvent } from './event-inbox.ts';

export interface WhatsAppDoorOptions {
  channelId: string;
  /** Last part of the path. */
  secret: string;
  /** Expected `Authorization` header; null: none is asked for. */
  authorization: string | null;
  provider: Pick<Provider, 'words' | 'isSigned' | 'handshake'>;
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
    if (!sameSecret(c.req.param('secret'), options.secret)) return c.json({ error: 'unknown secret' }, 401);
    const asked = options.provider.handshake(c.req.query());
    if (asked !== null && 'answer' in asked) return c.text(asked.answer);
    if (asked !== null) {
      options.log.warn({ door: 'whatsapp', reason: asked.refused }, 'the question for our address was refused');
      return c.json({ error: asked.refused }, 403);
    }
    // The test button of some consoles looks with GET first.
    return c.json({ ok: true, hint: `this is the webhook address; ${options.provider.words.name} posts to it` });
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

async function take(c: Context, options: WhatsAppDoorOptions): Promise<Response> {
  const { secret, authorization, provider, log, clock } = options;
  if (!sameSecret(c.req.param('secret'), secret)) return c.json({ error: 'unknown secret' }, 401);
  if (authorization !== null && !sameSecret(c.req.header('authorization'), authorization)) {
    log.warn({ door: 'whatsapp' }, 'refused: the Authorization header is not WHATSAPP_WEBHOOK_AUTHORIZATION');
    return c.json({ error: 'wrong or missing Authorization header' }, 401);
  }
  const raw = new Uint8Array(await c.req.arrayBuffer());
  if (!provider.isSigned(raw, (name) => c.req.header(name))) {
    const { signingSecret } = provider.words;
    log.warn({ door: 'whatsapp' }, `refused: the signature does not fit ${signingSecret}`);
    return c.json({ error: 'wrong or missing signature' }, 401);
  }
  // A console's test button may send nothing at all.
  if (raw.length === 0) return c.json({ ok: true });
  const text = utf8.decode(raw);
  if (!parseJson(text).ok) {
    const isJsonType = /json/i.test(c.req.header('content-type') ?? 'application/json');
    return isJsonType
      ? c.json({ error: 'the body is not JSON' }, 400)
      : c.json({ error: 'the body must be JSON, with Content-Type: application/json' }, 415);
  }
  try {
    await options.keep({ channel_id: options.channelId, source: 'whatsapp', raw: text, received_at: clock.now() });
  } catch (error) {
    log.error({ door: 'whatsapp', reason: reasonOf(error) }, 'a webhook could not be kept and was answered 503');
    return c.json({ error: 'could not be stored, send it again' }, 503);
  }
  return c.json({ ok: true });
}
