import { cleanFileName } from '../../../wire/file-name.ts';
import { id, trimmed, type Rec } from '../../../wire/read.ts';
import type { Content, MediaKind } from '../../types.ts';

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
    filename: cleanFileName(trimmed(value.filename)),
    voice: value.voice === true,
    animated: value.animated === true,
  };
}
