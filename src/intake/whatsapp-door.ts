import type { HttpBindings } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import {
  channelOfSecret,
  isAuthorized,
  MOST_BYTES,
  takeWebhook,
  type WhatsAppDoorChannel,
  type WhatsAppDoorOptions,
} from './take-webhook.ts';

/**
 * `POST /webhooks/whatsapp/{secret}`: 200 once the body is on the disk. 401 for a wrong secret, header or signature, 400 for what
 * is not JSON (415 where its type is another), 413 over 4 MB, 503 where it could not be kept, so that the provider sends it again.
 * `GET` answers the question by which some providers try the address when it is set. Most posts never come here: `quick-door.ts`.
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

const channelOf = (c: Context, { channels }: WhatsAppDoorOptions): WhatsAppDoorChannel | undefined =>
  channelOfSecret(c.req.param('secret'), channels());

async function take(c: Context, options: WhatsAppDoorOptions): Promise<Response> {
  const channel = channelOf(c, options);
  if (!channel) return c.json({ error: 'unknown secret' }, 401);
  if (!isAuthorized(channel, c.req.header('authorization'))) {
    options.log.warn(
      { door: 'whatsapp', channel: channel.name },
      'refused: the Authorization header is not WHATSAPP_WEBHOOK_AUTHORIZATION',
    );
    return c.json({ error: 'wrong or missing Authorization header' }, 401);
  }
  const raw = new Uint8Array(await c.req.arrayBuffer());
  const { status, body } = await takeWebhook(raw, (name) => c.req.header(name), channel, options);
  return c.json(body, status);
}
