import { reasonOf } from '../../../errors.ts';
import type { Log } from '../../../observe/log.ts';
import type { Said } from '../../bot.ts';
import { pictureType } from './picture-type.ts';

/** A picture as the model is given it. */
export interface Picture {
  /** Of which message it is. */
  message: Said['id'];
  type: string;
  bytes: Uint8Array;
}

/** Of one turn, the newest ones. Each costs about a thousand tokens. */
const MOST = 4;
/** The smallest limit of known servers, and what a request stays below with all of them. Bytes. */
const MOST_BYTES = 5_000_000;
const MOST_TOGETHER = 12_000_000;
/** Nobody waits longer for a file of WhatsApp's. Milliseconds. */
const WAIT_MS = 10_000;

/** Whether a message brings a picture. A sticker, which is WebP with WhatsApp, says nothing that would have to be looked at. */
export const isPicture = ({ kind, file }: Said): boolean =>
  kind === 'media' && /^image\/(?!webp)/i.test(file?.type ?? '');

/** The pictures of these messages that can be shown to a model, in their order; one that cannot be had is left out. */
export async function lookAt(messages: readonly Said[], signal: AbortSignal, log: Log): Promise<Picture[]> {
  const pictures: Picture[] = [];
  let size = 0;
  for (const { id, file } of messages.filter(isPicture).slice(-MOST).reverse()) {
    try {
      const bytes = await within(file!.read(), signal);
      const type = pictureType(bytes);
      const why = type === null ? 'no picture by its bytes' : bytes.length > MOST_BYTES ? 'too large' : null;
      if (type === null || why !== null || size + bytes.length > MOST_TOGETHER) {
        log.info({ message: id, reason: why ?? 'too large together' }, 'a picture is not shown to the model');
        continue;
      }
      size += bytes.length;
      // Not a Buffer, which JSON would write out number by number wherever the conversation is measured.
      pictures.unshift({ message: id, type, bytes: new Uint8Array(bytes) });
    } catch (error) {
      signal.throwIfAborted();
      log.info({ message: id, reason: reasonOf(error) }, 'a picture is not shown to the model');
    }
  }
  return pictures;
}

async function within<T>(reading: Promise<T>, signal: AbortSignal): Promise<T> {
  reading.catch(() => undefined);
  const late = AbortSignal.any([signal, AbortSignal.timeout(WAIT_MS)]);
  return await Promise.race([
    reading,
    new Promise<never>((_, reject) => {
      late.addEventListener('abort', () => reject(late.reason as Error), { once: true });
    }),
  ]);
}
