import { UNKNOWN, mediaType, typeOfName } from '../wire/media-type.ts';

/**
 * The type of a file: the one told, unless its first bytes say otherwise. Browsers, and Chatwoot after them, tell many files as
 * `application/octet-stream`, and some wrongly; WhatsApp then refuses them.
 *
 * @param bytes the file where it is at hand; without it what was told, else the name, decides.
 */
export function mimeOf(told: string | null, filename: string, bytes?: Uint8Array): string {
  const claimed = mediaType(told);
  const named = typeOfName(filename);
  const seen = bytes ? sniff(bytes) : null;
  if (seen === null) {
    if (claimed === UNKNOWN) return named ?? UNKNOWN;
    // It has the name of a type that always shows itself, and does not.
    return bytes && shown.has(claimed) ? UNKNOWN : claimed;
  }
  if (seen === claimed || isSameContainer(claimed, seen)) return claimed;
  return named !== null && isSameContainer(named, seen) ? named : seen === OLE ? UNKNOWN : seen;
}

const OLE = 'application/x-ole-storage';

/** Containers hold several types, which their first bytes do not tell apart. */
const containers: Record<string, RegExp> = {
  'video/mp4': /^(audio|video)\/mp4$/,
  'video/3gpp': /^(audio|video)\/3gpp$/,
  'video/webm': /^(audio|video)\/(webm|x-matroska)$/,
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
export function sniff(bytes: Uint8Array): string | null {
  const has = (text: string, at = 0): boolean =>
    bytes.length >= at + text.length && [...text].every((char, index) => bytes[at + index] === char.charCodeAt(0));
  if (has('\xff\xd8\xff')) return 'image/jpeg';
  if (has('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (has('GIF8')) return 'image/gif';
  if (has('RIFF') && has('WEBP', 8)) return 'image/webp';
  if (has('RIFF') && has('WAVE', 8)) return 'audio/wav';
  if (has('OggS')) return latin(bytes, 0, 128).includes('theora') ? 'video/ogg' : 'audio/ogg';
  if (has('ftyp', 4)) return byBrand(latin(bytes, 8, 12));
  if (has('\x1aE\xdf\xa3')) return 'video/webm';
  if (has('#!AMR')) return 'audio/amr';
  if (has('%PDF-')) return 'application/pdf';
  if (has('PK\x03\x04')) return inZip(bytes);
  if (has('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return OLE;
  if (has('ID3') || frame(bytes) === 'layer 3') return 'audio/mpeg';
  return frame(bytes) === 'adts' ? 'audio/aac' : null;
}

function byBrand(brand: string): string {
  if (/^M4[AB]/.test(brand)) return 'audio/mp4';
  if (/^3g/.test(brand)) return 'video/3gpp';
  if (/^(hei|hev|mif1|msf1)/.test(brand)) return 'image/heic';
  if (/^avi/.test(brand)) return 'image/avif';
  return brand === 'qt  ' ? 'video/quicktime' : 'video/mp4';
}

/** Office files are archives with a folder of their name: in the first entries, or in the list at the end. */
function inZip(bytes: Uint8Array): string {
  const names = latin(bytes, 0, 4096) + latin(bytes, Math.max(0, bytes.length - 16_384), bytes.length);
  if (!names.includes('[Content_Types].xml')) return 'application/zip';
  const kind = /(?:^|[^\w/])(word|xl|ppt)\/\w/.exec(names)?.[1];
  const ending = { word: 'docx', xl: 'xlsx', ppt: 'pptx' }[kind ?? ''];
  return (ending === undefined ? null : typeOfName(`a.${ending}`)) ?? 'application/zip';
}

/** The two bytes that begin a frame of sound. */
function frame([first = 0, second = 0]: Uint8Array): 'layer 3' | 'adts' | null {
  if (first !== 0xff || second < 0xe0) return null;
  if ((second & 0x06) === 0x02 && (second & 0x18) !== 0x08) return 'layer 3';
  return (second & 0xf6) === 0xf0 ? 'adts' : null;
}

/** Bytes as text, one character each. */
export const latin = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.subarray(from, to)).toString('latin1');
