import type { Sink } from '../../sink.ts';
import type { Store } from '../open.ts';
import { lockNames } from '../lock.ts';
import type { Db, Tx } from '../tables.ts';

/** One row of `pieces`: small enough that neither a write nor a read of it holds anybody up. Bytes. */
export const PIECE_BYTES = 256 * 1024;
/** Pieces deleted in one write. */
const AT_ONCE = 8;

/** What is kept of all files is as much as may be (`FILES_MAX`). */
export class NoRoom extends Error {
  override readonly name = 'NoRoom';
  /** What the file would take, as far as is known. */
  readonly bytes: number;

  constructor(bytes: number) {
    super('no room is left for files (FILES_MAX)');
    this.bytes = bytes;
  }
}

/** The file was finished or given up by somebody else meanwhile: what is written of it now would be too much. */
export class NotWanted extends Error {
  override readonly name = 'NotWanted';
}

/**
 * Writes one file into pieces, each in a transaction of its own. Its room is taken when it begins, so that files that come at the same
 * time cannot outgrow it together.
 *
 * @param most for all files of this ledger, in bytes
 * @throws NoRoom, NotWanted
 */
export function pieceSink(store: Store, fileId: number, most: number): Sink {
  const buffer = Buffer.alloc(PIECE_BYTES);
  let filled = 0;
  let number = 0;
  const flush = async () => {
    await writePiece(store, { fileId, number, bytes: buffer.subarray(0, filled), most });
    number += 1;
    filled = 0;
  };
  return {
    async begin(size) {
      filled = 0;
      number = 0;
      await store.write((tx) => takeRoom(tx, fileId, size ?? PIECE_BYTES, most));
      while (await store.write((tx) => deleteSome(tx, fileId)));
    },
    async write(bytes) {
      for (let from = 0; from < bytes.length;) {
        const taken = Math.min(PIECE_BYTES - filled, bytes.length - from);
        buffer.set(bytes.subarray(from, from + taken), filled);
        filled += taken;
        from += taken;
        if (filled === PIECE_BYTES) await flush();
      }
    },
    async end() {
      if (filled > 0) await flush();
    },
  };
}

interface Piece {
  fileId: number;
  number: number;
  bytes: Uint8Array;
  most: number;
}

async function writePiece(store: Store, { fileId, number, bytes, most }: Piece): Promise<void> {
  await store.write(async (tx) => {
    await takeRoom(tx, fileId, number * PIECE_BYTES + bytes.length, most);
    await tx
      .insertInto('pieces')
      .values({ file_id: fileId, number, bytes })
      .onConflict((conflict) => conflict.columns(['file_id', 'number']).doUpdateSet({ bytes }))
      .execute();
  });
}

/** Keeps a file that is here already, in the write that knows of it. False where no room is left: then nothing of it is kept. */
export async function keepBytes(
  tx: Tx,
  fileId: number,
  { bytes, mime }: { bytes: Uint8Array; mime: string },
  most: number,
): Promise<boolean> {
  await lockNames(tx, ['files']);
  if ((await keptBytes(tx)) + bytes.length > most) return false;
  for (let number = 0; number * PIECE_BYTES < bytes.length; number++) {
    const piece = bytes.subarray(number * PIECE_BYTES, (number + 1) * PIECE_BYTES);
    await tx.insertInto('pieces').values({ file_id: fileId, number, bytes: piece }).execute();
  }
  const change = { state: 'ready' as const, mime, size: bytes.length, kept: bytes.length };
  await tx.updateTable('files').set(change).where('id', '=', fileId).execute();
  return true;
}

/** Notes how much is kept of a file; what it takes beyond that must be there. */
async function takeRoom(tx: Tx, fileId: number, bytes: number, most: number): Promise<void> {
  const file = await tx
    .selectFrom('files')
    .select(['kept', 'leaving'])
    .where('id', '=', fileId)
    .where('state', '=', 'wanted')
    .executeTakeFirst();
  if (!file) throw new NotWanted(`file ${fileId} is not wanted any more`);
  // Two that look at the same room at once would both take it.
  if (bytes > file.kept) await lockNames(tx, ['files']);
  if (bytes > file.kept && (await keptBytes(tx)) - file.kept + bytes > most) throw new NoRoom(bytes);
  if (bytes <= file.kept && file.leaving === 0) return;
  const kept = Math.max(file.kept, bytes);
  await tx.updateTable('files').set({ kept, leaving: 0 }).where('id', '=', fileId).execute();
}

/** Whether a file of such a size, or of an unknown one, may begin: to be asked before it is asked for outside. */
export async function hasRoom(db: Db, file: { kept: number; size: number | null }, most: number): Promise<boolean> {
  return (await keptBytes(db)) - file.kept + (file.size ?? 1) <= most;
}

/** The bytes of a file, piece by piece. Nothing for a file without any. */
export async function* readPieces(db: Db, fileId: number): AsyncGenerator<Uint8Array> {
  for (let number = 0; ; number++) {
    const piece = await db
      .selectFrom('pieces')
      .select('bytes')
      .where('file_id', '=', fileId)
      .where('number', '=', number)
      .executeTakeFirst();
    if (!piece) return;
    yield piece.bytes;
  }
}

/** What all files take, bytes that are still to come of those under way included. */
export async function keptBytes(db: Db | Tx): Promise<number> {
  const row = await db
    .selectFrom('files')
    .select((eb) => eb.fn.sum<number | null>('kept').as('bytes'))
    .where('kept', '>', 0)
    .executeTakeFirstOrThrow();
  return Number(row.bytes ?? 0);
}

/** Nobody needs the bytes of this message's files any more: they go soon (`deleteLeaving`). */
export async function letFilesGo(tx: Tx, messageId: string): Promise<void> {
  await tx.updateTable('files').set({ leaving: 1 }).where('message_id', '=', messageId).where('kept', '>', 0).execute();
}

/** Deletes the bytes of files that are let go, a few pieces in each write, until it `ends`. Gives how many files are gone. */
export async function deleteLeaving(store: Store, ends: () => boolean = () => false): Promise<number> {
  const first = () =>
    store.db.selectFrom('files').select('id').where('leaving', '=', 1).orderBy('id').limit(1).executeTakeFirst();
  let gone = 0;
  for (let file = await first(); file && !ends(); file = await first()) {
    const { id } = file;
    // Looked at in each write: it may be fetched anew meanwhile.
    const more = await store.write(async (tx) => {
      const leaves = await tx
        .selectFrom('files')
        .select('id')
        .where('id', '=', id)
        .where('leaving', '=', 1)
        .executeTakeFirst();
      if (!leaves || (await deleteSome(tx, id))) return true;
      await tx.updateTable('files').set({ kept: 0, leaving: 0 }).where('id', '=', id).execute();
      return false;
    });
    if (!more) gone += 1;
  }
  return gone;
}

/** False where there was none left. */
async function deleteSome(tx: Tx, fileId: number): Promise<boolean> {
  const some = tx
    .selectFrom('pieces')
    .select('number')
    .where('file_id', '=', fileId)
    .orderBy('number', 'desc')
    .limit(AT_ONCE);
  const { numDeletedRows } = await tx
    .deleteFrom('pieces')
    .where('file_id', '=', fileId)
    .where('number', 'in', some)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}
