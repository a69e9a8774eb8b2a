import type { Settings } from '../../config.ts';
import { reasonOf, Refused } from '../../errors.ts';
import { openWhatsAppClient, type WhatsAppClient } from '../../providers/360dialog/client.ts';
import type { CheckWords } from '../words/words.ts';
import type { Line } from './line.ts';

const TIMEOUT_MS = 10_000;

/**
 * The key, the number's health and the webhook address set at 360dialog.
 *
 * @param secret Last part of our webhook address; null where it is made at the first start.
 */
export async function checkWhatsApp(
  settings: Settings,
  secret: string | null,
  fetch: typeof globalThis.fetch,
  words: CheckWords,
): Promise<Line[]> {
  const { apiKey, baseUrl } = settings.whatsapp;
  if (apiKey === null)
    return [{ name: '360dialog', state: 'off', detail: words.whatsappOff }, ownAddress(secret, words)];
  const client = openWhatsAppClient({ apiKey, baseUrl, timeoutMs: TIMEOUT_MS, fetch });
  const host = new URL(baseUrl).host;
  const number = await numberLine(client, words);
  if ('stop' in number) return [number.stop, ownAddress(secret, words)];
  return [
    { name: '360dialog', state: 'ok', detail: words.keyOk(host) },
    number.line,
    await webhookLine(client, settings, secret, words),
  ];
}

async function numberLine(client: WhatsAppClient, words: CheckWords): Promise<{ line: Line } | { stop: Line }> {
  const name = 'number';
  try {
    const { canSend, problems } = await client.health();
    const detail = [words.canSend(canSend), ...problems].join('; ');
    if (canSend === 'AVAILABLE') return { line: { name, state: 'ok', detail } };
    return { line: { name, state: canSend === 'BLOCKED' ? 'wrong' : 'warning', detail, fix: words.numberFix } };
  } catch (error) {
    const detail = words.translated(reasonOf(error));
    if (!(error instanceof Refused))
      return { stop: { name: '360dialog', state: 'wrong', detail, fix: words.unreachableFix } };
    if (error.status === 401 || error.status === 403)
      return { stop: { name: '360dialog', state: 'wrong', detail, fix: words.keyFix } };
    // 360dialog's own sandbox has no such call.
    return { line: { name, state: 'warning', detail: words.healthNotTold(detail), fix: words.numberFix } };
  }
}

const addressOf = (secret: string, words: CheckWords): string =>
  `https://<${words.yourHost}>/webhooks/whatsapp/${secret}`;

/** Where the webhook is, though nobody can be asked whether it is set. */
function ownAddress(secret: string | null, words: CheckWords): Line {
  const name = 'webhook';
  if (secret === null) return { name, state: 'off', detail: words.noSecretYet, fix: words.noSecretFix };
  return { name, state: 'off', detail: words.webhookUnasked, address: addressOf(secret, words) };
}

async function webhookLine(
  client: WhatsAppClient,
  { whatsapp }: Settings,
  secret: string | null,
  words: CheckWords,
): Promise<Line> {
  const name = 'webhook';
  if (secret === null) return { name, state: 'warning', detail: words.noSecretYet, fix: words.noSecretFix };
  const path = `/webhooks/whatsapp/${secret}`;
  const fix = words.webhookFix(addressOf(secret, words));
  try {
    const { url, headers } = await client.getWebhook();
    if (url === null) return { name, state: 'wrong', detail: words.webhookNone, fix };
    const address = URL.parse(url);
    // What is set there may hold somebody else's secret.
    const shown = address ? `${address.origin}/…` : '…';
    if (!address?.pathname.endsWith(path)) return { name, state: 'wrong', detail: words.webhookElsewhere(shown), fix };
    if (whatsapp.webhookAuthorization !== null && sent(headers, 'authorization') !== whatsapp.webhookAuthorization)
      return { name, state: 'wrong', detail: words.webhookHeader, fix: words.webhookHeaderFix };
    return { name, state: 'ok', detail: words.webhookOk(shown), address: address.href };
  } catch (error) {
    return { name, state: 'warning', detail: words.webhookNotTold(words.translated(reasonOf(error))), fix };
  }
}

const sent = (headers: Record<string, string>, name: string): string | undefined =>
  Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
