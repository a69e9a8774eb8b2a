/** A recording of sound alone, as its encoder made it. */
export interface OpusRecording {
  /** `OpusHead …`: how the packets are to be decoded. */
  head: Uint8Array;
  packets: Uint8Array[];
}

/** Elements of WebM by their ids: https://www.rfc-editor.org/rfc/rfc9559 */
const TRACK = 0xae;
const TRACK_TYPE = 0x83;
const CODEC = 0x86;
const CODEC_PRIVATE = 0x63a2;
const BLOCK = 0xa1;
const SIMPLE_BLOCK = 0xa3;
/** What holds others is walked into, so that its own length, which recorders leave unknown, is never needed. */
const holders = new Set([0x18538067, 0x1654ae6b, TRACK, 0x1f43b675, 0xa0]);

const VIDEO = 1;
const SOUND = 2;

/**
 * The sound of a WebM file, where that is all there is in it and it is Opus, as browsers record it. Null for everything else, a film among
 * it; a file that was cut short gives what is whole.
 */
export function readWebmOpus(bytes: Uint8Array): OpusRecording | null {
  let head: Uint8Array | null = null;
  let kind = 0;
  let codec = '';
  const packets: Uint8Array[] = [];
  for (const { id, data } of elements(bytes)) {
    if (id === TRACK) [kind, codec] = [0, ''];
    if (id === TRACK_TYPE) kind = data[0] ?? 0;
    if (id === TRACK_TYPE && kind === VIDEO) return null;
    // A second track of sound: which one was meant cannot be told.
    if (id === TRACK_TYPE && kind === SOUND && head !== null) return null;
    if (id === CODEC) codec = Buffer.from(data).toString('latin1');
    if (id === CODEC_PRIVATE && codec === 'A_OPUS') head = data;
    if (id !== BLOCK && id !== SIMPLE_BLOCK) continue;
    const packet = packetOf(data);
    if (packet === null) return null;
    packets.push(packet);
  }
  return head === null || packets.length === 0 ? null : { head, packets };
}

function* elements(bytes: Uint8Array): Generator<{ id: number; data: Uint8Array }> {
  for (let at = 0; at < bytes.length;) {
    const idLength = lengthOf(bytes[at]);
    if (idLength === null || idLength > 4 || at + idLength >= bytes.length) return;
    const id = numberOf(bytes.subarray(at, at + idLength));
    at += idLength;
    const sizeLength = lengthOf(bytes[at]);
    if (sizeLength === null || at + sizeLength > bytes.length) return;
    const sized = Uint8Array.from(bytes.subarray(at, at + sizeLength));
    sized[0] = (sized[0] ?? 0) & (0xff >> sizeLength);
    at += sizeLength;
    if (holders.has(id)) {
      yield { id, data: bytes.subarray(at, at) };
      continue;
    }
    const size = numberOf(sized);
    if (at + size > bytes.length) return;
    yield { id, data: bytes.subarray(at, at + size) };
    at += size;
  }
}

/** Behind the number of its track, its time and its flags. Null where several are laced into one, which no recorder does. */
function packetOf(block: Uint8Array): Uint8Array | null {
  const trackLength = lengthOf(block[0]);
  if (trackLength === null || block.length <= trackLength + 3) return null;
  const flags = block[trackLength + 2] ?? 0;
  return (flags & 0x06) === 0 ? block.subarray(trackLength + 3) : null;
}

/** How many bytes a number has whose first byte this is: its leading zeros tell. */
const lengthOf = (first: number | undefined): number | null => (first ? Math.clz32(first) - 23 : null);

const numberOf = (bytes: Uint8Array): number => bytes.reduce((number, byte) => number * 256 + byte, 0);
