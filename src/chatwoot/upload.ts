import { cleanText } from '../text.ts';
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
    form.append('attachments[]', blob, fileName(file.name));
  }
  return form;
}

/** `audio/ogg; codecs=opus` → `audio/ogg`; what is no media type is `application/octet-stream`. */
export function mediaType(type: string | null): string {
  const bare = type?.split(';')[0]?.trim().toLowerCase() ?? '';
  return /^[a-z0-9!#$&^_.+-]{1,64}\/[a-z0-9!#$&^_.+-]{1,64}$/.test(bare) ? bare : 'application/octet-stream';
}

/**
 * A name that is only a name: without folders, controls, signs that turn the reading direction (`‮fdp.exe`) and signs that
 * mean something to a disk. At most 60 characters, its ending kept. `file` where nothing is left.
 */
export function fileName(name: string | null): string {
  const last =
    cleanText(name ?? '')
      .split(/[/\\]/)
      .at(-1) ?? '';
  const clean = last
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .trim()
    .replace(/^\.+/, '');
  const letters = Array.from(clean);
  if (letters.length <= NAME_MAX) return clean || 'file';
  const dot = letters.lastIndexOf('.');
  const ending = dot > 0 && letters.length - dot <= 11 ? letters.slice(dot) : [];
  return [...letters.slice(0, NAME_MAX - ending.length), ...ending].join('');
}
