import { Misconfigured } from '../../errors.ts';
import { systemClock } from '../../clock.ts';
import { record, trimmed } from '../../wire/read.ts';
import { signatureOk } from '../../whatsapp/signature.ts';
import { caller, type CallOptions } from '../cloud-api/call.ts';
import { readHealth } from '../cloud-api/health.ts';
import { openMedia } from '../cloud-api/media.ts';
import { messages } from '../cloud-api/messages.ts';
import { MOST_PAGES, readTemplates, TEMPLATES_A_PAGE } from '../cloud-api/templates.ts';
import { timesOf } from '../cloud-api/times.ts';
import type { Open, TemplateFacts } from '../provider.ts';
import { meta } from './about.ts';
import { handshake } from './handshake.ts';
import { lacksOf } from './lacks.ts';

const { words } = meta;
/** Meta's hosts refuse some programs that do not say who they are. */
const USER_AGENT = 'OptiAtiende/1.0';

/** Opens Meta's Cloud API for one number. */
export const open: Open<typeof meta.variables> = (values, options) => {
  const { META_VERIFY_TOKEN: verifyToken, META_APP_SECRET: appSecret, META_GRAPH_VERSION: version } = values;
  const { META_PHONE_NUMBER_ID: numberId, META_WABA_ID: wabaId, META_TOKEN: token, META_BASE_URL: base } = values;
  if (!token || !numberId || !wabaId || !appSecret || !verifyToken)
    throw new Misconfigured(
      'PROVIDER=meta needs META_TOKEN, META_PHONE_NUMBER_ID, META_WABA_ID, META_APP_SECRET and META_VERIFY_TOKEN',
    );
  const root = `${base}/${version}`;
  const number = `${root}/${numberId}`;
  const times = timesOf(options.times);
  const headers = { authorization: `Bearer ${token}`, 'user-agent': USER_AGENT };
  const common = { words, headers, secrets: [token, appSecret, verifyToken], ...options };
  const within = (timeoutMs: number): CallOptions => ({ ...common, timeoutMs });
  const call = caller(within(times.call));
  const ask = caller(within(times.ask));

  return {
    words,
    ...messages(call, `${number}/messages`, words.name),
    ...openMedia({
      ...within(times.file),
      ...(options.maxBytes === undefined ? {} : { maxBytes: options.maxBytes }),
      uploadTo: `${number}/media`,
      // The type of the part alone is not enough for every version.
      uploadFields: (mime) => [['type', mime]],
      infoAt: (id) => `${root}/${encodeURIComponent(id)}?phone_number_id=${numberId}`,
      bytesAt: (told) => ofMeta(told, base),
    }),

    health: async () => readHealth(await ask('GET', `${number}?fields=health_status`), words.name),

    async getWebhook() {
      const { value } = await call('GET', `${number}?fields=webhook_configuration`);
      const set = record(record(value)?.webhook_configuration);
      // The nearest one counts.
      const url = trimmed(set?.phone_number) ?? trimmed(set?.whatsapp_business_account) ?? trimmed(set?.application);
      return { url, headers: {} };
    },

    async setWebhook(url) {
      const set = { override_callback_uri: url, verify_token: verifyToken };
      await call('POST', number, { webhook_configuration: set });
    },

    isSigned: (raw, header) => signatureOk(raw, header('x-hub-signature-256'), appSecret),

    handshake: (query) => handshake(query, verifyToken),

    async templates() {
      const found: TemplateFacts[] = [];
      let after = '';
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const query = `fields=name,language,status,category,components&limit=${TEMPLATES_A_PAGE}${after}`;
        const { value } = await call('GET', `${root}/${wabaId}/message_templates?${query}`);
        found.push(...readTemplates(record(value)?.data));
        const paging = record(record(value)?.paging);
        const cursor = trimmed(record(paging?.cursors)?.after);
        if (trimmed(paging?.next) === null || cursor === null) break;
        after = `&after=${encodeURIComponent(cursor)}`;
      }
      return found;
    },

    lacks: () =>
      lacksOf(ask, { root, numberId, wabaId, token, appSecret, version }, (options.clock ?? systemClock).now()),
  };
};

/** The only host of files that may see the token, and the Graph API itself; null for an address of anybody else. */
function ofMeta(told: string, base: string): string | null {
  const url = URL.parse(told);
  if (!url || (url.origin !== 'https://lookaside.fbsbx.com' && url.origin !== new URL(base).origin)) return null;
  return url.origin + url.pathname + url.search;
}
