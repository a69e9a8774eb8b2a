import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import type { Provider } from '../../../src/providers/provider.ts';
import { open360 } from '../open.ts';
import type { SendPart } from '../../../src/whatsapp/write/compose.ts';

export interface Asked {
  method: string | undefined;
  path: string | undefined;
  key: string | string[] | undefined;
  body: unknown;
}

const closing: (() => void)[] = [];
/** Closes the servers of each test of this file at its end. */
export function withServers(): void {
  afterEach(() => {
    for (const close of closing.splice(0)) close();
  });
}

export const key = 'sample-key-0123456789';
export const part: SendPart = { type: 'text', text: { body: 'my secret words', preview_url: false } };
export const ana = { to: '5491155550123' };

/** A real server that answers each call as told, and notes what was asked. */
export async function against(
  answer: (response: ServerResponse, asked: Asked) => void,
  options: { path?: string; timeoutMs?: number } = {},
): Promise<{ client: Provider; asked: Asked[]; origin: string }> {
  const asked: Asked[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const call = {
        method: request.method,
        path: request.url,
        key: request.headers['d360-api-key'],
        body: text ? JSON.parse(text) : null,
      };
      asked.push(call);
      answer(response, call);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = open360({ url: origin + (options.path ?? ''), apiKey: key }, options.timeoutMs ?? 5000);
  return { client, asked, origin };
}

export const json =
  (status: number, body: unknown, headers: Record<string, string> = {}) =>
  (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };

/** What a call threw. */
export async function thrown(call: Promise<unknown>): Promise<Error> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error('it did not fail');
  return error;
}

export const taken = {
  messaging_product: 'whatsapp',
  contacts: [{ input: '5491155550123', wa_id: '5491155550123' }],
  messages: [{ id: 'wamid.OUT' }],
};
