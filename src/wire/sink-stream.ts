import type { Sink } from '../sink.ts';

/** What is poured into the sink can be read from the stream, at the reader's own pace. */
export interface SinkStream {
  sink: Sink;
  stream: ReadableStream<Uint8Array>;
  /** Resolves once it begins, with its size where that was told; never where it fails before. */
  begun: Promise<number | null>;
  /** Whoever reads is told that there is no more to come, and that it is not whole. */
  fail: (error: unknown) => void;
}

/** A file on its way through us, of which no more than a piece is held. */
export function sinkStream(): SinkStream {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  // Whoever pours is told by `write`.
  writer.closed.catch(() => undefined);
  let begin: (size: number | null) => void = () => undefined;
  let hasBegun = false;
  const begun = new Promise<number | null>((resolve) => (begin = resolve));
  return {
    stream: readable,
    begun,
    sink: {
      async begin(size) {
        // What has gone out cannot be taken back.
        if (hasBegun) throw new Error('a file that is on its way cannot begin anew');
        hasBegun = true;
        begin(size);
        await Promise.resolve();
      },
      async write(bytes) {
        await writer.ready;
        // A copy: whoever gives them may use their memory again.
        await writer.write(Uint8Array.from(bytes));
      },
      end: () => writer.close(),
    },
    fail: (error) => void writer.abort(error).catch(() => undefined),
  };
}
