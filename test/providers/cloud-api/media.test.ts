import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Misconfigured, Refused, Unreachable } from '../../../src/errors.ts';
import type { WantedMedia } from '../../../src/providers/provider.ts';
import { open360 } from '../open.ts';
import { MediaFault } from '../../../src/whatsapp/failures/media-fault.ts';
import { json, key, thrown, withServers } from '../360dialog/client-server.ts';
import { file, mediaServer, withMediaServers } from './media-server.ts';

withServers();
withMediaServers();

const bytes = Buffer.from(Uint8Array.from({ length: 3000 }, (_, index) => index % 256));
const digest = createHash('sha256').update(bytes);
const hex = digest.copy().digest('hex');
const base64 = digest.digest('base64');

const path = '/whatsapp_business/attachments/?mid=1400&source=webhook&ext=17&hash=AT%2Bs';
const atMeta = `https://lookaside.fbsbx.com${path}`;
const image: WantedMedia = { id: '1400', url: null, mime: 'image/jpeg', sha256: base64 };

const info = (url = atMeta, more: object = {}) =>
  json(200, { messaging_product: 'whatsapp', url, mime_type: 'image/jpeg', file_size: '3000', id: '1400', ...more });

const whole = (response: ServerResponse, call: string) => (call === 'GET /1400' ? info() : file(bytes))(response);

test('by id: asked for its address, fetched from our own base with the key, path and query kept', async () => {
  const { media, asked, calls } = await mediaServer(whole);
  const got = await media.fetchMedia(image);
  expect([got.mime, got.size, Buffer.compare(got.bytes, bytes)]).toEqual(['image/jpeg', 3000, 0]);
  expect(calls()).toEqual(['GET /1400', `GET ${path}`]);
  expect(asked.map(({ headers }) => headers['d360-api-key'])).toEqual([key, key]);
});

test("the webhook's own address spares the question", async () => {
  const { media, calls } = await mediaServer(whole);
  await media.fetchMedia({ ...image, url: atMeta });
  expect(calls()).toEqual([`GET ${path}`]);
});

test.each<[string, (host: string) => string, boolean]>([
  ['production', () => `https://waba-v2.360dialog.io${path}`, true],
  ['the sandbox', () => `https://waba-sandbox.360dialog.io${path}`, true],
  ['the base itself', (host) => `http://${host}${path}`, true],
  ['credentials in it', () => `https://a:b@lookaside.fbsbx.com${path}`, true],
  ['a foreign host', () => `https://evil.example.com${path}`, false],
  ['one that only begins like it', () => `https://lookaside.fbsbx.com.example.com${path}`, false],
  ['without encryption', () => `http://lookaside.fbsbx.com${path}`, false],
  ['another port', () => `https://lookaside.fbsbx.com:8443${path}`, false],
  ['a file', () => 'file:///etc/passwd', false],
  ['no address', () => 'not an address', false],
])('addresses of %s', async (_, url, taken) => {
  const { media, calls, host } = await mediaServer((response, call) =>
    (call === 'GET /1400' ? info(url(host)) : file(bytes))(response),
  );
  // In a webhook a foreign one is passed over, and the id asked.
  if (taken) await media.fetchMedia({ ...image, url: url(host) });
  else expect(await thrown(media.fetchMedia({ ...image, url: url(host) }))).toMatchObject({ fault: 'foreign_host' });
  expect(calls()).toEqual(taken ? [`GET ${path}`] : ['GET /1400']);
});

test.each([302, 400, 403, 404, 410])(
  "where the webhook's address is answered %i, the id is asked, once",
  async (status) => {
    const { media, calls } = await mediaServer((response, call, before) => {
      if (call === 'GET /1400') info()(response);
      else if (before === 0) json(status, '', { location: 'https://evil.example.com/' })(response);
      else file(bytes)(response);
    });
    expect((await media.fetchMedia({ ...image, url: atMeta })).size).toBe(3000);
    expect(calls()).toEqual([`GET ${path}`, 'GET /1400', `GET ${path}`]);
  },
);

