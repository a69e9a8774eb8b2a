import { createHmac } from 'node:crypto';
import type { Hono } from 'hono';
import { answer, type SandboxContext, type SandboxEnv } from '../http.ts';
import type { Attachment } from './records.ts';
import type { ChatwootState } from './state.ts';

const LIVES_MS = 300_000;

/**
 * Files as a real server gives them out: the address in a message redirects to a signed one that lives five minutes; a made-up
 * one, a forged one and one too old are a 404, and so is a file that is not there yet (`delayMs` after its message).
 */
export function fileRoutes(app: Hono<SandboxEnv>, state: ChatwootState, base: () => string, delayMs: number): void {
  const key = state.newToken(32);
  const sign = (text: string) => createHmac('sha256', key).update(text).digest('hex').slice(0, 40);
  const there = (file: Attachment | undefined) =>
    file && state.clock.now() - file.createdAt >= delayMs ? file : undefined;

  for (const kind of ['blobs', 'representations']) {
    app.get(`/rails/active_storage/${kind}/redirect/:key/:name`, (c) => {
      const file = there(state.files.get(c.req.param('key')));
      if (!file) return gone(c);
      const ticket = `${file.key}.${state.clock.now() + LIVES_MS}`;
      const location = `${base()}/rails/active_storage/disk/${ticket}--${sign(ticket)}/${encodeURIComponent(file.filename)}`;
      return answer(c, 302, 'text/html; charset=utf-8', '', { location, 'cache-control': 'max-age=300, private' });
    });
  }

  app.get('/rails/active_storage/disk/:ticket/:name', (c) => {
    const [ticket = '', signature = ''] = c.req.param('ticket').split('--');
    const [fileKey = '', until = ''] = ticket.split('.');
    const file = there(state.files.get(fileKey));
    if (!file || signature !== sign(ticket) || Number(until) < state.clock.now()) return gone(c);
    const name = encodeURIComponent(file.filename);

    const ascii = file.filename.normalize('NFKD').replace(/[^\x20-\x7e]/g, '?');
    c.set('bytesOut', file.bytes.byteLength);
    return c.body(Uint8Array.from(file.bytes), 200, {
      'content-type': file.contentType,
      'content-disposition': `inline; filename="${ascii}"; filename*=UTF-8''${name}`,
      'content-length': String(file.bytes.byteLength),
      'cache-control': 'max-age=0, private, must-revalidate',
    });
  });
}

function gone(c: SandboxContext): Response {
  return answer(c, 404, 'text/html', '', { 'cache-control': 'no-cache' });
}
