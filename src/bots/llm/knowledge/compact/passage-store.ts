import type { Passage } from '../passage.ts';
import { Chunks } from './chunks.ts';

const CHUNK = 1 << 20;

/** Passages as bytes, outside of the engine's heap: a letter takes a byte, and none of them keeps the file alive that it was cut from. */
export class PassageStore {
  readonly #chunks: Buffer[] = [];
  readonly #begins = new Chunks();
  readonly #sizes = new Chunks();
  #room = 0;

  /** Gives its number, from 0. */
  add({ source, head, path, text }: Passage): number {
    const bytes = Buffer.from(JSON.stringify([source, head, path, text]));
    // What is larger than a chunk has one of its own.
    if (bytes.length > this.#room) {
      this.#room = Math.max(CHUNK, bytes.length);
      this.#chunks.push(Buffer.allocUnsafeSlow(this.#room));
    }
    const chunk = this.#chunks.length - 1;
    const begin = this.#chunks[chunk]!.length - this.#room;
    bytes.copy(this.#chunks[chunk]!, begin);
    this.#room -= bytes.length;
    this.#begins.push(chunk * CHUNK + begin);
    return this.#sizes.push(bytes.length);
  }

  get(number: number): Passage {
    const begin = this.#begins.at(number);
    const chunk = this.#chunks[Math.floor(begin / CHUNK)]!;
    const at = begin % CHUNK;
    const json = chunk.toString('utf8', at, at + this.#sizes.at(number));
    const [source, head, path, text] = JSON.parse(json) as [string, string, string, string];
    return { source, head, path, text };
  }
}
