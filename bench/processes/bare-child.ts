import { serve } from '@hono/node-server';
import { Hono } from 'hono';

/** The least a server of this framework can do with a webhook: parse it and answer. */
const app = new Hono();
app.post('/webhooks/whatsapp/:secret', async (c) => {
  await c.req.json();
  return c.json({ ok: true });
});
serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => {
  process.send?.({ url: `http://127.0.0.1:${port}/webhooks/whatsapp/bench-secret` });
});
process.on('disconnect', () => process.exit(0));
