import { cleanFileName } from '../../wire/file-name.ts';
import { withEnding } from '../../wire/media-type.ts';
import { latin, mimeOf } from './sniff.ts';

/** A file that somebody attached. */
export interface OutgoingFile {
  mime: string | null;
  filename: string | null;
  /** Bytes. */
  size: number;
  /** Whether it was recorded as a voice message; not told: every opus recording counts as one. */
  isVoice?: boolean;
  /** The file itself, for what only it can tell (the true type, colours, movement, codec). */
  bytes?: Uint8Array;
}

/** How a file goes to WhatsApp. */
export interface MediaPlan {
  as: MediaAs;
  voice?: true;
  /** The type to upload it with: always one that WhatsApp's upload takes. */
  mime: string;
  filename: string;
}

export type MediaAs = 'image' | 'video' | 'audio' | 'sticker' | 'document';

/** A file that cannot go at all: why, and what the agent can do. */
export interface RefusedMedia {
  refused: string;
  fix: string;
}

// The smaller reading of MB and KB: what is a little above it still goes, as a document.
const MB = 1_000_000;
const KB = 1000;

/**
 * How a file is sent on WhatsApp: as what it is where WhatsApp takes that, else as a document, so that it arrives in any case.
 * Limits and types: Meta's media page (11 Dec 2025).
 *
 * @example
 * await planMedia({ mime: 'image/gif', filename: 'hi.gif', size: 900 }); // { as: 'document', … }
 */
export async function planMedia(file: OutgoingFile): Promise<MediaPlan | RefusedMedia> {
  if (file.size <= 0) return { refused: 'the file is empty', fix: 'Attach the file again.' };
  if (file.size > 100 * MB) {
    return {
      refused: `the file has ${Math.ceil((file.size * 10) / MB) / 10} MB, WhatsApp takes at most 100 MB`,
      fix: 'Send a smaller file, or a link to it.',
    };
  }
  const mime = await mimeOf(file.mime, file.filename ?? '', file.bytes);
  const as = kindOf(mime, file);
  const name = withEnding(cleanFileName(file.filename) ?? (as === 'document' ? 'file' : as), mime);
  const plan: MediaPlan = { as, mime: uploadable.has(mime) ? mime : 'text/plain', filename: name };
  return as === 'audio' && mime === 'audio/ogg' && file.isVoice !== false ? { ...plan, voice: true } : plan;
}

function kindOf(mime: string, { size, bytes }: OutgoingFile): MediaAs {
  switch (mime) {
    case 'image/jpeg':
      return size <= 5 * MB ? 'image' : 'document';
    case 'image/png':
      return size <= 5 * MB && (!bytes || isPlainPng(bytes)) ? 'image' : 'document';
    case 'image/webp':
      return size <= (bytes && isAnimated(bytes) ? 500 : 100) * KB ? 'sticker' : 'document';
    case 'video/mp4':
    case 'video/3gpp':
      return size <= 16 * MB ? 'video' : 'document';
    case 'audio/aac':
    case 'audio/amr':
    case 'audio/mpeg':
    case 'audio/mp4':
      return size <= 16 * MB ? 'audio' : 'document';
    case 'audio/ogg':
      return size <= 16 * MB && (!bytes || latin(bytes, 0, 128).includes('OpusHead')) ? 'audio' : 'document';
    default:
      return 'document';
  }
}

/** 8 bits for each colour, with colours: all that WhatsApp takes as an image. */
const isPlainPng = (bytes: Uint8Array): boolean => bytes[24] === 8 && (bytes[25] === 2 || bytes[25] === 6);

const isAnimated = (bytes: Uint8Array): boolean => latin(bytes, 12, 16) === 'VP8X' && ((bytes[20] ?? 0) & 2) !== 0;

const office = 'application/vnd.openxmlformats-officedocument';

/**
 * What the upload takes, by WhatsApp's own words when it refuses another (`Param file must be a file with one of the following
 * types`): even `application/octet-stream` is refused. Any other file is uploaded as plain text; the person sees its name and
 * its ending, by which phones choose the icon and the program.
 */
const uploadable = new Set([
  ...['audio/aac', 'audio/mp4', 'audio/mpeg', 'audio/amr', 'audio/ogg'],
  ...['image/jpeg', 'image/png', 'image/webp', 'video/mp4', 'video/3gpp'],
  ...[
    'application/pdf',
    'text/plain',
    'application/msword',
    'application/vnd.ms-excel',
    'application/vnd.ms-powerpoint',
  ],
  ...[`${office}.wordprocessingml.document`, `${office}.spreadsheetml.sheet`, `${office}.presentationml.presentation`],
]);
