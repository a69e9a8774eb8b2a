import type { Clock } from '../../clock.ts';
import type { SttSettings } from '../../settings/settings.ts';
import { writeOggOpus } from '../../whatsapp/files/voice/ogg.ts';
import { SttFailure, type SttFailureKind } from './stt-failure.ts';
import { openTranscriber } from './transcriber.ts';

/** A second of nothing, as a voice note of WhatsApp: 50 packets of silence. */
export function silence(): Uint8Array {
  const head = Buffer.alloc(19);
  head.write('OpusHead', 'latin1');
  head.writeUInt8(1, 8);
  head.writeUInt8(1, 9);
  head.writeUInt16LE(312, 10);
  head.writeUInt32LE(48_000, 12);
  return writeOggOpus({ head, packets: Array.from({ length: 50 }, () => Uint8Array.of(0xf8, 0xff, 0xfe)) });
}

/** Has a second of silence heard. Null: its server works, whatever it says to that. */
export async function probeSpeech(settings: SttSettings, clock: Clock): Promise<SttFailureKind | null> {
  try {
    await openTranscriber({ ...settings, clock }).hear(
      { bytes: silence(), type: 'audio/ogg' },
      new AbortController().signal,
    );
    return null;
  } catch (error) {
    if (error instanceof SttFailure) return error.kind;
    throw error;
  }
}
