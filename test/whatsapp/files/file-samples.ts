/** The first bytes of a file of each kind: enough to know it by, not to show it. */
const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))));

const office = 'application/vnd.openxmlformats-officedocument';
export const docx = `${office}.wordprocessingml.document`;
const xlsx = `${office}.spreadsheetml.sheet`;
const pptx = `${office}.presentationml.presentation`;

const little = (value: number, size: number) => Array.from({ length: size }, (_, i) => (value >>> (8 * i)) & 255);

/** An archive of small files, stored as they are. */
export function zip(...entries: [name: string, content?: string][]): Buffer {
  const parts = entries.map(([name, content = 'x']) => {
    const about = [...little(0, 2), ...little(0, 2), ...little(0, 4), ...little(0, 4)];
    const sizes = [
      ...little(content.length, 4),
      ...little(content.length, 4),
      ...little(name.length, 2),
      ...little(0, 2),
    ];
    return bytes('PK\x03\x04', little(20, 2), about, sizes, name, content);
  });
  return Buffer.concat([...parts, bytes('PK\x05\x06', Array<number>(18).fill(0))]);
}

const officeFile = (part: string, type: string) => {
  const override = `<Override PartName="/${part}" ContentType="${type}.main+xml"/>`;
  return zip(['[Content_Types].xml', `<?xml version="1.0"?><Types>${override}</Types>`], ['_rels/.rels'], [part]);
};

/** @param depth bits for each colour @param colours 0 grey, 2 RGB, 3 palette, 6 RGB with transparency */
export const png = (depth = 8, colours = 6) =>
  bytes('\x89PNG\r\n\x1a\n', [0, 0, 0, 13], 'IHDR', [0, 0, 0, 1, 0, 0, 0, 1, depth, colours, 0, 0, 0]);

export const webp = (animated: boolean) =>
  bytes('RIFF', [30, 0, 0, 0], 'WEBP', animated ? 'VP8X' : 'VP8 ', [10, 0, 0, 0, animated ? 2 : 0, 0, 0, 0]);

export const ogg = (codec: string) => bytes('OggS', Array<number>(24).fill(0), codec, Array<number>(8).fill(1));

export const files: Record<string, Buffer> = {
  'image/jpeg': bytes([0xff, 0xd8, 0xff, 0xe0], 'JFIF'),
  'image/png': png(),
  'image/gif': bytes('GIF89a', [1, 0, 1, 0, 0, 0, 0]),
  'image/webp': webp(false),
  'image/heic': bytes([0, 0, 0, 24], 'ftypheic'),
  'image/avif': bytes([0, 0, 0, 24], 'ftypavif'),
  'audio/wav': bytes('RIFF', [1, 2, 3, 4], 'WAVEfmt '),
  'audio/ogg': ogg('OpusHead'),
  'video/ogg': ogg('\x80theora'),
  'audio/mp4': bytes([0, 0, 0, 24], 'ftypM4A '),
  'video/mp4': bytes([0, 0, 0, 24], 'ftypisom'),
  'video/3gpp': bytes([0, 0, 0, 24], 'ftyp3gp4'),
  'video/quicktime': bytes([0, 0, 0, 24], 'ftypqt  '),
  'video/webm': bytes([0x1a, 0x45, 0xdf, 0xa3, 0x87, 0x42, 0x82, 0x84], 'webm'),
  'audio/amr': bytes('#!AMR\n', [0x3c, 0, 0, 0]),
  'audio/mpeg': bytes([0xff, 0xfb, 0x90, 0x00]),
  'audio/aac': bytes([0xff, 0xf1, 0x50, 0x80]),
  'application/pdf': bytes('%PDF-1.7'),
  'application/zip': zip(['a.txt']),
  [docx]: officeFile('word/document.xml', docx),
  [xlsx]: officeFile('xl/workbook.xml', xlsx),
  [pptx]: officeFile('ppt/presentation.xml', pptx),
  'application/msword': bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
};
