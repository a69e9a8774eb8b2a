/** The frames of RFC 6455, as a server reads and writes them. */

export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

export interface Frame {
  fin: boolean;
  opcode: number;
  payload: Buffer;
}

/** Why a connection must end, with the code of RFC 6455 §7.4.1. */
export class FrameError extends Error {
  readonly code: number;

  constructor(code: number, reason: string) {
    super(reason);
    this.code = code;
  }
}

/** A server's frame: never masked. */
export function encodeFrame(opcode: number, payload: Uint8Array): Buffer {
  const { byteLength } = payload;
  const extra = byteLength < 126 ? 0 : byteLength < 65_536 ? 2 : 8;
  const head = Buffer.alloc(2 + extra);
  head[0] = 0x80 | opcode;
  head[1] = extra === 0 ? byteLength : extra === 2 ? 126 : 127;
  if (extra === 2) head.writeUInt16BE(byteLength, 2);
  if (extra === 8) head.writeBigUInt64BE(BigInt(byteLength), 2);
  return Buffer.concat([head, payload]);
}

/** Takes bytes as they come and gives out whole frames; throws a FrameError at what a client must not send. */
export function createFrameReader(maxBytes: number): (chunk: Uint8Array) => Frame[] {
  let rest = Buffer.alloc(0);
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    const frames: Frame[] = [];
    for (;;) {
      const read = readFrame(rest, maxBytes);
      if (!read) return frames;
      frames.push(read.frame);
      rest = rest.subarray(read.length);
    }
  };
}

function readFrame(bytes: Buffer, maxBytes: number): { frame: Frame; length: number } | null {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return null;
  if ((first & 0x70) !== 0) throw new FrameError(1002, 'a reserved bit is set');
  const opcode = first & 0x0f;
  const fin = (first & 0x80) !== 0;
  if (!(Object.values(OPCODE) as number[]).includes(opcode))
    throw new FrameError(1002, `opcode ${opcode} is not known`);
  if ((second & 0x80) === 0) throw new FrameError(1002, 'a client must mask its frames');
  const short = second & 0x7f;
  if (opcode >= 8 && (!fin || short > 125)) throw new FrameError(1002, 'a control frame must be short and whole');
  const extra = short < 126 ? 0 : short === 126 ? 2 : 8;
  const start = 2 + extra + 4;
  if (bytes.length < 2 + extra) return null;
  const size = extra === 0 ? short : extra === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  if (size > maxBytes) throw new FrameError(1009, `a frame of ${size} bytes is too big`);
  if (bytes.length < start + size) return null;
  const mask = bytes.subarray(2 + extra, start);
  const payload = Buffer.from(bytes.subarray(start, start + size));
  for (let i = 0; i < size; i += 1) payload[i] = (payload[i] ?? 0) ^ (mask[i & 3] ?? 0);
  return { frame: { fin, opcode, payload }, length: start + size };
}
