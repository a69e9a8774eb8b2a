import { PIECE_BYTES } from './pieces.ts';
import type { Tx } from '../tables.ts';

/**
 * The file is here, whole.
 *
 * @throws Error where pieces are missing: it must be fetched anew.
 */
export async function fileKept(tx: Tx, id: number, { mime, size }: { mime: string; size: number }): Promise<void> {
  const { pieces } = await tx
    .selectFrom('pieces')
    .select((eb) => eb.fn.countAll<number>().as('pieces'))
    .where('file_id', '=', id)
    .executeTakeFirstOrThrow();
  if (Number(pieces) !== Math.ceil(size / PIECE_BYTES)) throw new Error('a file was fetched and is not whole');
  await tx.updateTable('files').set({ state: 'ready', mime, size, kept: size }).where('id', '=', id).execute();
}
