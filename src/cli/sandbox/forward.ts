import type { Hono } from 'hono';
import type { SandboxEnv } from '../../sandbox/http.ts';
import { proxy } from 'hono/proxy';
import type { RunningService } from './running-service.ts';

/** Whatever is not the page's goes to the service: its API, its health, its console. While it is dead that is said. */
export function forwardTo(app: Hono<SandboxEnv>, service: RunningService, firstChannel: string): void {
  app.all('*', async (c) => {
    const { pathname, search } = new URL(c.req.url);
    // The set-up has two numbers; whoever tries one call need not know that.
    const query = new URLSearchParams(search);
    if (pathname.startsWith('/api/contacts/') && !query.has('channel')) query.set('channel', firstChannel);
    const wanted = service.url + pathname + (query.size > 0 ? `?${query.toString()}` : '');
    const named =
      c.req.method === 'POST' && pathname === '/api/exchanges' ? await withChannel(c.req.raw, firstChannel) : null;
    try {
      const { raw } = c.req;
      // Longer than what came, so that its length is no longer true.
      const body = named === null ? {} : { body: named, headers: { ...c.req.header(), 'content-length': undefined } };
      return await proxy(wanted, { raw, ...body });
    } catch {
      return c.json({ error: 'the service is starting again; try in a moment' }, 503, { 'retry-after': '2' });
    }
  });
}

/** An exchange, or several, each with the channel it is of; null where the body is none. */
async function withChannel(request: Request, channel: string): Promise<string | null> {
  const body: unknown = await request
    .clone()
    .json()
    .catch(() => null);
  const complete = (one: unknown) =>
    typeof one === 'object' && one !== null && !('channel' in one) ? { ...one, channel } : one;
  if (typeof body !== 'object' || body === null) return null;
  return JSON.stringify(Array.isArray(body) ? body.map(complete) : complete(body));
}
