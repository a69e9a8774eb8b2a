import type { Sink } from '../src/sink.ts';

/** Bytes as a stream of them, in pieces of no round size, which are given away. */
export async function* given(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += 61_001) yield Uint8Array.from(bytes.subarray(from, from + 61_001));
}

/** All of a stream. */
export async function collected(bytes: AsyncIterable<Uint8Array>): Promise<Buffer<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  for await (const part of bytes) parts.push(part);
  return Buffer.concat(parts);
}

/** A sink that remembers; `bytes` gives nothing before the end was told. */
export function memorySink(): Sink & { told: (number | null)[]; bytes: () => Buffer<ArrayBuffer> | null } {
  let parts: Uint8Array[] = [];
  let whole: Buffer<ArrayBuffer> | null = null;
  const told: (number | null)[] = [];
  return {
    told,
    bytes: () => whole,
    begin: (size) => {
      parts = [];
      told.push(size);
      return Promise.resolve();
    },
    write: (bytes) => {
      parts.push(Uint8Array.from(bytes));
      return Promise.resolve();
    },
    end: () => {
      whole = Buffer.concat(parts);
      return Promise.resolve();
    },
  };
}
