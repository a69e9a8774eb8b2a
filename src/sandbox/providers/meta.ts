import { createHmac } from 'node:crypto';
import type { Hono } from 'hono';
import { token } from '../chance.ts';
import { answer, type SandboxContext, type SandboxEnv } from '../http.ts';
import { ok, whatsappFaultAnswers } from '../whatsapp/answers.ts';
import { APP, healthOf, WABA } from '../whatsapp/health.ts';
import type { WhatsAppState } from '../whatsapp/people.ts';
import type { Webhooks } from '../whatsapp/webhooks.ts';
import { componentsOf } from '../whatsapp/template.ts';
import type { Side, SideOptions } from './side.ts';

/** What the sandbox's app at Meta is set up with; tests change it. */
export interface MetaApp {
  appSecret: string;
  verifyToken: string;
  /** Without it no webhook leaves. */
  isSubscribed: boolean;
  /** From now on the token counts as expired. */
  isExpired: boolean;
}

const VERSION = '/:version{v\\d+\\.\\d+}';

/** Meta's Graph API: token, version and number in the address; webhooks are signed. */
export function metaSide({
  apiKey: given,
  random,
  numberId,
}: SideOptions & { numberId: string }): Side & { app: MetaApp } {
  const apiKey = given ?? token(random, 32);
  const app: MetaApp = {
    appSecret: token(random, 32),
    verifyToken: token(random, 24),
    isSubscribed: true,
    isExpired: false,
  };
  return {
    app,
    apiKey,
    numberAt: [`${VERSION}/${numberId}`],
    filesAt: VERSION,
    wantsType: true,
    faultAnswers: { ...whatsappFaultAnswers, missing: (c) => graphError(c, 404, 2500, 'Unknown path components') },
    refuse(c) {
      if (c.req.header('authorization') !== `Bearer ${apiKey}` || app.isExpired) {
        const why = app.isExpired ? 'Session has expired.' : 'Invalid OAuth access token - Cannot parse access token';
        return graphError(c, 401, 190, `Error validating access token: ${why}`);
      }
      // Its host of files sends away who does not say what program it is.
      if (c.req.path.startsWith('/whatsapp_business/') && !c.req.header('user-agent')) return c.text('', 403);
      return null;
    },
    notFound: unseen,
    noFile: unseen,
    fail: (c, status, message) => graphError(c, status, 1, message),
    routes: (server, state, webhooks) => routes(server, state, webhooks, app, apiKey),
    leaving(body) {
      if (!app.isSubscribed) return null;
      const text = asMetaWrites(body);
      const signature = createHmac('sha256', app.appSecret).update(text).digest('hex');
      return { text, headers: { 'x-hub-signature-256': `sha256=${signature}`, 'user-agent': 'facebookexternalua' } };
    },
    filesHost: (url) => url,
    settings: (url, state) => ({
      PROVIDER: 'meta',
      META_TOKEN: apiKey,
      META_PHONE_NUMBER_ID: state.number.id,
      META_WABA_ID: WABA,
      META_APP_SECRET: app.appSecret,
      META_VERIFY_TOKEN: app.verifyToken,
      META_BASE_URL: url,
    }),
  };
}

/** Everything that is not ASCII escaped, and slashes: who writes the JSON anew gets other bytes, to which the signature does not fit. */
const asMetaWrites = (body: unknown): string =>
  JSON.stringify(body)
    .replace(/\//g, '\\/')
    .replace(/[\u0080-\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

function graphError(c: SandboxContext, status: number, code: number, message: string): Response {
  const type = code === 100 ? 'GraphMethodException' : 'OAuthException';
  return answer(
    c,
    status,
    'application/json',
    JSON.stringify({ error: { message, type, code, fbtrace_id: 'ASandboxTrace0000000000' } }),
  );
}

/** As Graph says it of anything that the token cannot see. */
function unseen(c: SandboxContext): Response {
  const [, , id = ''] = c.req.path.split('/');
  const asked = `Unsupported ${c.req.method.toLowerCase()} request. Object with ID '${id}' does not exist`;
  const why = 'cannot be loaded due to missing permissions, or does not support this operation';
  return graphError(c, 400, 100, `${asked}, ${why}`);
}

function routes(
  server: Hono<SandboxEnv>,
  state: WhatsAppState,
  webhooks: Webhooks,
  app: MetaApp,
  apiKey: string,
): void {
  const number = `${VERSION}/${state.number.id}`;
  const account = `${VERSION}/${WABA}`;

  server.get(number, (c) => {
    const { fields = 'id', appsecret_proof: proof } = c.req.query();
    const right = createHmac('sha256', app.appSecret).update(apiKey).digest('hex');
    if (proof !== undefined && proof !== right)
      return graphError(c, 400, 100, 'Invalid appsecret_proof provided in the API argument');
    const set = webhooks.config ? { phone_number: webhooks.config.url } : {};
    const known: Record<string, unknown> = {
      health_status: healthOf(state),
      webhook_configuration: set,
      display_phone_number: state.number.phone,
    };
    const asked = fields.split(',').flatMap((field) => (field in known ? [[field, known[field]]] : []));
    return ok(c, { ...Object.fromEntries(asked), id: state.number.id });
  });

  server.post(number, async (c) => {
    const body = (await c.req.json().catch(() => null)) as {
      webhook_configuration?: { override_callback_uri?: string; verify_token?: string };
    } | null;
    const { override_callback_uri: url, verify_token: word } = body?.webhook_configuration ?? {};
    if (url === undefined || word === undefined) return graphError(c, 400, 100, 'Invalid parameter');
    if (!(await isAnswered(url, word))) {
      return graphError(c, 400, 2200, 'Callback verification failed: HTTP status or challenge do not match');
    }
    webhooks.config = { url };
    return ok(c, { success: true });
  });

  server.get(`${account}/phone_numbers`, (c) => ok(c, { data: [{ id: state.number.id }] }));
  server.get(`${account}/subscribed_apps`, (c) => {
    const own = { whatsapp_business_api_data: { id: APP, name: 'Sandbox', link: 'https://www.facebook.com/games/' } };
    return ok(c, { data: app.isSubscribed ? [own] : [] });
  });
  server.on(['POST', 'DELETE'], `${account}/subscribed_apps`, (c) => {
    app.isSubscribed = c.req.method === 'POST';
    return ok(c, { success: true });
  });
  server.get(`${account}/message_templates`, (c) => {
    const limit = Number(c.req.query('limit') ?? 25);
    const from = Number(c.req.query('after') ?? 0);
    const all = state.templates ?? [];
    const data = all.slice(from, from + limit).map((one, place) => ({
      id: String(900_000_000_000_001 + from + place),
      name: one.name,
      language: one.language,
      status: 'APPROVED',
      category: 'UTILITY',
      components: componentsOf(one),
    }));
    const isLast = from + limit >= all.length;
    const next = isLast ? {} : { next: `${new URL(c.req.url).origin}/next` };
    return ok(c, { data, paging: { cursors: { before: String(from), after: String(from + data.length) }, ...next } });
  });
}

/** Asks the address whether it is ours, as Meta does before it takes it. */
async function isAnswered(url: string, word: string): Promise<boolean> {
  const asked = String(Math.floor(Math.random() * 1e9));
  const question = new URL(url);
  question.search = new URLSearchParams({
    'hub.mode': 'subscribe',
    'hub.challenge': asked,
    'hub.verify_token': word,
  }).toString();
  try {
    const response = await fetch(question, { signal: AbortSignal.timeout(5_000), redirect: 'manual' });
    return response.status === 200 && (await response.text()) === asked;
  } catch {
    return false;
  }
}
