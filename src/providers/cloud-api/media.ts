import { createHash } from 'node:crypto';
import { Refused } from '../../errors.ts';
import type { Sink } from '../../sink.ts';
import { free } from '../../wire/free.ts';
import { mediaType } from '../../wire/media-type.ts';
import { multipart } from '../../wire/multipart.ts';
import { number, record, trimmed } from '../../wire/read.ts';
import { sameDigest, sha256In } from '../../wire/secret.ts';
import { MediaFault, isGone } from '../../whatsapp/failures/media-fault.ts';
import { addresses, mustBeKey } from '../360dialog/addresses.ts';
import { answered, asker, caller, withText, type Answer, type CallOptions } from './call.ts';

/** The files of WhatsApp: what people sent is fetched, what is to be sent is uploaded first. Nothing is tried twice but as told. */
export interface WhatsAppMedia {
  /**
   * Fetches a file that a person sent. Must be done soon: the webhook's address lives 5 minutes, the id 7 days. An address that
   * is dead already is asked for anew, once. Its bytes go to `sink` as they come; what is there is whole only once this has resolved.
   *
   * @throws Refused, Unreachable, or MediaFault where what came is not what was promised. `mediaVerdict` says what then.
   * What the sink throws is thrown as it is.
   */
  fetchMedia(media: WantedMedia, sink: Sink): Promise<FetchedMedia>;
  /**
   * Uploads a file; its id can be sent for 30 days. At most 25 a second for each number: the pace is the caller's.
   * An upload whose outcome is unclear may be made again: nobody sees one that is never sent.
   *
   * @param file.mime one of those WhatsApp takes (`planMedia` gives it); others are refused.
   */
  uploadMedia(file: MediaToUpload): Promise<{ id: string }>;
}

export interface MediaToUpload {
  /** Read while they are sent. Where they end early, nothing is uploaded. */
  bytes: AsyncIterable<Uint8Array>;
  size: number;
  mime: string;
  filename: string;
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

/** Opens the file side of 360dialog. It holds no connection of its own. Throws `Misconfigured` where the settings cannot work. */
export function openWhatsAppMedia(options: WhatsAppMediaOptions): WhatsAppMedia {
  const { origin, root } = addresses(options.baseUrl);
  mustBeKey(options.apiKey);
  const ask = asker(options);
  const call = caller(options);
  const most = options.maxBytes ?? 100 * 1024 * 1024;

  async function download(url: string, sink: Sink): Promise<Download> {
    const asked = { method: 'GET', url, headers: { 'accept-encoding': 'identity' } } as const;
    const got = await ask<Download | Answer | { broke: unknown }>(asked, (response) =>
      response.ok ? pour(response, sink, most) : withText(response),
    );
    if ('raw' in got) answered(got, options);
    if ('broke' in got) throw got.broke;
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

  async function fetchById(id: string, sink: Sink, again: boolean): Promise<Download & { found: Found }> {
    const found = await find(id);
    try {
      return { ...(await download(found.url, sink)), found };
    } catch (error) {
      if (again && isGone(error)) return await fetchById(id, sink, false);
      throw error;
    }
  }

  /** The webhook's own address spares a call. It is not documented that 360dialog serves it, so a refusal sends us to the id. */
  async function fetchAny({ id, url }: WantedMedia, sink: Sink): Promise<Download & { found?: Found }> {
    const direct = url === null ? null : atOrigin(url, origin);
    if (direct === null) return await fetchById(id, sink, true);
    try {
      return await download(direct, sink);
    } catch (error) {
      if (!isAboutTheAddress(error)) throw error;
      return await fetchById(id, sink, false);
    }
  }

  return {
    async fetchMedia(media, sink) {
      const { size, sha256, type, found } = await fetchAny(media, sink);
      const promised = sha256In(media.sha256) ?? sha256In(found?.sha256 ?? null);
      if (promised && !sameDigest(sha256, promised)) {
        throw new MediaFault('damaged', 'the file is damaged: it is not the one its checksum was made of');
      }
      return { mime: mediaType(media.mime ?? found?.mime ?? type), size };
    },

    async uploadMedia({ bytes, size, mime, filename }) {
      const form = multipart(
        [['messaging_product', 'whatsapp']],
        [{ field: 'file', filename, type: mime, size, bytes }],
      );
      const headers = { accept: 'application/json' };
      const sent = { method: 'POST', url: `${root}/media`, headers, form } as const;
      const { status, value } = answered(await ask(sent, withText), options, { filename });
      const id = trimmed(record(value)?.id);
      if (id === null) throw new Refused(`360dialog answered ${status} without the id of the file`, { status });
      return { id };
    },
  };
}

interface Download {
  size: number;
  sha256: Buffer;
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

/**
 * Gives a body to a sink, piece by piece, as far as the limit; what is declared larger, or turns out to be, is left unread. What stops it
 * here is told as `broke`: what is thrown counts as a fault of the way.
 */
async function pour(response: Response, sink: Sink, most: number): Promise<Download | { broke: unknown }> {
  const { headers, body } = response;
  const length = number(headers.get('content-length'));
  const declared = headers.get('content-encoding') === null ? length : null;
  const sha256 = createHash('sha256');
  let size = 0;
  const stop = async (broke: unknown) => {
    await body?.cancel().catch(() => undefined);
    return { broke };
  };
  if ((declared ?? 0) > most) return await stop(tooLarge(most));
  try {
    await sink.begin(declared);
  } catch (error) {
    return await stop(error);
  }
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > most) return { broke: tooLarge(most) };
    sha256.update(chunk);
    try {
      await sink.write(chunk);
      free(chunk);
    } catch (broke) {
      return { broke };
    }
  }
  try {
    await sink.end();
  } catch (broke) {
    return { broke };
  }
  return { size, sha256: sha256.digest(), type: headers.get('content-type') };
}

const tooLarge = (most: number) =>
  new MediaFault('too_large', `the file is larger than ${Math.floor(most / (1024 * 1024))} MB`);

/** A wrong key and a limit are no better elsewhere. */
const isAboutTheAddress = (error: unknown): boolean =>
  error instanceof Refused && error.status >= 300 && error.status < 500 && error.status !== 401 && error.status !== 429;
