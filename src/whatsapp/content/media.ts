import { cutText } from '../../text.ts';
import { id, trimmed, type Rec } from '../read.ts';
import type { Content, MediaKind } from '../types.ts';

/** Images, sound, videos, documents and stickers. Without an id there is nothing to fetch. */
export function readMedia(media: MediaKind, value: Rec | null): Content | string {
  const mediaId = id(value?.id);
  if (!value || mediaId === null) return 'its file is missing';
  return {
    kind: 'media',
    media,
    id: mediaId,
    mime: trimmed(value.mime_type),
    url: trimmed(value.url),
    sha256: trimmed(value.sha256),
    caption: trimmed(value.caption),
    filename: safeName(trimmed(value.filename)),
    voice: value.voice === true,
    animated: value.animated === true,
  };
}

/**
 * A file name is chosen by a stranger: no path, no controls, no marks that turn the reading direction
 * (`gpj.exe` shown as `exe.jpg`), at most 120 characters with the extension kept.
 */
export function safeName(name: string | null): string | null {
  const last = name?.split(/[/\\]/).at(-1) ?? '';
  const plain = last
    .replace(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '_')
    .replace(/^\.+/, '')
    .trim();
  if (plain === '') return null;
  if (plain.length <= 120) return plain;
  const extension = /\.[A-Za-z0-9]{1,10}$/.exec(plain)?.[0] ?? '';
  return cutText(plain.slice(0, -extension.length || undefined), 120 - extension.length) + extension;
}