test.each([401, 429, 500])('a %i is no better elsewhere', async (status) => {
  const { media, calls } = await mediaServer(json(status, {}));
  expect(await thrown(media.fetchMedia({ ...image, url: atMeta }))).toMatchObject({ name: 'Refused', status });
  expect(calls()).toHaveLength(1);
});

test('an address that died meanwhile is asked for anew once, and no more', async () => {
  const { media, calls } = await mediaServer((response, call) =>
    (call === 'GET /1400' ? info() : json(404, { error: { message: 'gone' } }))(response),
  );
  const error = await thrown(media.fetchMedia(image));
  expect(error).toMatchObject({ name: 'Refused', status: 404 });
  expect(calls()).toEqual(['GET /1400', `GET ${path}`, 'GET /1400', `GET ${path}`]);
  expect(error.message).not.toMatch(/hash|ATs|1400/);
});

test.each<[string, string | null, string | null, 'taken' | 'damaged']>([
  ['hex', hex, null, 'taken'],
  ['hex in capitals', hex.toUpperCase(), null, 'taken'],
  ['base64', base64, null, 'taken'],
  ['base64 for addresses', base64.replaceAll('+', '-').replaceAll('/', '_').replace('=', ''), null, 'taken'],
  ['an unknown form', 'abc', null, 'taken'],
  ['none', null, null, 'taken'],
  ['only that of the answer', null, hex, 'taken'],
  ['wrong hex', 'a'.repeat(64), null, 'damaged'],
  ['wrong base64', `${'A'.repeat(43)}=`, null, 'damaged'],
  ['a wrong one in the answer', null, 'b'.repeat(64), 'damaged'],
])('checksum: %s', async (_, sha256, told, wanted) => {
  const { media } = await mediaServer((response, call) =>
    (call === 'GET /1400' ? info(atMeta, told === null ? {} : { sha256: told }) : file(bytes))(response),
  );
  const fetched = media.fetchMedia({ ...image, sha256 });
  if (wanted === 'taken') expect((await fetched).size).toBe(3000);
  else expect(await thrown(fetched)).toMatchObject({ name: 'MediaFault', fault: wanted });
});

test('too large: told by the answer, by the length, or found while reading; the rest is left unread', async () => {
  let open = true;
  const endless = (response: ServerResponse) => {
    response.writeHead(200);
    response.on('close', () => (open = false));
    const more = () => {
      while (open && response.write(Buffer.alloc(1024)));
      if (open) response.once('drain', more);
    };
    more();
  };
  const cases: [object, (response: ServerResponse) => void, string[]][] = [
    [{ file_size: '2001' }, file(bytes), ['GET /1400']],
    [{ file_size: null }, file(bytes), ['GET /1400', `GET ${path}`]],
    [{ file_size: 5 }, endless, ['GET /1400', `GET ${path}`]],
  ];
  for (const [more, answer, wanted] of cases) {
    const { media, calls } = await mediaServer(
      (response, call) => (call === 'GET /1400' ? info(atMeta, more) : answer)(response),
      { maxBytes: 2000 },
    );
    expect(await thrown(media.fetchMedia(image))).toMatchObject({ name: 'MediaFault', fault: 'too_large' });
    expect(calls()).toEqual(wanted);
  }
  await expect.poll(() => open).toBe(false);
});

test('a file of just the largest size is taken', async () => {
  const { media } = await mediaServer(whole, { maxBytes: 3000 });
  expect((await media.fetchMedia(image)).size).toBe(3000);
});

test('a body that stops in the middle, and one that never ends, are no answer', async () => {
  const cut = await mediaServer((response, call) => {
    if (call === 'GET /1400') return void info()(response);
    response.writeHead(200, { 'content-length': 3000 });
    response.write(bytes.subarray(0, 10), () => response.destroy());
  });
  expect(await thrown(cut.media.fetchMedia(image))).toBeInstanceOf(Unreachable);
  const slow = await mediaServer(
    (response, call) => (call === 'GET /1400' ? info()(response) : void response.writeHead(200).write('x')),
    { timeoutMs: 80 },
  );
  expect(await thrown(slow.media.fetchMedia({ ...image, sha256: null }))).toBeInstanceOf(Unreachable);
});

