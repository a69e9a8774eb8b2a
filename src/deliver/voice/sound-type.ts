import { mediaType } from '../../wire/media-type.ts';

/** How a file of sound is named: servers look at the ending of the name before anything else. */
export interface SoundType {
  ending: string;
  mime: string;
}

const BY_MIME: Readonly<Record<string, SoundType>> = {
  'audio/ogg': { ending: 'ogg', mime: 'audio/ogg' },
  'audio/mpeg': { ending: 'mp3', mime: 'audio/mpeg' },
  'audio/mp4': { ending: 'm4a', mime: 'audio/mp4' },
  // No server lists it by its own ending; as what mostly is around it, it is read.
  'audio/aac': { ending: 'm4a', mime: 'audio/mp4' },
  'audio/amr': { ending: 'amr', mime: 'audio/amr' },
  'audio/wav': { ending: 'wav', mime: 'audio/wav' },
  'audio/flac': { ending: 'flac', mime: 'audio/flac' },
  'audio/webm': { ending: 'webm', mime: 'audio/webm' },
};

/** By its first bytes; by what was told of it where they say nothing. */
export function soundType(bytes: Uint8Array, told: string | null): SoundType {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  const found = /^OggS/.test(head)
    ? 'audio/ogg'
    : /^ID3|^\xff[\xfb\xf3\xf2]/.test(head)
      ? 'audio/mpeg'
      : head.slice(4, 8) === 'ftyp'
        ? 'audio/mp4'
        : /^RIFF/.test(head)
          ? 'audio/wav'
          : /^fLaC/.test(head)
            ? 'audio/flac'
            : /^\x1a\x45\xdf\xa3/.test(head)
              ? 'audio/webm'
              : /^#!AMR/.test(head)
                ? 'audio/amr'
                : mediaType(told);
  return BY_MIME[found] ?? { ending: 'ogg', mime: 'audio/ogg' };
}
