import { cleanFileName } from '../wire/file-name.ts';
import { mediaType } from '../wire/media-type.ts';
import { postableContent } from './postable.ts';

/** A file to post. */
export interface UploadFile {
  name: string | null;
  /** Its media type; parameters (`; codecs=opus`) are left out. Chatwoot shows an image as one only where this says so. */
  type: string | null;
  bytes: Uint8Array;
}

/** A message with files. */
export interface Upload {
  content?: string | null;
  echo_id: string;
  files: readonly UploadFile[];
}

/** Long enough for every name people give, short enough for every disk (255 bytes) in four-byte letters. */
const NAME_MAX = 60;

/** @throws Error where there is no file: without a text too Chatwoot would show an empty bubble. */
export function formOf(upload: Upload): FormData {
  if (upload.files.length === 0) throw new Error('an upload without a file');
  const form = new FormData();
  const content = postableContent(upload.content ?? '');
  if (content !== '') form.append('content', content);
  form.append('echo_id', upload.echo_id);
  for (const file of upload.files) {
    const blob = new Blob([file.bytes], { type: mediaType(file.type) });
    form.append('attachments[]', blob, cleanFileName(file.name, NAME_MAX) ?? 'file');
  }
  return form;
}
