import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  channelOfSecret,
  isAuthorized,
  MOST_BYTES,
  TAKEN,
  takeWebhook,
  type Answer,
  type WhatsAppDoorChannel,
  type WhatsAppDoorOptions,
} from './take-webhook.ts';

export interface QuickDoorOptions extends WhatsAppDoorOptions {
  /** What to answer for a fault that nobody thought of. */
  failed: (error: unknown, path: string) => { status: number; body: object };
  /** After each answer, with the milliseconds from its beginning; null: nobody counts. */
  answered: ((status: number, tookMs: number) => void) | null;
}

/** Takes a request, or leaves it untouched for the doors behind: then false. */
export type QuickDoor = (incoming: IncomingMessage, outgoing: ServerResponse) => boolean;

const PATH = '/webhooks/whatsapp/';
const TAKEN_TEXT = JSON.stringify(TAKEN.body);

/**
 * The webhooks that come all day, from whom may bring them, taken from Node's own request: the framework's objects around it cost as much
 * as all that is done with a webhook. Whatever is not plainly that (another secret, another header, a body without a length or
 * too large, another method) goes on to `whatsAppDoor`, which answers it. Both take a body by `takeWebhook`.
 */
export function quickDoor(options: QuickDoorOptions): QuickDoor {
  return (incoming, outgoing) => {
    const channel = senderOf(incoming, options);
    if (!channel) return false;
    const { headers } = incoming;
    const began = options.answered ? performance.now() : 0;
    const header = (name: string): string | undefined => {
      const value = headers[name];
      return Array.isArray(value) ? value.join(', ') : value;
    };
    const pieces: Buffer[] = [];
    incoming.on('data', (piece: Buffer) => pieces.push(piece));
    // Whoever goes away in the middle of it never comes to its end, and nothing of it is kept.
    incoming.on('end', () => {
      const raw = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
      void takeWebhook(raw, header, channel, options)
        .catch((error: unknown) => options.failed(error, `${PATH}:secret`))
        .then(({ status, body }) => {
          answer(outgoing, status, body);
          options.answered?.(status, performance.now() - began);
        });
    });
    return true;
  };
}

/** The channel of a request that is plainly a webhook of its provider; null otherwise. */
function senderOf({ method, url, headers }: IncomingMessage, options: WhatsAppDoorOptions): WhatsAppDoorChannel | null {
  if (method !== 'POST' || !url?.startsWith(PATH) || headers['transfer-encoding'] !== undefined) return null;
  const length = Number(headers['content-length']);
  if (!(length > 0 && length <= MOST_BYTES)) return null;
  const channel = channelOfSecret(url.slice(PATH.length), options.channels());
  return channel && isAuthorized(channel, headers.authorization) ? channel : null;
}

function answer(outgoing: ServerResponse, status: number, body: Answer['body'] | object): void {
  const text = body === TAKEN.body ? TAKEN_TEXT : JSON.stringify(body);
  outgoing.writeHead(status, ['content-type', 'application/json', 'content-length', String(Buffer.byteLength(text))]);
  outgoing.end(text);
}
