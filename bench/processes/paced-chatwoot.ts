import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { numberIn } from '../worlds/waiting.ts';

/**
 * A Chatwoot that takes so many requests a second however many call at once: one after the other, each its part of a second, as one does
 * that has no core left. Down it answers 502 at once, as the proxy in front of it. Knows conversations whose id is the person's, and how
 * each person's messages come: 1, 2, 3 …
 *
 * A message to it sets how many a second (null: down) and is answered by what has come since the last one.
 */
export interface Came {
  /** Messages taken. */
  count: number;
  /** Since it was told how many it takes: until the first, and until the last of them. Milliseconds. */
  firstMs: number;
  lastMs: number;
  /** Messages that came before an earlier one of the same person, or twice. */
  wrong: number;
}

let perSecond: number | null = null;
/** When it has done all that was asked of it so far. */
let freeAt = 0;
let since = 0;
let lastId = 0;
let came: Came = { count: 0, firstMs: NaN, lastMs: NaN, wrong: 0 };
const kept = new Map<string, { id: number; content: string; message_type: 0; created_at: number }[]>();

const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (some: string) => (body += some));
  request.on('end', () => {
    if (perSecond === null) return void response.writeHead(502).end('<html>502 Bad Gateway</html>');
    const now = performance.now();
    freeAt = Math.max(now, freeAt) + 1_000 / perSecond;
    setTimeout(() => json(response, answer(request, body)), freeAt - now);
  });
});

function json(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function answer({ method, url = '/' }: IncomingMessage, body: string): unknown {
  const [, conversation] = /\/conversations\/(\d+)\/messages/.exec(url) ?? [];
  if (conversation === undefined) return { identifier: 'bench-inbox', name: 'bench' };
  const messages = kept.get(conversation) ?? [];
  kept.set(conversation, messages);
  if (method === 'GET') return messages.slice(-20);
  const { content } = JSON.parse(body) as { content: string };
  const message = { id: (lastId += 1), content, message_type: 0, created_at: Math.floor(Date.now() / 1_000) } as const;
  messages.push(message);
  const at = performance.now() - since;
  came.count += 1;
  if (came.count === 1) came.firstMs = at;
  came.lastMs = at;
  if (numberIn(content) !== messages.length) came.wrong += 1;
  return message;
}

await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
process.on('message', (told: { perSecond?: number }) => {
  process.send?.({ ...came });
  if (told.perSecond === undefined) return;
  ({ perSecond } = told);
  since = performance.now();
  came = { count: 0, firstMs: NaN, lastMs: NaN, wrong: 0 };
});
process.on('disconnect', () => process.exit(0));
