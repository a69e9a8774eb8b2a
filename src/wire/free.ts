/**
 * Gives the memory of bytes back at once, which are not to be looked at any more. V8 counts what lies outside its heap late: of a stream of
 * large buffers a hundred megabytes are dead and still held.
 *
 * Only where they are all of their memory: a slice may have neighbours that somebody still reads.
 */
export function free(bytes: Uint8Array): void {
  const { buffer } = bytes;
  if (buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength) buffer.transfer(0);
}
