/** Where the bytes of a file go as they come: nobody holds all of them at once. */
export interface Sink {
  /** The file begins, perhaps anew: what came before is thrown away. `size` is what was told of it, null where nothing was. */
  begin(size: number | null): Promise<void>;
  /** What is to be kept of them must be copied: once this has resolved they are gone. */
  write(bytes: Uint8Array): Promise<void>;
  /** All of it was given. */
  end(): Promise<void>;
}
