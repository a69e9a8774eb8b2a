import type { Hono } from 'hono';
import { answer, type SandboxEnv } from '../http.ts';
import type { Side } from '../providers/side.ts';
import { ok, refused } from './answers.ts';
import { bare, UPLOAD_BYTES, UPLOADABLE } from './media-kinds.ts';
import { sha256Hex } from './media.ts';
import type { WhatsAppState } from './people.ts';
import { bad } from './validate.ts';

/** `POST /media`, `GET` and `DELETE /{media-id}`, and the bytes under Meta's path. */
export function mediaRoutes(
  app: Hono<SandboxEnv>,
  { numberAt, filesAt, wantsType, noFile, fail }: Pick<Side, 'numberAt' | 'filesAt' | 'wantsType' | 'noFile' | 'fail'>,
  { media }: WhatsAppState,
): void {
  app.post(`${numberAt[0] ?? ''}/media`, async (c) => {
    const form = await c.req.formData().catch(() => null);
    if (form?.get('messaging_product') !== 'whatsapp') {
      return refused(c, bad(100, 'The parameter messaging_product is required.'));
    }
    const file = form.get('file');
    if (!(file instanceof File)) return refused(c, bad(100, 'The parameter file is required.'));
    const told = form.get('type');
    if (wantsType && typeof told !== 'string') return refused(c, bad(100, 'The parameter type is required.'));
    const mime = file.type || (typeof told === 'string' ? told : '');
    if (!UPLOADABLE.includes(bare(mime))) {
      const types = UPLOADABLE.join(', ');
      const got = mime || 'application/octet-stream';
      return refused(
        c,
        bad(
          100,
          `Param file must be a file with one of the following types: ${types}. Received file of type '${got}'.`,
        ),
      );
    }
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (bytes.length === 0) return refused(c, bad(100, 'The file is empty.'));
    if (bytes.length > UPLOAD_BYTES) return refused(c, tooBig(bytes.length));
    return ok(c, { id: media.add({ bytes, mime, name: file.name || null, origin: 'uploaded' }).id });
  });

  app.get('/whatsapp_business/attachments', (c) => {
    const file = media.open(c.req.query());
    if (!file) return fail(c, 404, 'Media not found');
    c.set('bytesOut', file.bytes.byteLength);
    return c.body(Uint8Array.from(file.bytes), 200, {
      'content-type': bare(file.mime),
      'content-length': String(file.bytes.byteLength),
    });
  });

  app.get(`${filesAt}/:media{\\d+}`, (c) => {
    const file = media.find(c.req.param('media'));
    if (!file) return noFile(c);
    return answer(c, 200, 'application/json', JSON.stringify(infoOf(media.address(file, false), file)));
  });

  app.delete(`${filesAt}/:media{\\d+}`, (c) =>
    media.remove(c.req.param('media')) ? ok(c, { success: true }) : noFile(c),
  );
}

function infoOf(url: string, file: { id: string; mime: string; bytes: Uint8Array }): Record<string, unknown> {
  return {
    messaging_product: 'whatsapp',
    url,
    mime_type: bare(file.mime),
    sha256: sha256Hex(file.bytes),
    file_size: String(file.bytes.length),
    id: file.id,
  };
}

function tooBig(bytes: number) {
  return { status: 400, code: 131053, title: 'Media upload error', details: `The file has ${bytes} bytes.` };
}
