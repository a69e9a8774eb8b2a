import { cleanFileName } from '../../wire/file-name.ts';
import { mediaType } from '../../wire/media-type.ts';
import { multipart, type Multipart } from '../../wire/multipart.ts';
import { postableContent } from './postable.ts';

/** A file to post. */
export interface UploadFile {
  name: string | null;
  /** Its media type; parameters (`; codecs=opus`) are left out. Chatwoot shows an image as one only where this says so. */
  type: string | null;
  /** In bytes. */
  size: number;
  /** Read while it is sent. */
  bytes: AsyncIterable<Uint8Array>;
}

/** A message with files. */
export interface Upload {
  content?: string | null;
  echo_id: string;
  /** Further fields of the form. */
  more?: Readonly<Record<string, string>>;
  files: readonly UploadFile[];
}

/** Files are large: this or the common limit, whichever is longer. Milliseconds. */
export const UPLOAD_MS = 60_000;

/** Long enough for every name people give, short enough for every disk (255 bytes) in four-byte letters. */
const NAME_MAX = 60;

/** @throws Error where there is no file: without a text too Chatwoot would show an empty bubble. */
export function formOf(upload: Upload): Multipart {
  if (upload.files.length === 0) throw new Error('an upload without a file');
  const content = postableContent(upload.content ?? '');
  const fields = [
    ...(content === '' ? [] : [['content', content] as const]),
    ['echo_id', upload.echo_id] as const,
    ...Object.entries(upload.more ?? {}),
  ];
  const files = upload.files.map(({ name, type, size, bytes }) => ({
    field: 'attachments[]',
    filename: cleanFileName(name, NAME_MAX) ?? 'file',
    type: mediaType(type),
    size,
    bytes,
  }));
  return multipart(fields, files);
}
