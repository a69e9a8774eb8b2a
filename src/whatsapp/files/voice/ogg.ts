import type { OpusRecording } from './webm.ts';

/** A page holds at most so many packets: a second of sound, so that a player can seek. */
const PACKETS_OF_PAGE = 50;
/** And at most so many pieces of 255 bytes. */
const SEGMENTS_OF_PAGE = 255;
const BEGIN = 2;
const END = 4;

/** An Ogg file of these packets, as voice messages are: https://www.rfc-editor.org/rfc/rfc7845 */
export function writeOggOpus({ head, packets }: OpusRecording): Uint8Array<ArrayBuffer> {
  const pages: Uint8Array[] = [page([mono(head)], 0n, BEGIN, 0), page([tags()], 0n, 0, 1)];
  let samples = 0n;
  let waiting: Uint8Array[] = [];
  let segments = 0;
  const flush = (flags: number) => {
    pages.push(page(waiting, samples, flags, pages.length));
    waiting = [];
    segments = 0;
  };
  for (const packet of packets) {
    const needed = Math.floor(packet.length / 255) + 1;
    if (waiting.length === PACKETS_OF_PAGE || segments + needed > SEGMENTS_OF_PAGE) flush(0);
    waiting.push(packet);
    segments += needed;
    samples += BigInt(samplesOf(packet));
  }
  flush(END);
  return Buffer.concat(pages);
}

/** WhatsApp takes voice in mono; a decoder that is told so mixes both sides of a stereo packet into one. */
function mono(head: Uint8Array): Uint8Array {
  const changed = Uint8Array.from(head);
  changed[9] = 1;
  return changed;
}

function tags(): Uint8Array {
  const maker = Buffer.from('OptiAtiende');
  const text = Buffer.alloc(8 + 4 + maker.length + 4);
  text.write('OpusTags', 'latin1');
  text.writeUInt32LE(maker.length, 8);
  maker.copy(text, 12);
  return text;
}

/** How long a packet sounds, in samples of 48 kHz: its first byte tells the length of a frame, and how many there are. */
export function samplesOf(packet: Uint8Array): number {
  const first = packet[0] ?? 0;
  const config = first >> 3;
  const frame =
    config < 12
      ? ([480, 960, 1920, 2880][config & 3] ?? 0)
      : config < 16
        ? ([480, 960][config & 1] ?? 0)
        : 120 << (config & 3);
  const code = first & 3;
  return frame * (code === 0 ? 1 : code === 3 ? (packet[1] ?? 0) & 0x3f : 2);
}

function page(packets: Uint8Array[], samples: bigint, flags: number, number: number): Buffer {
  const lacing = packets.flatMap(({ length }) => [...Array<number>(Math.floor(length / 255)).fill(255), length % 255]);
  const header = Buffer.alloc(27 + lacing.length);
  header.write('OggS', 'latin1');
  header[5] = flags;
  header.writeBigInt64LE(samples, 6);
  header.writeUInt32LE(1, 14);
  header.writeUInt32LE(number, 18);
  header[26] = lacing.length;
  header.set(lacing, 27);
  const whole = Buffer.concat([header, ...packets]);
  whole.writeUInt32LE(checksum(whole), 22);
  return whole;
}

/** Ogg's own CRC: the usual polynomial, not mirrored, from zero. */
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24;
  for (let bit = 0; bit < 8; bit++) value = value & 0x80000000 ? (value << 1) ^ 0x04c11db7 : value << 1;
  return value >>> 0;
});

function checksum(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) crc = ((crc << 8) ^ (table[((crc >>> 24) ^ byte) & 0xff] ?? 0)) >>> 0;
  return crc;
}
