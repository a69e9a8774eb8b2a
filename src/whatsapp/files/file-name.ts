import { createHash } from 'node:crypto';
import { cleanFileName } from '../../wire/file-name.ts';
import { UNKNOWN, mediaType, withEnding } from '../../wire/media-type.ts';
import type { Content, MediaKind } from '../types.ts';

/** What a file is where WhatsApp did not tell. */
const usual: Record<MediaKind, string> = {
  image: 'image/jpeg',
  audio: 'audio/ogg',
  video: 'video/mp4',
  sticker: 'image/webp',
  document: UNKNOWN,
};

/**
 * The name under which a person's file is kept and registered: the sender's own, cleaned, else one made of kind and message.
 * Always with the ending of its type. The message's id is hashed: it holds the person's number.
 *
 * @example
 * fileNameFor({ kind: 'media', media: 'audio', voice: true, … }, 'wamid.HBgN…'); // voice-5f1c0a9e.ogg
 */
export function fileNameFor(content: Content & { kind: 'media' }, wamid: string): string {
  const told = mediaType(content.mime);
  const mime = told === UNKNOWN ? usual[content.media] : told;
  const kind = content.media === 'audio' && content.voice ? 'voice' : content.media;
  const made = `${kind}-${createHash('sha256').update(wamid).digest('hex').slice(0, 8)}`;
  return withEnding(cleanFileName(content.filename) ?? made, mime);
}
