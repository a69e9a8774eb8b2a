import type { Hono } from 'hono';
import { z } from 'zod';
import { token } from '../chance.ts';
import type { SandboxEnv } from '../http.ts';
import { ok, ownError, refused, whatsappFaultAnswers } from '../whatsapp/answers.ts';
import { bad } from '../whatsapp/validate.ts';
import { healthOf } from '../whatsapp/health.ts';
import type { WhatsAppState } from '../whatsapp/people.ts';
import type { Webhooks } from '../whatsapp/webhooks.ts';
import { componentsOf } from '../whatsapp/template.ts';
import type { Side, SideOptions } from './side.ts';

/** 360dialog: one key is one number, so neither stands in the address. */
export function dialog360Side({ apiKey: given, random }: SideOptions): Side {
  const apiKey = given ?? token(random, 32);
  return {
    apiKey,
    numberAt: ['', '/v1'],
    filesAt: '',
    wantsType: false,
    faultAnswers: whatsappFaultAnswers,
    refuse: (c) => (c.req.header('d360-api-key') === apiKey ? null : ownError(c, 401, 'Invalid api key')),
    notFound: (c) => ownError(c, 404, 'Not found'),
    noFile: (c) => refused(c, bad(100, `Object with ID '${c.req.path.slice(1)}' does not exist or cannot be loaded.`)),
    fail: ownError,
    routes,
    leaving: (body) => ({ text: JSON.stringify(body), headers: {} }),
    // It tells Meta's own host, and means itself.
    filesHost: () => 'https://lookaside.fbsbx.com',
    settings: (url) => ({ D360_API_KEY: apiKey, D360_BASE_URL: url }),
  };
}

const webhookConfig = z.object({
  url: z.url({ protocol: /^https?$/ }),
  headers: z.record(z.string(), z.string()).exactOptional(),
});

/** The webhook's address, and the number's health. The real one takes https alone; the sandbox must reach a service on loopback. */
function routes(app: Hono<SandboxEnv>, state: WhatsAppState, webhooks: Webhooks): void {
  app.get('/v1/configs/webhook', (c) => ok(c, webhooks.config ?? { url: null, headers: {} }));
  app.post('/v1/configs/webhook', async (c) => {
    const wanted = webhookConfig.safeParse(await c.req.json().catch(() => null));
    if (!wanted.success) return ownError(c, 400, 'Bad request', [z.prettifyError(wanted.error)]);
    webhooks.config = wanted.data;
    return ok(c, wanted.data);
  });
  app.get('/v1/configs/templates', (c) => {
    const limit = Number(c.req.query('limit') ?? 1_000);
    const offset = Number(c.req.query('offset') ?? 0);
    const all = state.templates ?? [];
    const page = all.slice(offset, offset + limit).map((one) => ({
      name: one.name,
      language: one.language,
      status: 'approved',
      category: 'UTILITY',
      components: componentsOf(one),
    }));
    return ok(c, { waba_templates: page, count: page.length, total: all.length, limit, offset });
  });
  app.get('/health_status', (c) => ok(c, { health_status: healthOf(state) }));
}
