import type { Provider, WantedMedia } from '../../providers/provider.ts';
import type { Sink } from '../../sink.ts';
import { readPieces } from '../../store/files/pieces.ts';
import type { Db, Message } from '../../store/tables.ts';

/** A bot holds a file in memory, beside those of others. Bytes. */
export const MOST_READ = 16 * 1024 * 1024;

/** The customer's file is larger than a bot is given. */
export class FileTooLarge extends Error {
  override readonly name = 'FileTooLarge';

  constructor() {
    super(`the file is larger than ${MOST_READ / 1024 / 1024} MB`);
  }
}

/**
 * The bytes of a file that a customer sent, held in memory.
 *
 * @throws FileTooLarge; what `fetchMedia` throws
 */
export async function readFile(
  db: Db,
  message: Pick<Message, 'id'>,
  wanted: WantedMedia,
  provider: Pick<Provider, 'fetchMedia'>,
): Promise<Uint8Array> {
  const sink = memorySink();
  await pourFile(db, message, wanted, provider, sink);
  return sink.bytes();
}

/**
 * A file that a customer sent, as it comes: from here while it is here, else from WhatsApp, which keeps it for 7 days.
 *
 * @throws what `fetchMedia` throws, and the sink
 */
export async function pourFile(
  db: Db,
  message: Pick<Message, 'id'>,
  wanted: WantedMedia,
  provider: Pick<Provider, 'fetchMedia'>,
  sink: Sink,
): Promise<{ mime: string | null; size: number }> {
  const kept = await db
    .selectFrom('files')
    .select(['id', 'size', 'mime'])
    .where('message_id', '=', message.id)
    .where('state', '=', 'ready')
    .where('leaving', '=', 0)
    .where('kept', '>', 0)
    .executeTakeFirst();
  if (kept) {
    let size = 0;
    await sink.begin(kept.size);
    for await (const piece of readPieces(db, kept.id)) {
      size += piece.length;
      await sink.write(piece);
    }
    // Its pieces may have been let go while they were read.
    if (size === kept.size) {
      await sink.end();
      return { mime: kept.mime, size };
    }
  }
  return await provider.fetchMedia(wanted, sink);
}

function memorySink(): Sink & { bytes(): Uint8Array } {
  let parts: Uint8Array[] = [];
  let size = 0;
  const take = (more: number) => {
    if (more > MOST_READ) throw new FileTooLarge();
  };
  return {
    begin: async (told) => {
      take(told ?? 0);
      [parts, size] = [[], 0];
      await Promise.resolve();
    },
    write: async (bytes) => {
      take((size += bytes.length));
      // Whoever gives them may use their memory again.
      parts.push(Uint8Array.from(bytes));
      await Promise.resolve();
    },
    end: async () => await Promise.resolve(),
    bytes: () => Buffer.concat(parts),
  };
}
