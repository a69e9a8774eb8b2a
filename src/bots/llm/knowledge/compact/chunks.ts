const BITS = 16;
const SIZE = 1 << BITS;
const REST = SIZE - 1;

/** A list of whole numbers that grows without being copied: 4 bytes each, outside of the engine's heap. */
export class Chunks {
  readonly #chunks: Uint32Array[] = [];
  length = 0;

  push(value: number): number {
    const at = this.length++;
    if ((at & REST) === 0) this.#chunks.push(new Uint32Array(SIZE));
    this.#chunks[at >>> BITS]![at & REST] = value;
    return at;
  }

  at(index: number): number {
    return this.#chunks[index >>> BITS]![index & REST]!;
  }

  set(index: number, value: number): void {
    this.#chunks[index >>> BITS]![index & REST] = value;
  }
}
