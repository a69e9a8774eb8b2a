import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { downloadVerdict } from '../../../src/chatwoot/download/download-failure.ts';
import { firstTarget, nextTarget } from '../../../src/chatwoot/download/download-target.ts';
import { collected } from '../../bytes.ts';
import { downloadFile, DownloadRefused, type DownloadOptions } from '../../../src/chatwoot/download/download.ts';
import { ChatwootUnreachable } from '../../../src/chatwoot/failures/unreachable.ts';

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

async function serving(answer: Answer): Promise<{ url: string; asked: IncomingMessage[] }> {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  closers.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const bytes = Buffer.from(Uint8Array.from({ length: 100_000 }, (_, i) => (i * 31) % 256));
const blob = '/rails/active_storage/blobs/redirect/abc--def/lista%20de%20precios.png';
const disk = '/rails/active_storage/disk/xyz--uvw/lista%20de%20precios.png';

/** As the recorded Chatwoot: a redirect, then the file with type and disposition. */
const chatwoot: Answer = (request, response) => {
  if (request.url === blob) return void response.writeHead(302, { location: disk }).end();
  if (request.url !== disk) return void response.writeHead(404, { 'content-type': 'text/html' }).end();
  const disposition = `inline; filename="lista de precios.png"; filename*=UTF-8''lista%20de%20precios.png`;
  response.writeHead(200, { 'content-type': 'image/png', 'content-disposition': disposition }).end(bytes);
};

const get = async (dataUrl: string, url: string, more: Partial<DownloadOptions> = {}) => {
  const file = await downloadFile(dataUrl, { url, maxBytes: 1_000_000, timeoutMs: 2000, ...more });
  return { ...file, bytes: await collected(file.bytes) };
};
const refusal = (it: Promise<unknown>) =>
  it.then(
    () => expect.fail('no error'),
    (error: unknown) => error as DownloadRefused,
  );

test('a file comes byte for byte, with its type and name, over Chatwoot’s redirect', async () => {
  const { url, asked } = await serving(chatwoot);
  const file = await get(url + blob, `${url}/public/api/v1/`);
  expect(Buffer.compare(file.bytes, bytes)).toBe(0);
  expect(file).toMatchObject({ type: 'image/png', name: 'lista de precios.png', size: null });
  for (const { headers } of asked) {
    expect(headers).not.toHaveProperty('api_access_token');
    expect(headers).not.toHaveProperty('cookie');
    expect(headers).not.toHaveProperty('authorization');
  }
});

test('the address people see Chatwoot at is asked for at the one we know it by, also in redirects', async () => {
  const { url, asked } = await serving((request, response) =>
    request.url === blob
      ? response.writeHead(302, { location: `https://chatwoot.example.com${disk}` }).end()
      : chatwoot(request, response),
  );
  const file = await get(`https://chatwoot.example.com${blob}`, url);
  expect(Buffer.compare(file.bytes, bytes)).toBe(0);
  expect(asked.map((it) => it.url)).toEqual([blob, disk]);
});

test.each([
  'https://other.example.com/file.png',
  'http://169.254.169.254/latest/meta-data',
  'file:///etc/passwd',
  'data:text/plain,x',
  'nonsense://x',
])('%s is never asked for', async (dataUrl) => {
  const { url, asked } = await serving(chatwoot);
  expect(await refusal(get(dataUrl, url))).toMatchObject({ kind: 'foreign' });
  expect(asked).toHaveLength(0);
});

test.each([
  ['http://other.example.com/x', 'without https'],
  ['https://127.0.0.1:9/x', 'private'],
  ['https://[::1]/x', 'private'],
  ['https://[::ffff:10.0.0.1]/x', 'private'],
  ['https://inside.example.com/x', 'private'],
  ['https://half.example.com/x', 'private'],
  ['https://user:pass@public.example.com/x', 'password'],
  ['ftp://public.example.com/x', 'nowhere'],
  ['', 'more than 5'],
])('a redirect to %j is not followed (%s)', async (location, why) => {
  const { url, asked } = await serving((_, response) => response.writeHead(302, { location }).end());
  const addresses: Record<string, string[]> = {
    'inside.example.com': ['10.1.2.3'],
    'half.example.com': ['93.184.215.14', 'fd00::1'],
  };
  const lookup = (host: string) => Promise.resolve(addresses[host] ?? ['93.184.215.14']);
  const error = await refusal(get(url + blob, url, { lookup }));
  expect(error).toMatchObject({ kind: 'redirect', message: expect.stringContaining(why) });
  expect(asked.length).toBe(location === '' ? 6 : 1);
});

const from = new URL(`http://chat.example.com:3000${blob}`);
const publicly = () => Promise.resolve(['93.184.215.14', '2606:2800:21f::1']);
const homeOf = (storageUrl: string | null = null) => firstTarget(from.href, { url: from.origin, storageUrl }).home;

test('by https to a public store it may lead, and only the addresses that were judged are connected to', async () => {
  const store = 'https://files.example.com/a?sig=x';
  expect(await nextTarget(store, from, homeOf(), publicly)).toEqual({
    go: new URL(store),
    addresses: ['93.184.215.14', '2606:2800:21f::1'],
  });
  const literal = await nextTarget('https://93.184.215.14/a', from, homeOf(), publicly);
  expect(literal).toMatchObject({ addresses: ['93.184.215.14'] });
});

test.each([
  'http://chat.example.com:9000/a',
  'http://chat.example.com/a',
  'https://chat.example.com:3000/a',
  'https://chat.example.com:22/a',
  'https://files.example.com:8443/a',
])('to %s it may not: another port of Chatwoot’s host, or of any other, is another door', async (location) => {
  expect(await nextTarget(location, from, homeOf(), publicly)).toHaveProperty('refused');
});

test.each([
  'https://0x7f.1/a',
  'https://2130706433/a',
  'https://0177.0.0.1/a',
  'https://[::ffff:7f00:1]/a',
  'https://[64:ff9b::7f00:1]/a',
])('%s is this machine, however it is written', async (location) => {
  const answer = await nextTarget(location, from, homeOf(), publicly);
  expect(answer).toMatchObject({ refused: expect.stringContaining('private') });
});

test('the storage that the operator names may be in the own network, and only it', async () => {
  const home = homeOf('http://minio.example.com:9000');
  const go = new URL('http://minio.example.com:9000/bucket/a?sig=1');
  expect(await nextTarget(go.href, from, home, publicly)).toEqual({ go });
  expect(await nextTarget('http://minio.example.com:9001/a', from, home, publicly)).toHaveProperty('refused');
});

test('a store’s file is fetched from where the redirect led', async () => {
  const store = await serving((_, response) => response.writeHead(200, { 'content-type': 'audio/ogg' }).end('ogg'));
  const { url } = await serving((_, response) =>
    response.writeHead(302, { location: `${store.url}/bucket/nota.ogg?sig=1` }).end(),
  );
  const file = await get(url + blob, url, { storageUrl: store.url });
  expect([Buffer.from(file.bytes).toString(), file.type, file.name]).toEqual(['ogg', 'audio/ogg', 'nota.ogg']);
  expect(await refusal(get(url + blob, url))).toMatchObject({ kind: 'redirect' });
  expect(store.asked).toHaveLength(1);
});

test('a name that means another address at each question is asked for once', async () => {
  const { url } = await serving((_, response) =>
    response.writeHead(302, { location: 'https://rebind.example.com/x' }).end(),
  );
  const answers = [['192.0.2.1', '93.184.215.14'], ['127.0.0.1']];
  let questions = 0;
  const lookup = () => Promise.resolve(answers[questions++] ?? []);
  expect(await refusal(get(url + blob, url, { lookup }))).toMatchObject({ kind: 'redirect' });
  expect(questions).toBe(1);
});

test('a name server that never answers ends with the time for the whole', async () => {
  const { url } = await serving((_, response) =>
    response.writeHead(302, { location: 'https://slow.example.com/x' }).end(),
  );
  const lookup = () => new Promise<string[]>(() => undefined);
  expect(await refusal(get(url + blob, url, { lookup, timeoutMs: 100 }))).toMatchObject({ kind: 'timeout' });
});

test('a file that is cut on its way is none', async () => {
  const { url } = await serving((_, response) => {
    response.writeHead(200, { 'content-type': 'image/png', 'content-length': '1000' }).write('half');
    setImmediate(() => response.destroy());
  });
  expect(await refusal(get(url + blob, url))).toMatchObject({ kind: 'cut' });
});

test('too large: by what is said, and by what comes', async () => {
  const said = await serving(chatwoot);
  expect(await refusal(get(said.url + blob, said.url, { maxBytes: 99_999 }))).toMatchObject({ kind: 'too_large' });
  expect((await get(said.url + blob, said.url, { maxBytes: 100_000 })).bytes).toHaveLength(100_000);
  const unsaid = await serving((_, response) => {
    response.writeHead(200, { 'content-type': 'video/mp4' });
    const more = setInterval(() => response.write(Buffer.alloc(60_000)), 2);
    response.on('close', () => clearInterval(more));
  });
  expect(await refusal(get(unsaid.url + blob, unsaid.url, { maxBytes: 200_000 }))).toMatchObject({ kind: 'too_large' });
});

test('a page in place of the file is none; a page that is the file is', async () => {
  const login = await serving((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'));
  expect(await refusal(get(login.url + blob, login.url))).toMatchObject({ kind: 'not_a_file' });
  const page = await serving((_, response) =>
    response
      .writeHead(200, { 'content-type': 'text/html', 'content-disposition': 'attachment; filename="a.html"' })
      .end('<html>'),
  );
  expect(await get(page.url + blob, page.url)).toMatchObject({ type: 'text/html', name: 'a.html' });
});

test('too slow, and nobody there', async () => {
  const slow = await serving((_, response) => response.writeHead(200, { 'content-type': 'image/png' }).write('x'));
  expect(await refusal(get(slow.url + blob, slow.url, { timeoutMs: 100 }))).toMatchObject({ kind: 'timeout' });
  expect(await refusal(get(`http://127.0.0.1:9${blob}`, 'http://127.0.0.1:9'))).toBeInstanceOf(ChatwootUnreachable);
});

test('what to do: a file not there yet is looked for again for a minute', async () => {
  const { url } = await serving(chatwoot);
  const error = await refusal(get(`${url}/rails/active_storage/blobs/redirect/forged/x.png`, url));
  expect(error).toMatchObject({ kind: 'not_there', status: 404 });
  expect(downloadVerdict(error, 1, 59_999)).toEqual({ do: 'retry', afterMs: 3000 });
  expect(downloadVerdict(error, 1, 60_000)).toMatchObject({ do: 'give_up' });
});

test('what to do in the other cases', () => {
  const answered = (status: number, retryAfter: number | null = null) =>
    new DownloadRefused('answer', 'x', { status, retryAfter });
  expect(downloadVerdict(answered(503, 9), 1, 0)).toEqual({ do: 'retry', afterMs: 9000 });
  expect(downloadVerdict(answered(403), 1, 0)).toEqual({ do: 'retry' });
  expect(downloadVerdict(answered(403), 8, 0)).toMatchObject({ do: 'give_up' });
  expect(downloadVerdict(answered(410), 1, 0)).toMatchObject({ do: 'give_up' });
  for (const kind of ['foreign', 'redirect', 'too_large', 'not_a_file'] as const) {
    const verdict = downloadVerdict(new DownloadRefused(kind, 'x'), 1, 0);
    expect(verdict).toMatchObject({ do: 'give_up', fix: expect.stringMatching(/.{20}/) });
  }
  const away = new ChatwootUnreachable('GET a file', 'refused', { unclear: false });
  expect(downloadVerdict(away, 23, 1e9)).toEqual({ do: 'retry' });
  expect(downloadVerdict(away, 24, 1e9)).toMatchObject({ do: 'give_up' });
});
