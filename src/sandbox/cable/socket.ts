import type { Duplex } from 'node:stream';
import { createFrameReader, encodeFrame, FrameError, OPCODE, type Frame } from './frames.ts';

/** One open WebSocket on the server's side. */
export interface CableSocket {
  readonly open: boolean;
  sendText(text: string): void;
  /** Says goodbye with a code, then ends. */
  close(code: number, reason?: string): void;
  /** Ends without a word, as a cut line does. */
  cut(): void;
}

export interface SocketOptions {
  /** Of one message, fragments together; 1 MiB where absent. */
  maxBytes?: number;
  onText: (text: string) => void;
  onClose: () => void;
}

const CLOSE_WAIT_MS = 1_000;

/** Takes over a stream after the handshake. Nothing it does throws. */
export function openSocket(stream: Duplex, head: Buffer, options: SocketOptions): CableSocket {
  const maxBytes = options.maxBytes ?? 1_048_576;
  const read = createFrameReader(maxBytes);
  let open = true;
  let closing = false;
  let parts: Buffer[] | null = null;

  const write = (opcode: number, payload: Uint8Array) => {
    if (open && !stream.destroyed) stream.write(encodeFrame(opcode, payload));
  };
  const gone = () => {
    if (!open) return;
    open = false;
    options.onClose();
  };
  const end = () => {
    if (!stream.destroyed) stream.end();
    setTimeout(() => stream.destroy(), CLOSE_WAIT_MS).unref();
    gone();
  };
  const close = (code: number, reason = '') => {
    if (closing || !open) return;
    closing = true;
    const body = Buffer.concat([Buffer.from([code >> 8, code & 0xff]), Buffer.from(reason)]);
    write(OPCODE.close, body.subarray(0, 125));
    end();
  };

  function take({ fin, opcode, payload }: Frame): void {
    if (opcode === OPCODE.ping) return write(OPCODE.pong, payload);
    if (opcode === OPCODE.pong) return;
    if (opcode === OPCODE.close) return close(payload.length >= 2 ? payload.readUInt16BE(0) : 1000);
    if (opcode === OPCODE.binary) throw new FrameError(1003, 'only text is understood');
    if ((opcode === OPCODE.continuation) !== (parts !== null)) throw new FrameError(1002, 'fragments out of order');
    const all: Buffer[] = [...(parts ?? []), payload];
    if (all.reduce((sum, one) => sum + one.length, 0) > maxBytes) throw new FrameError(1009, 'the message is too big');
    parts = fin ? null : all;
    if (!fin) return;
    let text: string;
    try {
      text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(all));
    } catch {
      throw new FrameError(1007, 'the text is no UTF-8');
    }
    options.onText(text);
  }

  function feed(chunk: Buffer): void {
    try {
      for (const frame of read(chunk)) if (open) take(frame);
    } catch (error) {
      if (error instanceof FrameError) close(error.code, error.message);
      else close(1011);
    }
  }

  // Put back rather than fed at once: the caller has not got its socket yet.
  if (head.length > 0) stream.unshift(head);
  stream.on('data', feed);
  stream.on('error', gone);
  stream.on('end', end);
  stream.on('close', gone);
  return {
    get open() {
      return open;
    },
    sendText: (text) => write(OPCODE.text, Buffer.from(text)),
    close,
    cut() {
      stream.destroy();
      gone();
    },
  };
}
