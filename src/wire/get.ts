import { request as plain } from 'node:http';
import { request as secure } from 'node:https';
import { isIPv6, type LookupFunction } from 'node:net';
import type { Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

export interface GetOptions {
  /** Ends the call, and the reading of the answer with it. */
  signal: AbortSignal;
  headers?: Record<string, string>;
  /**
   * The addresses to connect to in place of asking for the host's name once more: those that were judged. Name and certificate
   * are still the host's.
   */
  addresses?: readonly string[];
}

const NO_BODY = [204, 205, 304];

/**
 * A GET on a connection of its own, for places that we do not choose: the built-in `fetch` cannot be told where to connect, so
 * a name may mean another address when it connects than it meant when it was judged. Redirects are not followed.
 */
export function get(url: URL, { signal, headers = {}, addresses }: GetOptions): Promise<Response> {
  const request = url.protocol === 'https:' ? secure : plain;
  const lookup = addresses && onlyAt(addresses);
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers, signal, agent: false, ...(lookup ? { lookup } : {}) }, (answer) => {
      const status = answer.statusCode ?? 0;
      // An error that comes later reaches whoever reads the body; one that comes with nobody reading must not end the process.
      const body = unpacked(answer, answer.headers['content-encoding']).on('error', () => undefined);
      const told = new Headers();
      for (let i = 0; i + 1 < answer.rawHeaders.length; i += 2) {
        told.append(answer.rawHeaders[i] ?? '', answer.rawHeaders[i + 1] ?? '');
      }
      const stream = NO_BODY.includes(status) ? null : streamOf(body);
      try {
        // The web framework's own Response, which takes the standard one's place in a running service, would take any.
        if (status < 200 || status > 599) throw new RangeError(`status ${status}`);
        resolve(new Response(stream, { status, headers: told }));
      } catch (error) {
        answer.destroy();
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
    asked.on('error', (error) => reject(signal.aborted ? (signal.reason as Error) : error)).end();
  });
}

/**
 * Not by `Readable.toWeb`: that copies each piece, and what was read from the socket is held until the engine comes to clean up: 46 MB of a
 * few large files at once. These are what was read, and whoever is through with one may give it back (`free`).
 */
function streamOf(body: Readable): ReadableStream<Uint8Array> {
  const pieces = body[Symbol.asyncIterator]() as AsyncIterator<Uint8Array, undefined>;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await pieces.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
      cancel: () => void body.destroy(),
    },
    { highWaterMark: 0 },
  );
}

/** Answers every question for a name with these addresses. */
function onlyAt(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  return (_host, { all: wantsAll }, done) => {
    const [first] = all;
    if (!first) return done(new Error('no address'), '');
    return wantsAll ? done(null, all) : done(null, first.address, first.family);
  };
}

const packings = new Map<string, () => Transform>([
  ['gzip', () => createGunzip()],
  ['x-gzip', () => createGunzip()],
  ['deflate', () => createInflate()],
  ['br', () => createBrotliDecompress()],
]);

/** Stores keep some files packed and send them so, asked for or not. */
function unpacked(answer: Readable, encoding: string | undefined): Readable {
  const make = packings.get(encoding?.trim().toLowerCase() ?? '');
  if (!make) return answer;
  const unpack = make();
  answer.on('error', (error) => unpack.destroy(error));
  unpack.on('close', () => answer.destroy());
  return answer.pipe(unpack);
}
