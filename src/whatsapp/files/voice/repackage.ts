import { writeOggOpus } from './ogg.ts';
import { readWebmOpus } from './webm.ts';

/** WhatsApp's limit for sound; nothing larger is a voice message. Bytes. */
export const VOICE_MAX = 16_000_000;

/** Whether a file begins like WebM, which is what Chrome records and WhatsApp refuses. */
export const looksLikeWebm = (head: Uint8Array): boolean =>
  head[0] === 0x1a && head[1] === 0x45 && head[2] === 0xdf && head[3] === 0xa3;

/**
 * A browser's recording in the wrapping that WhatsApp takes as a voice message: the sound is not touched, only what is around it. Null where
 * the file is something else (a film, another codec): then it goes as a document.
 */
export function asVoice(webm: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const recording = readWebmOpus(webm);
  if (recording === null || !isPlain(recording.head)) return null;
  return writeOggOpus(recording);
}

/** One or two channels in their usual order. */
function isPlain(head: Uint8Array): boolean {
  return head.length >= 19 && Buffer.from(head).toString('latin1', 0, 8) === 'OpusHead' && head[18] === 0;
}
