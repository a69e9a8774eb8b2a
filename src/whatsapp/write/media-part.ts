import { knownThere } from '../made-id.ts';
import type { MediaAs } from '../files/outgoing-media.ts';

interface Uploaded {
  id: string;
}

interface Captioned extends Uploaded {
  caption?: string;
}

/** The body of a send that carries an uploaded file, in the form of the Cloud API. */
export type MediaPart =
  | { type: 'image'; image: Captioned }
  | { type: 'video'; video: Captioned }
  | { type: 'document'; document: Captioned & { filename: string } }
  | { type: 'audio'; audio: Uploaded & { voice?: true } }
  | { type: 'sticker'; sticker: Uploaded };

export interface MediaToSend {
  as: MediaAs;
  filename: string;
  voice?: true;
  /** At most `CAPTION_MAX` UTF-16 units; sound and stickers carry none. */
  caption?: string;
}

/** Meta's limit; counted in UTF-16 units, since it does not say which characters it counts. */
export const CAPTION_MAX = 1024;

export const carriesCaption = (as: MediaAs): boolean => as !== 'audio' && as !== 'sticker';

/**
 * A file that was uploaded, as a part to send.
 *
 * @example
 * mediaPart({ as: 'document', id: '1400', filename: 'invoice.pdf', caption: 'As promised' }, 'wamid.A');
 */
export function mediaPart(
  { as, id, caption, filename, voice }: MediaToSend & { id: string },
  quoteWamid?: string | null,
): MediaPart & { context?: { message_id: string } } {
  const quoted = knownThere(quoteWamid);
  const quote = quoted === null ? {} : { context: { message_id: quoted } };
  const file = caption === undefined || !carriesCaption(as) ? { id } : { id, caption };
  switch (as) {
    case 'image':
      return { ...quote, type: as, image: file };
    case 'video':
      return { ...quote, type: as, video: file };
    case 'document':
      return { ...quote, type: as, document: { ...file, filename } };
    case 'audio':
      return { ...quote, type: as, audio: voice ? { id, voice } : { id } };
    case 'sticker':
      return { ...quote, type: as, sticker: { id } };
  }
}
