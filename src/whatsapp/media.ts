import { Refused } from '../errors.ts';
import { addresses, mustBeKey } from './addresses.ts';
import { answered, asker, caller, withText, type Answer, type CallOptions } from './call.ts';
import { mediaType } from '../wire/media-type.ts';
import { number, record, trimmed } from '../wire/read.ts';
import { hasSha256, sha256In } from '../wire/secret.ts';

/** The files of WhatsApp: what people sent is fetched, what is to be sent is uploaded first. Nothing is tried twice but as told. */
export interface WhatsAppMedia {
  /**
   * Fetches a file that a person sent. Must be done soon: the webhook's address lives 5 minutes, the id 7 days. An address that
   * is dead already is asked for anew, once.
   *
   * @throws Refused, Unreachable, or MediaFault where what came is not what was promised. `mediaVerdict` says what then.
   */
  fetchMedia(media: WantedMedia): Promise<FetchedMedia>;
  /**
   * Uploads a file; its id can be sent for 30 days. At most 25 a second for each number: the pace is the caller's.
   * An upload whose outcome is unclear may be made again: nobody sees one that is never sent.
   *
   * @param file.mime one of those WhatsApp takes (`planMedia` gives it); others are refused.
   */
  uploadMedia(file: { bytes: Uint8Array; mime: string; filename: string }): Promise<{ id: string }>;
}

/** A file as a webhook tells of it. */
export interface WantedMedia {
  id: string;
  url: string | null;
  mime: string | null;
  /** As hex or base64. In any other form it is not checked. */
  sha256: string | null;
}

export interface FetchedMedia {
  bytes: Uint8Array<ArrayBuffer>;
  /** Without parameters (`audio/ogg`, not `audio/ogg; codecs=opus`). */
  mime: string;
  size: number;
}

export interface WhatsAppMediaOptions extends CallOptions {
  /** As for the client. */
  baseUrl: string;
  /** The largest file that is taken, in bytes; 100 MiB by default, since WhatsApp delivers none above 100 MB. */
  maxBytes?: number;
}

/** What came is not what was promised: too large, damaged on the way, or to be had only from a host that must not see the key. */
export class MediaFault extends Error {
  override readonly name = 'MediaFault';
  readonly fault: 'too_large' | 'damaged' | 'foreign_host';

  constructor(fault: MediaFault['fault'], message: string) {
    super(message);
    this.fault = fault;
  }
}

/** Opens the file side of 360dialog. It holds no connection of its own. Throws `Misconfigured` where the settings cannot work. */
export function openWhatsAppMedia(options: WhatsAppMediaOptions): WhatsAppMedia {
  const { origin, root } = addresses(options.baseUrl);
  mustBeKey(options.apiKey);
  const ask = asker(options);
  const call = caller(options);
  const most = options.maxBytes ?? 100 * 1024 * 1024;

  async function download(url: string): Promise<Download> {
    const got = await ask({ method: 'GET', url }, (response) =>
      response.ok ? read(response, most) : withText(response),
    );
    if (got === 'too_large') throw tooLarge(most);
    if ('raw' in got) answered(got, options);
    return got as Download;
  }

  /** Asks where a file is now. */
  async function find(id: string): Promise<Found> {
    const { status, value } = await call('GET', `${root}/${encodeURIComponent(id)}`);
    const info = record(value);
    const told = trimmed(info?.url);
    if (told === null) throw new Refused(`360dialog answered ${status} without the address of the file`, { status });
    const url = atOrigin(told, origin);
    if (url === null) throw new MediaFault('foreign_host', 'the file lies on a host that is not of WhatsApp');
    if ((number(info?.file_size) ?? 0) > most) throw tooLarge(most);
    return { url, mime: trimmed(info?.mime_type), sha256: trimmed(info?.sha256) };
  }

  async function fetchById(id: string, again: boolean): Promise<Download & { found: Found }> {
    const found = await find(id);
    try {
      return { ...(await download(found.url)), found };
    } catch (error) {
      if (again && isGone(error)) return await fetchById(id, false);
      throw error;
    }
  }

  /** The webhook's own address spares a call. It is not documented that 360dialog serves it, so a refusal sends us to the id. */
  async function fetchAny({ id, url }: WantedMedia): Promise<Download & { found?: Found }> {
    const direct = url === null ? null : atOrigin(url, origin);
    if (direct === null) return await fetchById(id, true);
    try {
      return await download(direct);
    } catch (error) {
      if (!isAboutTheAddress(error)) throw error;
      return await fetchById(id, false);
    }
  }

  return {
    async fetchMedia(media) {
      const { bytes, type, found } = await fetchAny(media);
      const promised = sha256In(media.sha256) ?? sha256In(found?.sha256 ?? null);
      if (promised && !hasSha256(bytes, promised)) {
        throw new MediaFault('damaged', 'the file is damaged: it is not the one its checksum was made of');
      }
      const mime = mediaType(media.mime ?? found?.mime ?? type);
      return { bytes, mime, size: bytes.length };
    },

    async uploadMedia({ bytes, mime, filename }) {
      const form = new FormData();
      form.set('messaging_product', 'whatsapp');
      form.set('file', new Blob([bytes], { type: mime }), filename);
      const sent = {
        method: 'POST',
        url: `${root}/media`,
        headers: { accept: 'application/json' },
        body: form,
      } as const;
      const { status, value } = answered(await ask(sent, withText), options, { filename });
      const id = trimmed(record(value)?.id);
      if (id === null) throw new Refused(`360dialog answered ${status} without the id of the file`, { status });
      return { id };
    },
  };
}

interface Download {
  bytes: Uint8Array<ArrayBuffer>;
  type: string | null;
}

interface Found {
  url: string;
  mime: string | null;
  sha256: string | null;
}

/** The hosts that addresses of files name. */
const hosts = new Set(['lookaside.fbsbx.com', 'waba-v2.360dialog.io', 'waba-sandbox.360dialog.io']);

/** The same path and query at our own base, the only place that may see the key; null for an address of anybody else. */
function atOrigin(told: string, origin: string): string | null {
  const url = URL.parse(told);
  if (!url) return null;
  const known = (url.protocol === 'https:' && hosts.has(url.host)) || url.host === new URL(origin).host;
  return known ? origin + url.pathname + url.search : null;
}

/** Reads a body as far as the limit; what is declared larger, or turns out to be, is left unread. */
async function read(response: Response, most: number): Promise<Download | Answer | 'too_large'> {
  const declared = number(response.headers.get('content-length')) ?? 0;
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (declared <= most) {
    for await (const chunk of response.body ?? []) {
      size += (chunk as Uint8Array).length;
      if (size > most) break;
      chunks.push(chunk as Uint8Array);
    }
  }
  if (declared > most || size > most) {
    await response.body?.cancel().catch(() => undefined);
    return 'too_large';
  }
  return { bytes: Buffer.concat(chunks, size), type: response.headers.get('content-type') };
}

const tooLarge = (most: number) =>
  new MediaFault('too_large', `the file is larger than ${Math.floor(most / (1024 * 1024))} MB`);

export const isGone = (error: unknown): boolean =>
  error instanceof Refused && (error.status === 404 || error.status === 410);

/** A wrong key and a limit are no better elsewhere. */
const isAboutTheAddress = (error: unknown): boolean =>
  error instanceof Refused && error.status >= 300 && error.status < 500 && error.status !== 401 && error.status !== 429;
