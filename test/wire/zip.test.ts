import { expect, test } from 'vitest';
import { zip, type ZipEntry } from '../../src/wire/zip.ts';
import { filesIn } from '../zipped.ts';

async function* entries(...all: [string, Uint8Array[]][]): AsyncGenerator<ZipEntry> {
  for (const [path, pieces] of all) yield await Promise.resolve({ path, bytes: piecesOf(pieces) });
}
async function* piecesOf(pieces: Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield await Promise.resolve(piece);
}

async function whole(archive: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces = [];
  for await (const piece of archive) pieces.push(piece);
  return Buffer.concat(pieces);
}

test('an archive holds every file whole, by its name', async () => {
  const large = [Buffer.alloc(300_000, 'a'), Buffer.from(Array.from({ length: 70_000 }, (_, at) => (at * 7919) % 251))];
  const at = new Date('2026-03-10T15:04:06Z');
  const archive = await whole(
    zip(entries(['files/1-señal.bin', large], ['empty', []], ['person.json', [Buffer.from('{}\n')]]), at),
  );
  const files = filesIn(archive);
  expect([...files.keys()]).toEqual(['files/1-señal.bin', 'empty', 'person.json']);
  expect(files.get('files/1-señal.bin')?.equals(Buffer.concat(large))).toBe(true);
  expect(files.get('empty')?.length).toBe(0);
  expect(files.get('person.json')?.toString()).toBe('{}\n');
  expect(archive.length).toBeLessThan(100_000);
});

test('one of nothing is an archive too, and a file that breaks off breaks the archive', async () => {
  expect(filesIn(await whole(zip(entries(), new Date(0))))).toEqual(new Map());
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('some');
    await Promise.resolve();
    throw new Error('gone');
  }
  async function* one(): AsyncGenerator<ZipEntry> {
    yield await Promise.resolve({ path: 'a', bytes: broken() });
  }
  await expect(whole(zip(one(), new Date()))).rejects.toThrow('gone');
});

test('the reader of this test sees a wrong checksum', async () => {
  const archive = await whole(zip(entries(['a', [Buffer.from('abc')]]), new Date()));
  const at = archive.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
  archive[at + 16]! ^= 1;
  expect(() => filesIn(archive)).toThrow('checksum');
});
