import { Readable, pipeline } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

/** One file of an archive. */
export interface ZipEntry {
  /** With `/` between folders. */
  path: string;
  bytes: AsyncIterable<Uint8Array>;
}

interface Written {
  name: Buffer;
  crc: number;
  /** Bytes in the archive, and as they were. */
  packed: number;
  size: number;
  at: number;
}

/** Deflated, sizes behind the bytes (they are not known before), names in UTF-8. */
const [DEFLATED, FLAGS, VERSION] = [8, 0x0808, 20];
/** What the plain form can count: an archive of more is none that anybody hands out. */
const MOST = 0xffff_fffe;

/** An archive as it is being made: no more of it is held than what is on its way. @throws RangeError past 4 GB */
export async function* zip(entries: AsyncIterable<ZipEntry>, now: Date): AsyncGenerator<Uint8Array> {
  const stamp = dosTime(now);
  const written: Written[] = [];
  let at = 0;
  for await (const { path, bytes } of entries) {
    const one: Written = { name: Buffer.from(path), crc: 0, packed: 0, size: 0, at };
    const head = Buffer.concat([numbers([0x04034b50, 4], ...common(stamp, one)), one.name]);
    yield head;
    const stream = pipeline(Readable.from(counted(bytes, one)), createDeflateRaw(), () => undefined);
    for await (const piece of stream as AsyncIterable<Uint8Array>) {
      one.packed += piece.length;
      if (at + one.packed > MOST || one.size > MOST) throw new RangeError('an archive holds 4 GB at most');
      yield piece;
    }
    yield numbers([0x08074b50, 4], [one.crc, 4], [one.packed, 4], [one.size, 4]);
    at += head.length + one.packed + 16;
    written.push(one);
  }
  const list = Buffer.concat(
    written.flatMap((one) => [
      numbers([0x02014b50, 4], [VERSION, 2], ...common(stamp, one), [0, 2], [0, 2], [0, 2], [0, 4], [one.at, 4]),
      one.name,
    ]),
  );
  yield list;
  const count = written.length;
  yield numbers([0x06054b50, 4], [0, 2], [0, 2], [count, 2], [count, 2], [list.length, 4], [at, 4], [0, 2]);
}

/** What stands before each file and in the list at the end alike; before it the sizes are still zero. */
const common = (stamp: number, { crc, packed, size, name }: Written): [number, 2 | 4][] => [
  ...([
    [VERSION, 2],
    [FLAGS, 2],
    [DEFLATED, 2],
    [stamp, 4],
  ] as [number, 2 | 4][]),
  ...([
    [crc, 4],
    [packed, 4],
    [size, 4],
    [name.length, 2],
    [0, 2],
  ] as [number, 2 | 4][]),
];

async function* counted(bytes: AsyncIterable<Uint8Array>, one: Written): AsyncGenerator<Uint8Array> {
  for await (const piece of bytes) {
    one.crc = crc32(piece, one.crc);
    one.size += piece.length;
    yield piece;
  }
}

/** Little-endian, each in so many bytes. */
function numbers(...all: [number, 2 | 4][]): Buffer {
  const buffer = Buffer.alloc(all.reduce((sum, [, bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [value, bytes] of all) at = buffer.writeUIntLE(value, at, bytes);
  return buffer;
}

/** Date and time as archives have them: to two seconds, without a zone. */
const dosTime = (at: Date): number =>
  (((at.getUTCFullYear() - 1980) << 25) |
    ((at.getUTCMonth() + 1) << 21) |
    (at.getUTCDate() << 16) |
    (at.getUTCHours() << 11) |
    (at.getUTCMinutes() << 5) |
    (at.getUTCSeconds() >> 1)) >>>
  0;