test('the type: that of the webhook, else of the answer, else of the body; without parameters', async () => {
  const { media } = await mediaServer((response, call) =>
    (call === 'GET /1400' ? info(atMeta, { mime_type: 'Image/PNG' }) : file(bytes, 'image/webp'))(response),
  );
  const typeOf = async (more: Partial<WantedMedia>) => (await media.fetchMedia({ ...image, ...more })).mime;
  expect(await typeOf({ mime: 'audio/ogg; codecs=opus' })).toBe('audio/ogg');
  expect(await typeOf({ mime: null })).toBe('image/png');
  expect(await typeOf({ mime: null, url: atMeta })).toBe('image/webp');
});

test('an answer without an address is refused', async () => {
  const { media } = await mediaServer(json(200, {}));
  expect(await thrown(media.fetchMedia(image))).toBeInstanceOf(Refused);
});

test('any answer to the question gives a file or one of the three errors', async () => {
  let told: unknown;
  const { media } = await mediaServer((response, call) =>
    (call === 'GET /1400' ? json(200, JSON.stringify(told)) : file(bytes))(response),
  );
  const url = fc.oneof(fc.string(), fc.webUrl(), fc.constant(atMeta), fc.anything());
  const answer = fc.record({ url, mime_type: fc.anything(), file_size: fc.anything(), sha256: fc.anything() });
  await fc.assert(
    fc.asyncProperty(fc.oneof(answer, fc.jsonValue()), async (value) => {
      told = JSON.parse(JSON.stringify(value) || 'null');
      const result: unknown = await media.fetchMedia({ ...image, sha256: null }).catch((error: unknown) => error);
      const fine = result instanceof Error ? result instanceof Refused || result instanceof MediaFault : true;
      expect(fine, String(result)).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test('an upload: one multipart call with product, file, type and name', async () => {
  const { media, asked } = await mediaServer(json(200, { id: '1500' }));
  expect(await media.uploadMedia({ bytes, mime: 'application/pdf', filename: 'Año "1".pdf' })).toEqual({ id: '1500' });
  const [sent] = asked;
  expect([sent?.call, sent?.headers['d360-api-key']]).toEqual(['POST /media', key]);
  const form = await new Response(sent?.body ?? null, {
    headers: { 'content-type': sent?.headers['content-type'] ?? '' },
  }).formData();
  expect([...form.keys()]).toEqual(['messaging_product', 'file']);
  expect(form.get('messaging_product')).toBe('whatsapp');
  const part = form.get('file') as File;
  expect([part.type, part.name]).toEqual(['application/pdf', 'Año "1".pdf']);
  expect(Buffer.compare(Buffer.from(await part.arrayBuffer()), bytes)).toBe(0);
});

test('an upload that is refused says why, without the name of the file', async () => {
  const { media } = await mediaServer(
    json(400, { error: { code: 100, message: 'Param file: ana-perez.gif is no type' } }),
  );
  const error = await thrown(media.uploadMedia({ bytes, mime: 'image/gif', filename: 'ana-perez.gif' }));
  expect(error).toMatchObject({ name: 'Refused', status: 400, code: 100 });
  expect(error.message).not.toContain('ana');
  const without = await mediaServer(json(200, {}));
  expect(await thrown(without.media.uploadMedia({ bytes, mime: 'image/png', filename: 'a.png' }))).toBeInstanceOf(
    Refused,
  );
});

test('settings that cannot work are named at once', () => {
  expect(() => open360({ url: 'nowhere', apiKey: key })).toThrow(Misconfigured);
  expect(() => open360({ url: 'https://a.example.com', apiKey: 'a b' })).toThrow(Misconfigured);
});
