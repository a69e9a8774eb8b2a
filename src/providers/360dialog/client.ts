import { Refused } from '../../errors.ts';
import { id, list, record, trimmed } from '../../wire/read.ts';
import { addresses, mustBeKey } from './addresses.ts';
import { caller } from '../cloud-api/call.ts';
import type { SendPart } from '../../whatsapp/write/compose.ts';
import { cleanNumber } from '../../whatsapp/numbers.ts';

export type Address = { to: string } | { recipient: string };

/** 360dialog's Messaging API, as far as we use it. Every call throws `Refused` or `Unreachable`, and never tries twice. */
export interface WhatsAppClient {
  /**
   * Sends one part. Accepted is not delivered: that, and most failures, come later as statuses.
   * @param callbackId our own id of the send; WhatsApp gives it back in each status (`biz_opaque_callback_data`).
   * @returns the message's id, and the address WhatsApp made of ours, which may differ from it.
   */
  send(address: Address, part: SendPart, callbackId: string): Promise<{ wamid: string; waId: string | null }>;
  /** Marks a message of the person, and all before it, as read; `typing` also shows "typing…" until an answer, or for 25 seconds. */
  markRead(wamid: string, typing: boolean): Promise<void>;
  /** Whether the number may send (`AVAILABLE`, `LIMITED`, `BLOCKED`), and what is said against it. A wrong key is `Refused` with 401. */
  health(): Promise<{ canSend: string; problems: string[] }>;
  /** The webhook address set for this number; null where there is none. */
  getWebhook(): Promise<{ url: string | null; headers: Record<string, string> }>;
  /** Sets the webhook address (HTTPS, no port, no underscore in the host) and the headers 360dialog shall send along. */
  setWebhook(url: string, headers: Record<string, string>): Promise<void>;
}

export interface WhatsAppClientOptions {
  /** `https://waba-v2.360dialog.io`, the sandbox's address, or a stand-in. */
  baseUrl: string;
  /** One key is one number. */
  apiKey: string;
  /** Milliseconds for each call, answer included. */
  timeoutMs: number;
  /** For tests; the built-in one by default. */
  fetch?: typeof globalThis.fetch;
}

/** Opens a client. It holds no connection of its own; nothing has to be closed. Throws `Misconfigured` where the settings cannot work. */
export function openWhatsAppClient(options: WhatsAppClientOptions): WhatsAppClient {
  const { root, messages } = addresses(options.baseUrl);
  mustBeKey(options.apiKey);
  const call = caller(options);

  return {
    async send(address, part, callbackId) {
      const body = {
        ...frame,
        recipient_type: 'individual',
        ...address,
        ...part,
        biz_opaque_callback_data: callbackId,
      };
      const { status, value } = await call('POST', messages, body);
      const wamid = id(record(list(record(value)?.messages)[0])?.id);
      if (wamid === null) {
        throw new Refused(`360dialog answered ${status} without a message id`, { status, unclear: true });
      }
      return { wamid, waId: cleanNumber(record(list(record(value)?.contacts)[0])?.wa_id) };
    },

    async markRead(wamid, typing) {
      const shown = typing ? { typing_indicator: { type: 'text' } } : {};
      await call('POST', messages, { ...frame, status: 'read', message_id: wamid, ...shown });
    },

    async health() {
      const { status, value } = await call('GET', `${root}/health_status`);
      // A page of something in between: it must not be taken for 360dialog at work.
      if (record(value) === null) throw new Refused(`360dialog answered ${status} without its health`, { status });
      const health = record(record(value)?.health_status);
      return {
        canSend: trimmed(health?.can_send_message) ?? 'UNKNOWN',
        problems: list(health?.entities).flatMap(problemsOf),
      };
    },

    async getWebhook() {
      const { value } = await call('GET', `${root}/v1/configs/webhook`);
      const headers = Object.entries(record(record(value)?.headers) ?? {}).filter(isText);
      return { url: trimmed(record(value)?.url), headers: Object.fromEntries(headers) };
    },

    async setWebhook(url, headers) {
      await call('POST', `${root}/v1/configs/webhook`, { url, headers });
    },
  };
}

const frame = { messaging_product: 'whatsapp' };

const isText = (entry: [string, unknown]): entry is [string, string] => typeof entry[1] === 'string';

function problemsOf(value: unknown): string[] {
  const entity = record(value);
  if (!entity || entity.can_send_message === 'AVAILABLE') return [];
  const kind = `${trimmed(entity.entity_type) ?? 'entity'} ${trimmed(entity.can_send_message) ?? 'unknown'}`;
  const errors = list(entity.errors).map((item) => {
    const error = record(item);
    return [trimmed(error?.error_description), trimmed(error?.possible_solution)].filter(Boolean).join(' – ');
  });
  const said = [...errors, ...list(entity.additional_info).map((item) => trimmed(item) ?? '')].filter(
    (text) => text !== '',
  );
  return said.length === 0 ? [kind] : said.map((text) => `${kind}: ${text}`);
}
