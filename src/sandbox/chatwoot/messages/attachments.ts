import type { Attachment } from '../records.ts';
import type { Upload } from '../params.ts';
import type { ChatwootState } from '../state.ts';

const TEXT = (bytes: Uint8Array, from: number, to: number) => Buffer.from(bytes.subarray(from, to)).toString('latin1');

/** What the first bytes say; null where they say nothing. */
function sniff(bytes: Uint8Array): string | null {
  if (TEXT(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png';
  if (TEXT(bytes, 0, 3) === '\xff\xd8\xff') return 'image/jpeg';
  if (TEXT(bytes, 0, 4) === 'GIF8') return 'image/gif';
  if (TEXT(bytes, 0, 4) === 'RIFF' && TEXT(bytes, 8, 12) === 'WEBP') return 'image/webp';
  if (TEXT(bytes, 0, 5) === '%PDF-') return 'application/pdf';
  if (TEXT(bytes, 0, 4) === 'OggS') return 'audio/ogg';
  if (TEXT(bytes, 4, 8) === 'ftyp') return 'video/mp4';
  return null;
}

const BY_EXTENSION: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  pdf: 'application/pdf',
  ogg: 'audio/ogg',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
  txt: 'text/plain',
};

/** Keeps an uploaded file. The kind follows the told type, the content type what the bytes are: so it was recorded. */
export function storeUpload(state: ChatwootState, upload: Upload): Attachment {
  const filename = cleanName(upload.filename);
  const extension = filename.includes('.') ? (filename.split('.').at(-1) ?? '') : '';
  const told = upload.type.split(';')[0]?.trim().toLowerCase() || 'application/octet-stream';
  const attachment: Attachment = {
    id: state.nextId('attachment'),
    fileType: kindOf(told),
    extension,
    contentType: sniff(upload.bytes) ?? BY_EXTENSION[extension.toLowerCase()] ?? told,
    filename,
    key: state.newToken(40),
    createdAt: state.clock.now(),
    bytes: upload.bytes,
  };
  state.files.set(attachment.key, attachment);
  return attachment;
}

function kindOf(type: string): Attachment['fileType'] {
  const family = type.split('/')[0];
  return family === 'image' || family === 'audio' || family === 'video' ? family : 'file';
}

/** No folders, nothing that turns the reading direction. */
function cleanName(name: string): string {
  const base = name.split(/[\\/]/).at(-1) ?? '';
  return base.trim().replace(/[\u202e%$|:;<>?*"\t\r\n]/g, '-');
}

/** As the messages show it. Addresses point to this server. */
export function attachmentView(
  state: ChatwootState,
  attachment: Attachment,
  messageId: number,
  base: string,
): Record<string, unknown> {
  const typed = state.features.typedAttachments;
  const { fileType, key, filename } = attachment;
  const name = encodeURIComponent(filename);
  const file = `${base}/rails/active_storage/blobs/redirect/${key}/${name}`;
  return {
    id: attachment.id,
    message_id: messageId,
    file_type: fileType,
    account_id: 1,
    extension: typed ? attachment.extension : null,
    ...(typed ? { content_type: attachment.contentType } : {}),
    data_url: fileType === 'audio' ? `${file}?disposition=inline` : file,
    thumb_url: fileType === 'image' ? `${base}/rails/active_storage/representations/redirect/${key}/${name}` : '',
    file_size: attachment.bytes.byteLength,
    width: null,
    height: null,
    ...(fileType === 'audio' ? { transcribed_text: '' } : {}),
  };
}
