import { crc32, inflateRawSync } from 'node:zlib';

/** The files of an archive, read by the list at its end, as programs do. @throws Error where it is not as the list says */
export function filesIn(archive: Buffer): Map<string, Buffer> {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  const files = new Map<string, Buffer>();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const [crc, packed, size] = [16, 20, 24].map((place) => archive.readUInt32LE(at + place));
    const [name, extra, note] = [28, 30, 32].map((place) => archive.readUInt16LE(at + place));
    const head = archive.readUInt32LE(at + 42);
    const path = archive.toString('utf8', at + 46, at + 46 + name!);
    const begin = head + 30 + archive.readUInt16LE(head + 26) + archive.readUInt16LE(head + 28);
    const bytes = inflateRawSync(archive.subarray(begin, begin + packed!));
    if (bytes.length !== size || crc32(bytes) !== crc) throw new Error(`${path}: its checksum or size is wrong`);
    files.set(path, bytes);
    at += 46 + name! + extra! + note!;
  }
  return files;
}
