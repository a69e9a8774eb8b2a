import { createHash } from 'node:crypto';
import { Refused } from '../../errors.ts';
import type { Sink } from '../../sink.ts';
import { free } from '../../wire/free.ts';
import { mediaType } from '../../wire/media-type.ts';
import { multipart } from '../../wire/multipart.ts';
import { number, record, trimmed } from '../../wire/read.ts';
import { sameDigest, sha256In } from '../../wire/secret.ts';
import { MediaFault, isGone, noSuchFile } from '../../whatsapp/failures/media-fault.ts';
import type { FetchedMedia, Provider, WantedMedia } from '../provider.ts';
import { answered, asker, caller, withText, type Answer, type CallOptions } from './call.ts';

/** What differs from one provider to the next, in the side of files. */
export interface MediaOptions extends CallOptions {
  /** Bytes. */
  maxBytes?: number;
  uploadTo: string;
  /** Fields of an upload beside those that everybody asks for. */
  uploadFields: (mime: string) => [string, string][];
  /** Where an id is asked for the address of its file, and deleted. */
  infoAt: (id: string) => string;
  /** Where a file of which the address was told is fetched; null where that may not see the key. */
  bytesAt: (told: string) => string | null;
}

/** The side of files: what people sent is fetched, what is to be sent is uploaded first. */
export function openMedia(options: MediaOptions): Pick<Provider, 'fetchMedia' | 'uploadMedia' | 'deleteMedia'> {
  const { name } = options.words;
  const ask = asker(options);
  const call = caller(options);
  const most = options.maxBytes ?? 100 * 1024 * 1024;

  async function download(url: string, sink: Sink): Promise<Download> {
    const asked = {
      method: 'GET',
      url,
      headers: { 'accept-encoding': 'identity' },
    } as const;
    const got = await ask<Download | Answer | { broke: unknown }>(asked, (response) =>
      response.ok ? pour(response, sink, most) : withText(response),
    );
    if ('raw' in got) answered(got, options);
    if ('broke' in got) throw got.broke;
    return got as Download;
  }

  /** Asks where a file is now. */
  async function find(id: string): Promise<Found> {
    const { status, value } = await call('GET', options.infoAt(id));
    const info = record(value);
    const told = trimmed(info?.url);
    if (told === null) throw new Refused(`${name} answered ${status} without the address of the file`, { status });
    const url = options.bytesAt(told);
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

  /** The webhook's own address spares a call. It lives 5 minutes, and not every provider promises to serve it: a refusal sends us to the id. */
  async function fetchAny({ id, url }: WantedMedia, sink: Sink): Promise<Download & { found?: Found }> {
    const direct = url === null ? null : options.bytesAt(url);
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
      return { mime: mediaType(media.mime ?? found?.mime ?? type), size } satisfies FetchedMedia;
    },

    async uploadMedia({ bytes, size, mime, filename }) {
      const form = multipart(
        [['messaging_product', 'whatsapp'], ...options.uploadFields(mime)],
        [{ field: 'file', filename, type: mime, size, bytes }],
      );
      const headers = { accept: 'application/json' };
      const sent = { method: 'POST', url: options.uploadTo, headers, form } as const;
      const { status, value } = answered(await ask(sent, withText), options, { filename });
      const id = trimmed(record(value)?.id);
      if (id === null) throw new Refused(`${name} answered ${status} without the id of the file`, { status });
      return { id };
    },

    async deleteMedia(id) {
      try {
        await call('DELETE', options.infoAt(id));
      } catch (error) {
        if (!isGone(error) && !noSuchFile(error)) throw error;
      }
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
