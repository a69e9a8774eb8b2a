import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What came in. */
export interface Call {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: unknown;
}

/** A loopback server whose answers a test writes itself. */
export interface Stand {
  url: string;
  calls: Call[];
  close(): Promise<void>;
}

export async function stand(answer: (call: Call, response: ServerResponse) => void): Promise<Stand> {
  const calls: Call[] = [];
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const text = Buffer.concat(parts).toString();
      const body: unknown = text === '' ? null : JSON.parse(text);
      const call = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body };
      calls.push(call);
      answer(call, response);
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
    .end(JSON.stringify(body));
}

export function html(response: ServerResponse, status: number, title: string): void {
  response
    .writeHead(status, { 'content-type': 'text/html; charset=UTF-8' })
    .end(`<!DOCTYPE html>\n<html lang="en"><head><title>${title}</title></head></html>`);
}

export const notFound = { status: 404, error: 'Not Found' };

export const inbox = {
  identifier: 'inbox-whatsapp',
  identity_validation_enabled: false,
  name: 'WhatsApp',
  timezone: 'UTC',
  working_hours: [],
  working_hours_enabled: false,
  csat_survey_enabled: false,
  greeting_enabled: false,
};

export const contact = {
  source_id: '5491155550020',
  pubsub_token: 'EXAMPLEpubsubToken00001',
  id: 18,
  name: 'Rosa',
  email: null,
  phone_number: '+5491155550020',
};

export const message = (id: number, content: string | null, message_type = 0) => ({
  id,
  content,
  message_type,
  content_type: 'text',
  content_attributes: {},
  created_at: 1795342234,
  conversation_id: 5,
});

export const conversation = {
  id: 5,
  uuid: 'b1765bc6-28b8-457d-a632-2a6e3153461f',
  inbox_id: 1,
  contact_last_seen_at: 0,
  status: 'open',
  agent_last_seen_at: 0,
  messages: [],
};
