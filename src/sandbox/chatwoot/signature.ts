import { createHmac } from 'node:crypto';

/** `X-Chatwoot-Signature` of a delivery: over the timestamp (unix seconds, as text), a dot and the raw body. */
export function signatureOf(secret: string, timestamp: string, body: string | Uint8Array): string {
  const digest = createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex');
  return `sha256=${digest}`;
}
