import { UNKNOWN, mediaType, typeOfName } from '../../wire/media-type.ts';

/** So much of a file is looked at, however long it is. Bytes. */
export const LOOKED_AT = 1024 * 1024;

/**
 * The type of a file: the one told, unless its first bytes say otherwise. Browsers, and Chatwoot after them, tell many files as
 * `application/octet-stream`, and some wrongly; WhatsApp then refuses them.
 *
 * @param bytes the file, or its beginning, where it is at hand; without it what was told, else the name, decides.
 */
export async function mimeOf(told: string | null, filename: string, bytes?: Uint8Array): Promise<string> {
  const claimed = mediaType(told);
  const named = typeOfName(filename);
  const seen = bytes ? await sniff(bytes) : null;
  if (seen === null) {
    if (claimed === UNKNOWN) return named ?? UNKNOWN;
    // It has the name of a type that always shows itself, and does not.
    return bytes && shown.has(claimed) ? UNKNOWN : claimed;
  }
  if (seen === claimed || isSameContainer(claimed, seen)) return claimed;
  return named !== null && isSameContainer(named, seen) ? named : seen === OLE ? UNKNOWN : seen;
}

const OLE = 'application/x-cfb';

/** Containers hold several types, which their first bytes do not tell apart. */
const containers: Record<string, RegExp> = {
  'video/mp4': /^(audio|video)\/mp4$/,
  'video/3gpp': /^(audio|video)\/3gpp$/,
  'video/webm': /^(audio|video)\/webm$/,
  'video/matroska': /^(audio|video)\/(webm|matroska)$/,
  'application/zip': /^application\/(?!pdf$|octet-stream$|msword$|vnd\.ms-(excel|powerpoint)$)/,
  [OLE]: /^application\/(msword|vnd\.ms-(excel|powerpoint|outlook|project)|x-msi)$/,
};

const isSameContainer = (claimed: string, seen: string): boolean => containers[seen]?.test(claimed) ?? false;

/** Types whose files all begin with their mark. */
const shown = new Set([
  ...['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/heic', 'image/avif'],
  ...['audio/ogg', 'audio/amr', 'audio/wav', 'audio/mp4', 'video/mp4', 'video/3gpp', 'video/webm'],
  ...['application/pdf', 'application/zip'],
]);

/** What the first bytes say; null where they say nothing. A first look, not a proof that the file is whole. */
export async function sniff(bytes: Uint8Array): Promise<string | null> {
  const beginning = bytes.subarray(0, LOOKED_AT);
  // Some marks are two letters that a text may begin with (BM, MZ): a text is a text, but for a small PDF.
  if (isText(beginning)) return latin(beginning, 0, 5) === '%PDF-' ? 'application/pdf' : null;
  // Loaded with the first file: most commands see none.
  const { fileTypeFromBuffer } = await import('file-type');
  // A file that breaks off, or was made to mislead, may end the reading with an error.
  const found = await fileTypeFromBuffer(beginning).catch(() => undefined);
  return found ? mediaType(found.mime) : null;
}

/** Letters and lines alone. Cut within a letter it is still one. */
function isText(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes.subarray(0, 4096), { stream: true });
  return !/[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]/.test(text);
}

/** Bytes as text, one character each. */
export const latin = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.subarray(from, to)).toString('latin1');
