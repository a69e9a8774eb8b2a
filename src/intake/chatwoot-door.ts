import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { webhookSigned } from '../chatwoot/events/signature.ts';
import type { Clock } from '../clock.ts';
import { reasonOf } from '../errors.ts';
import type { Log } from '../observe/log.ts';
import { parseJson } from '../wire/json.ts';
import { indicesOfSecret } from '../wire/secret.ts';
import type { KeepEvent } from './event-inbox.ts';

/** What the door must know of a channel. */
export interface ChatwootDoorChannel {
  name: string;
  settings: {
    listen: {
      /** Last part of the path; null: the door is shut. */
      webhookSecret: string | null;
      /** Empty: no signature is asked for. */
      signingSecrets: string[];
    };
  };
}

export interface ChatwootDoorOptions {
  channels: () => readonly ChatwootDoorChannel[];
  keep: KeepEvent;
  clock: Clock;
  log: Log;
}

/** Chatwoot's bodies hold one conversation's newest message and its people; far below this. */
const MOST_BYTES = 2 * 1024 * 1024;

/**
 * `POST /webhooks/chatwoot/{secret}`: the API inbox's callback, account webhooks and agent bots alike. 200 once the body is on the disk
 * (Chatwoot waits 5 s and never sends it again); 404 for a wrong secret and while no secret is set, 401 for a wrong, old or missing
 * signature, 400 for what is not JSON, 503 where it could not be kept.
 */
export function chatwootDoor(options: ChatwootDoorOptions): Hono {
  const door = new Hono();
  const tooLarge = (c: Context) => c.json({ error: 'the body is larger than 2 MB' }, 413, { connection: 'close' });
  door.post('/webhooks/chatwoot/:secret', bodyLimit({ maxSize: MOST_BYTES, onError: tooLarge }), (c) =>
    take(c, options),
  );
  return door;
}

async function take(c: Context, options: ChatwootDoorOptions): Promise<Response> {
  const { keep, clock, log } = options;
  // Several with one secret are told apart by the inbox, where it is read.
  const channels = options.channels();
  const secrets = channels.map(({ settings }) => settings.listen.webhookSecret);
  const found = new Set(indicesOfSecret(c.req.param('secret'), secrets));
  const behind = channels.filter((_, index) => found.has(index));
  if (behind.length === 0) return c.json({ error: 'there is nothing at this address' }, 404);
  const raw = new Uint8Array(await c.req.arrayBuffer());
  const signatures = behind.map((channel) => signatureFor(channel, raw, c.req.raw.headers, clock.now()));
  const channel = behind[signatures.indexOf('ok')];
  if (!channel) {
    const signed = signatures[0] ?? 'missing';
    log.warn({ door: 'chatwoot', signature: signed }, 'refused: the signature does not fit CHATWOOT_SIGNING_SECRET');
    return c.json({ error: `the signature is ${signed}` }, 401);
  }
  if (raw.length === 0) return c.json({ ok: true });
  if (!parseJson(raw).ok) return c.json({ error: 'the body is not JSON' }, 400);
  try {
    await keep({
      channel_id: channel.name,
      source: 'chatwoot',
      raw: new TextDecoder().decode(raw),
      received_at: clock.now(),
    });
  } catch (error) {
    log.error({ door: 'chatwoot', reason: reasonOf(error) }, 'a webhook could not be kept and was answered 503');
    return c.json({ error: 'could not be stored' }, 503);
  }
  return c.json({ ok: true });
}

function signatureFor({ settings }: ChatwootDoorChannel, raw: Uint8Array, headers: Headers, now: number) {
  const { signingSecrets } = settings.listen;
  return signingSecrets.length === 0 ? 'ok' : webhookSigned(raw, headers, signingSecrets, now);
}
