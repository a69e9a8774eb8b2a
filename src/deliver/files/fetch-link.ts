import { lookup as dnsLookup } from 'node:dns/promises';
import type { Sink } from '../../sink.ts';
import { nameInAddress, nameInDisposition } from '../../wire/file-name.ts';
import { free } from '../../wire/free.ts';
import { get } from '../../wire/get.ts';
import { mediaType } from '../../wire/media-type.ts';
import { whyNoAnswer } from '../../wire/no-answer.ts';
import { FileLost } from './lost-file.ts';
import { linkTarget, type Lookup } from './link-target.ts';

export interface LinkOptions {
  /** From here a file is fetched whatever the address is, by http too. */
  origins: readonly string[];
  /** Bytes. */
  maxBytes: number;
  /** For all of it, redirects included. Milliseconds. */
  timeoutMs: number;
  /** For tests; the system's where absent. */
  lookup?: Lookup;
}

const REDIRECTS = 5;
const headers = { Accept: '*/*', 'Accept-Encoding': 'identity' };
const systemLookup: Lookup = async (host) => (await dnsLookup(host, { all: true })).map(({ address }) => address);

/**
 * Fetches a file from an address that a bot gave, with neither key nor cookie.
 *
 * @throws FileLost with what is to be told; what the sink throws
 */
export async function fetchLink(
  address: string,
  sink: Sink,
  options: LinkOptions,
): Promise<{ mime: string; size: number; name: string | null }> {
  const signal = AbortSignal.timeout(options.timeoutMs);
  const broke: { by?: unknown } = {};
  try {
    const { response, url } = await follow(address, signal, options);
    return await pour(response, url, sink, options.maxBytes, broke);
  } catch (error) {
    if (error instanceof FileLost || error === broke.by) throw error;
    const { kind, code } = whyNoAnswer(signal.aborted ? signal.reason : error);
    const tls = kind === 'tls' ? ', its certificate is not valid' : '';
    throw new FileLost('unreachable', `no answer (${code || kind}${tls})`, true);
  }
}

async function follow(
  address: string,
  signal: AbortSignal,
  { origins, lookup = systemLookup }: LinkOptions,
): Promise<{ response: Response; url: URL }> {
  const over = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  over.catch(() => undefined);
  // A name server that does not answer ends with the time for the whole.
  const inTime: Lookup = (host) => Promise.race([lookup(host), over]);
  for (let at = address, hops = 0; ; hops++) {
    const target = await linkTarget(at, origins, inTime);
    if ('refused' in target) throw new FileLost('refused', `${hops > 0 ? 'led on: ' : ''}${target.refused}`);
    const { go: url, addresses } = target;
    const response = await get(url, { signal, headers, ...(addresses ? { addresses } : {}) });
    if (response.status < 300 || response.status >= 400) return { response, url };
    await response.body?.cancel();
    if (hops === REDIRECTS) throw new FileLost('refused', `more than ${REDIRECTS} redirects`);
    at = URL.parse(response.headers.get('location') ?? '', url.href)?.href ?? '';
  }
}

async function pour(
  response: Response,
  url: URL,
  sink: Sink,
  maxBytes: number,
  broke: { by?: unknown },
): Promise<{ mime: string; size: number; name: string | null }> {
  const { status, headers: told } = response;
  const disposition = told.get('content-disposition');
  const mime = mediaType(told.get('content-type'));
  const length = told.get('content-encoding') === null ? told.get('content-length') : null;
  const why =
    status !== 200
      ? new FileLost(status === 404 || status === 410 ? 'gone' : 'unreachable', `answered ${status}`, isPassing(status))
      : mime === 'text/html' && disposition === null
        ? new FileLost('page', 'a page was answered in its place')
        : Number(length ?? 0) > maxBytes
          ? tooLarge(maxBytes)
          : null;
  if (why) {
    await response.body?.cancel();
    throw why;
  }
  /** What stops it on our side is no fault of theirs. */
  const ours = async (work: Promise<void>) => {
    await work.catch((error: unknown) => {
      broke.by = error;
      throw error;
    });
  };
  await ours(sink.begin(length === null ? null : Number(length)));
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge(maxBytes);
    await ours(sink.write(chunk));
    free(chunk);
  }
  if (size === 0) throw new FileLost('empty', 'the file is empty');
  await ours(sink.end());
  return { mime, size, name: nameInDisposition(disposition) ?? nameInAddress(url.href) };
}

const isPassing = (status: number): boolean => status >= 500 || status === 408 || status === 425 || status === 429;

const tooLarge = (most: number) => new FileLost('too_large', `larger than ${Math.round(most / 1_000_000)} MB`);
