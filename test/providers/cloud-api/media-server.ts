import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import type { FetchedMedia, WantedMedia } from '../../../src/providers/provider.ts';
import { open360 } from '../open.ts';
import { given, memorySink } from '../../bytes.ts';
import { key } from '../360dialog/client-server.ts';

export interface Asked {
  call: string;
  headers: IncomingHttpHeaders;
  body: Buffer<ArrayBuffer>;
}

const closing: (() => void)[] = [];
/** Closes the servers of each test of this file at its end. */
export function withMediaServers(): void {
  afterEach(() => {
    for (const close of closing.splice(0)) close();
  });
}

/** The file side of 360dialog, with files as bytes. */
export interface WholeMedia {
  fetchMedia: (media: WantedMedia) => Promise<FetchedMedia & { bytes: Buffer<ArrayBuffer> }>;
  uploadMedia: (file: { bytes: Uint8Array; mime: string; filename: string }) => Promise<{ id: string }>;
}

/** A real server of files; `answer` is given `GET /path?query` and how often that was asked before. */
export async function mediaServer(
  answer: (response: ServerResponse, call: string, before: number) => void,
  options: { timeoutMs?: number; maxBytes?: number } = {},
): Promise<{ media: WholeMedia; asked: Asked[]; calls: () => string[]; host: string }> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const call = `${request.method ?? ''} ${request.url ?? ''}`;
      const before = asked.filter((one) => one.call === call).length;
      asked.push({ call, headers: request.headers, body: Buffer.concat(chunks) });
      answer(response, call, before);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { timeoutMs = 5_000, ...more } = options;
  const streamed = open360({ url: `http://${host}`, apiKey: key }, timeoutMs, more);
  const media: WholeMedia = {
    async fetchMedia(wanted) {
      const sink = memorySink();
      const got = await streamed.fetchMedia(wanted, sink);
      const bytes = sink.bytes();
      if (!bytes) throw new Error('it resolved before the end of the file');
      return { ...got, bytes };
    },
    uploadMedia: ({ bytes, ...file }) => streamed.uploadMedia({ ...file, bytes: given(bytes), size: bytes.length }),
  };
  return { media, asked, calls: () => asked.map(({ call }) => call), host };
}

export const file =
  (bytes: Uint8Array, type = 'image/jpeg') =>
  (response: ServerResponse) =>
    response.writeHead(200, { 'content-type': type, 'content-length': bytes.length }).end(bytes);
