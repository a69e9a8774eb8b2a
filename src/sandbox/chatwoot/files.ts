import type { Hono } from 'hono';
import { answer, type SandboxEnv } from '../http.ts';
import type { ChatwootState } from './state.ts';

/** Files as a real server gives them out: the address in a message is a redirect to the bytes; a made-up one is a 404. */
export function fileRoutes(app: Hono<SandboxEnv>, state: ChatwootState, base: () => string): void {
  for (const kind of ['blobs', 'representations']) {
    app.get(`/rails/active_storage/${kind}/redirect/:key/:name`, (c) => {
      const file = state.files.get(c.req.param('key'));
      if (!file) return answer(c, 404, 'text/html', '', { 'cache-control': 'no-cache' });
      const location = `${base()}/rails/active_storage/disk/${file.key}/${encodeURIComponent(file.filename)}`;
      return answer(c, 302, 'text/html; charset=utf-8', '', { location, 'cache-control': 'max-age=300, private' });
    });
  }

  app.get('/rails/active_storage/disk/:key/:name', (c) => {
    const file = state.files.get(c.req.param('key'));
    if (!file) return answer(c, 404, 'text/html', '', { 'cache-control': 'no-cache' });
    const name = encodeURIComponent(file.filename);
    c.set('bytesOut', file.bytes.byteLength);
    return c.body(Uint8Array.from(file.bytes), 200, {
      'content-type': file.contentType,
      'content-disposition': `inline; filename="${name}"; filename*=UTF-8''${name}`,
    });
  });
}
