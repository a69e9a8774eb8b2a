import { number, record, trimmed } from '../../wire/read.ts';
import { signatureOk } from '../../whatsapp/signature.ts';
import { caller, type CallOptions } from '../cloud-api/call.ts';
import { readHealth } from '../cloud-api/health.ts';
import { openMedia } from '../cloud-api/media.ts';
import { messages } from '../cloud-api/messages.ts';
import { MOST_PAGES, readTemplates, TEMPLATES_A_PAGE } from '../cloud-api/templates.ts';
import { timesOf } from '../cloud-api/times.ts';
import type { Open, TemplateFacts } from '../provider.ts';
import { dialog360 } from './about.ts';
import { addresses, mustBeKey } from './addresses.ts';

const { words } = dialog360;

/** Opens 360dialog's Messaging API for the number that the key belongs to. Without a key it answers for webhooks alone. */
export const open: Open<typeof dialog360.variables> = (values, options) => {
  const { D360_API_KEY: key, D360_BASE_URL: baseUrl, WHATSAPP_SIGNING_SECRET: signingSecret } = values;
  const { origin, root, messages: sending } = addresses(baseUrl);
  if (key !== null) mustBeKey(key);
  const times = timesOf(options.times);
  const common = { words, headers: { 'D360-API-KEY': key ?? '' }, secrets: [key ?? ''], ...options };
  const within = (timeoutMs: number): CallOptions => ({ ...common, timeoutMs });
  const call = caller(within(times.call));
  const ask = caller(within(times.ask));

  return {
    words,
    ...messages(call, sending, words.name),
    ...openMedia({
      ...within(times.file),
      ...(options.maxBytes === undefined ? {} : { maxBytes: options.maxBytes }),
      uploadTo: `${root}/media`,
      uploadFields: () => [],
      infoAt: (id) => `${root}/${encodeURIComponent(id)}`,
      bytesAt: (told) => atOrigin(told, origin),
    }),

    health: async () => readHealth(await ask('GET', `${root}/health_status`), words.name),

    async getWebhook() {
      const { value } = await call('GET', `${root}/v1/configs/webhook`);
      const headers = Object.entries(record(record(value)?.headers) ?? {}).filter(isText);
      return { url: trimmed(record(value)?.url), headers: Object.fromEntries(headers) };
    },

    async setWebhook(url, headers) {
      await call('POST', `${root}/v1/configs/webhook`, { url, headers });
    },

    isSigned(raw, header) {
      if (signingSecret === null) return true;
      return signatureOk(raw, header('x-360dialog-signature') ?? header('x-hub-signature-256'), signingSecret);
    },

    // It sets an address without trying it.
    handshake: () => null,

    async templates() {
      const found: TemplateFacts[] = [];
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const query = `limit=${TEMPLATES_A_PAGE}&offset=${page * TEMPLATES_A_PAGE}`;
        const { value } = await call('GET', `${root}/v1/configs/templates?${query}`);
        const { waba_templates: items, total } = record(value) ?? {};
        const count = Array.isArray(items) ? items.length : 0;
        found.push(...readTemplates(items));
        const seen = page * TEMPLATES_A_PAGE + count;
        if (count < TEMPLATES_A_PAGE || seen >= (number(total) ?? Infinity)) break;
      }
      return found;
    },

    lacks: () => Promise.resolve(null),
  };
};

const isText = (entry: [string, unknown]): entry is [string, string] => typeof entry[1] === 'string';

/** The hosts that addresses of files name. */
const hosts = new Set(['lookaside.fbsbx.com', 'waba-v2.360dialog.io', 'waba-sandbox.360dialog.io']);

/** The same path and query at our own base, the only place that may see the key; null for an address of anybody else. */
function atOrigin(told: string, origin: string): string | null {
  const url = URL.parse(told);
  if (!url) return null;
  const known = (url.protocol === 'https:' && hosts.has(url.host)) || url.host === new URL(origin).host;
  return known ? origin + url.pathname + url.search : null;
}
