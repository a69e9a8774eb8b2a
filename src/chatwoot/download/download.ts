import { lookup as dnsLookup } from 'node:dns/promises';
import { systemClock, type Clock } from '../../clock.ts';
import { Refused } from '../../errors.ts';
import { nameInAddress, nameInDisposition } from '../../wire/file-name.ts';
import { get } from '../../wire/get.ts';
import { mediaType } from '../../wire/media-type.ts';
import { retryAfterSeconds } from '../../wire/retry-after.ts';
import { firstTarget, nextTarget, type Lookup, type Target, type Way } from './download-target.ts';
import { noAnswer } from '../failures/unreachable.ts';

/** A file of an agent's message. */
export interface Download {
  /**
   * As they come; read once, and left where no more is wanted. Throws as `downloadFile` does, also where more comes than was told or
   * than `maxBytes`.
   */
  bytes: AsyncIterable<Uint8Array>;
  /** As told; null where nothing was. Never more than `maxBytes`. */
  size: number | null;
  /** Media type without parameters; `application/octet-stream` where none was told. */
  type: string;
  /** As Chatwoot names it, else from the address. Not cleaned. */
  name: string | null;
}

export interface DownloadOptions {
  /** As in `CHATWOOT_URL`. */
  url: string;
  /** A larger file is not fetched to its end. Bytes. */
  maxBytes: number;
  /** For all of it, redirects and reading included. Milliseconds, 60,000 by default. */
  timeoutMs?: number;
  /** As in `CHATWOOT_STORAGE_URL`. */
  storageUrl?: string | null;
  lookup?: Lookup;
  clock?: Clock;
}

/**
 * `foreign`: not Chatwoot's, and never asked for · `redirect`: led where we do not follow · `too_large` ·
 * `not_there`: 404, for a moment also for a file just sent · `not_a_file`: a page, such as a login · `answer`: any other.
 */
export type DownloadRefusal = 'foreign' | 'redirect' | 'too_large' | 'not_there' | 'not_a_file' | 'answer';

export class DownloadRefused extends Refused {
  readonly kind: DownloadRefusal;

  constructor(kind: DownloadRefusal, why: string, facts: { status?: number; retryAfter?: number | null } = {}) {
    super(`The file of the message: ${why}`, { status: facts.status ?? 0, retryAfter: facts.retryAfter ?? null });
    this.kind = kind;
  }
}

const REDIRECTS = 5;
const CALL = 'GET a file';

const headers = { Accept: '*/*', 'Accept-Encoding': 'identity' };

const systemLookup: Lookup = async (host) => (await dnsLookup(host, { all: true })).map(({ address }) => address);

/**
 * Fetches the `data_url` of an attachment: from Chatwoot's own host, and from there only where its own redirects lead
 * (at most 5). No token and no cookie goes along: the address itself is the key, and its redirect holds for 5 minutes,
 * so each try begins at the `data_url` again.
 *
 * @throws DownloadRefused, ChatwootUnreachable; see `downloadVerdict`
 */
export async function downloadFile(dataUrl: string, options: DownloadOptions): Promise<Download> {
  const signal = AbortSignal.timeout(options.timeoutMs ?? 60_000);
  const lookup = inTime(options.lookup ?? systemLookup, signal);
  const first = firstTarget(dataUrl, options);
  let target = goOrThrow(first.target, 'foreign');
  try {
    for (let hops = 0; ; hops++) {
      const { go: url, addresses } = target;
      const response = await get(url, { signal, headers, ...(addresses ? { addresses } : {}) });
      if (response.status < 300 || response.status >= 400) return await fileIn(response, url, options, signal);
      await response.body?.cancel();
      if (hops === REDIRECTS) throw new DownloadRefused('redirect', `more than ${REDIRECTS} redirects`);
      const location = response.headers.get('location') ?? '';
      target = goOrThrow(await nextTarget(location, url, first.home, lookup), 'redirect');
    }
  } catch (error) {
    throw failure(error, signal);
  }
}

/** A name server that does not answer ends with the time for the whole. */
function inTime(lookup: Lookup, signal: AbortSignal): Lookup {
  const over = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  over.catch(() => undefined);
  return (host) => Promise.race([lookup(host), over]);
}

function goOrThrow(target: Target, kind: DownloadRefusal): Way {
  if ('go' in target) return target;
  throw new DownloadRefused(kind, target.refused);
}

async function fileIn(response: Response, url: URL, options: DownloadOptions, signal: AbortSignal): Promise<Download> {
  const { maxBytes, clock = systemClock } = options;
  const { status, headers } = response;
  const disposition = headers.get('content-disposition');
  const type = mediaType(headers.get('content-type'));
  const page = type === 'text/html' && disposition === null;
  const length = headers.get('content-length');
  // Of what is compressed on the way it is another's length.
  const size = length === null || headers.get('content-encoding') !== null ? null : Number(length);
  const large = size !== null && size > maxBytes;
  if (status !== 200 || page || large) await response.body?.cancel();
  if (status === 404) throw new DownloadRefused('not_there', 'Chatwoot does not have it (404)', { status });
  if (status !== 200) {
    const retryAfter = retryAfterSeconds(headers, clock.now());
    throw new DownloadRefused('answer', `answered ${status}`, { status, retryAfter });
  }
  if (page) throw new DownloadRefused('not_a_file', 'a page was answered in its place', { status });
  if (large) throw tooLarge(maxBytes);
  const name = nameInDisposition(disposition) ?? nameInAddress(url.href);
  return { bytes: upTo(maxBytes, response, signal), size, type, name };
}

/** What comes, whatever its length was said to be. */
async function* upTo(maxBytes: number, response: Response, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  let size = 0;
  try {
    for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      size += part.length;
      if (size > maxBytes) throw tooLarge(maxBytes);
      yield part;
    }
  } catch (error) {
    throw failure(error, signal);
  }
}

/** Whoever reads is told why it ended: what reading throws then is only that it did. */
const failure = (error: unknown, signal: AbortSignal): Error =>
  error instanceof DownloadRefused ? error : noAnswer(signal.aborted ? signal.reason : error, CALL, false);

const tooLarge = (maxBytes: number) =>
  new DownloadRefused('too_large', `larger than ${maxBytes} bytes`, { status: 200 });
