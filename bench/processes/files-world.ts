import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * WhatsApp and Chatwoot as far as files need them, in a process of their own: files are made while they are sent and counted while they
 * come, so that none is in memory. Arguments: how many files, and how many bytes each. Tells its address and the files' SHA-256, then how
 * many files arrived on each side, whenever it is asked.
 */
const [files = 1, size = 1] = process.argv.slice(2).map(Number);
const piece = Buffer.from(Uint8Array.from({ length: 65_536 }, (_, i) => (i * 31 + (i >> 8)) & 255));
const arrived = { whatsapp: 0, chatwoot: 0, wrong: 0 };

/** The same bytes for every file; it begins as a PDF does. */
function* bytes(): Generator<Buffer> {
  const head = Buffer.from('%PDF-1.7\n');
  yield head;
  for (let left = size - head.length; left > 0; left -= piece.length)
    yield piece.subarray(0, Math.min(left, piece.length));
}

const hash = createHash('sha256');
for (const some of bytes()) hash.update(some);
const sha256 = hash.digest('base64');

function json(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** As fast as the other side takes it. */
async function giveFile(response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  response.writeHead(200, { 'content-type': 'application/pdf', 'content-length': size });
  for (const some of bytes())
    if (!response.write(some) && !response.destroyed)
      await once(response, 'drain', { signal: gone.signal }).catch(() => undefined);
  response.end();
}

/** Counts a form with one file, whose length must have been told. */
async function takeFile(request: IncomingMessage, side: 'whatsapp' | 'chatwoot'): Promise<void> {
  let length = 0;
  for await (const some of request) length += (some as Buffer).length;
  const told = Number(request.headers['content-length']);
  if (told !== length || length < size || length > size + 2_000) arrived.wrong += 1;
  arrived[side] += 1;
}

const now = () => Math.floor(Date.now() / 1_000);
const people = new Map<string, number>();
const numberOf = (sourceId: string) => {
  const number = people.get(sourceId) ?? people.size + 1;
  people.set(sourceId, number);
  return number;
};
const message = (id: number, content: string | null, more: object = {}) => ({
  id,
  content,
  message_type: 0,
  created_at: now(),
  ...more,
});
let lastId = 1_000;
/** Conversations in which the agent has sent a file. */
const sentByAgent = new Map<number, number>();

function agentsMessage(conversation: number): object[] {
  const id = sentByAgent.get(conversation);
  if (id === undefined) return [];
  const data_url = `${origin()}/rails/active_storage/blobs/${conversation}/lista.pdf`;
  const attachment = { id, message_id: id, file_type: 'file', file_size: size, data_url };
  return [
    message(id, null, { message_type: 1, sender: { id: 1, type: 'user', name: 'Ana' }, attachments: [attachment] }),
  ];
}

const server = createServer((request, response) => {
  void answer(request, response).catch(() => response.destroy());
});
const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', origin());
  const call = `${request.method ?? ''} ${url.pathname}`;
  if (call.startsWith('GET /whatsapp_business/attachments')) return await giveFile(response);
  if (call.startsWith('GET /rails/active_storage')) return await giveFile(response);
  if (call === 'POST /media') {
    await takeFile(request, 'whatsapp');
    return json(response, { id: String(5_000 + arrived.whatsapp) });
  }
  const [, , , , , , , sourceId = '', part, conversation = '', messages] = url.pathname.split('/');
  const isFile = /^multipart/.test(request.headers['content-type'] ?? '');
  if (isFile) await takeFile(request, 'chatwoot');
  else for await (const _ of request);
  if (call === 'POST /messages')
    return json(response, { contacts: [{ wa_id: '1' }], messages: [{ id: `wamid.out.${(lastId += 1)}` }] });
  if (!url.pathname.startsWith('/public/')) return json(response, { status: 'ok' });
  if (messages === 'messages' && request.method === 'POST')
    return json(response, message((lastId += 1), isFile ? null : 'x'));
  if (messages === 'messages') return json(response, agentsMessage(Number(conversation)));
  const about = { inbox_id: 1, status: 'open', messages: [] };
  if (part === 'conversations')
    return json(response, request.method === 'POST' ? { id: numberOf(sourceId), ...about } : []);
  if (call.endsWith('/contacts') || sourceId !== '') {
    const id = numberOf(sourceId || `new ${people.size}`);
    return json(response, { id, source_id: sourceId, pubsub_token: `token${id}`, name: 'x' });
  }
  json(response, { identifier: 'bench-inbox', name: 'bench' });
}

await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
process.send?.({ url: origin(), sha256 });
process.on('message', (told: { agents?: number[] }) => {
  for (const conversation of told.agents ?? []) sentByAgent.set(conversation, (lastId += 1));
  process.send?.({ ...arrived, files });
});
process.on('disconnect', () => process.exit(0));
