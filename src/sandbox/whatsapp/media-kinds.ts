import type { PhoneMediaKind } from '../types.ts';

const MB = 1024 * 1024;
const OFFICE = 'application/vnd.openxmlformats-officedocument';

interface Kind {
  types: readonly string[];
  bytes: number;
}

/** What WhatsApp takes of each kind (facts of Meta's media page): types, and bytes at most. */
const KINDS: Record<PhoneMediaKind, Kind> = {
  audio: { types: ['audio/aac', 'audio/mp4', 'audio/mpeg', 'audio/amr', 'audio/ogg'], bytes: 16 * MB },
  document: {
    types: [
      'text/plain',
      'application/pdf',
      'application/msword',
      'application/vnd.ms-excel',
      'application/vnd.ms-powerpoint',
      `${OFFICE}.wordprocessingml.document`,
      `${OFFICE}.spreadsheetml.sheet`,
      `${OFFICE}.presentationml.presentation`,
    ],
    bytes: 100 * MB,
  },
  image: { types: ['image/jpeg', 'image/png'], bytes: 5 * MB },
  sticker: { types: ['image/webp'], bytes: 512 * 1024 },
  video: { types: ['video/mp4', 'video/3gpp', 'video/3gp'], bytes: 16 * MB },
};

export const MEDIA_KINDS = Object.keys(KINDS) as PhoneMediaKind[];

/** Every type that can be uploaded. */
export const UPLOADABLE: readonly string[] = Object.values(KINDS).flatMap(({ types }) => types);
export const UPLOAD_BYTES = 100 * MB;

/** Without parameters, in lower case. */
export const bare = (mime: string): string => mime.split(';')[0]?.trim().toLowerCase() ?? '';

/** Why a file cannot go as this kind; null where it can. Anything that was uploaded can go as a document. */
export function unfit(kind: PhoneMediaKind, mime: string, bytes: number): string | null {
  const { types, bytes: most } = KINDS[kind];
  if (bytes > most) return `the file has ${bytes} bytes, ${kind} takes ${most}`;
  if (kind === 'document' || types.includes(bare(mime))) return null;
  return `${bare(mime)} is no type of ${kind}`;
}

/** How a phone sends a file of this type. */
export function kindOf(mime: string, asDocument: boolean): PhoneMediaKind {
  const type = bare(mime);
  if (asDocument) return 'document';
  if (type === 'image/webp') return 'sticker';
  const family = type.split('/')[0];
  return family === 'image' || family === 'audio' || family === 'video' ? family : 'document';
}
