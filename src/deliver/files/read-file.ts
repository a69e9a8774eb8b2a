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
 * The bytes of a file that a customer sent: from here while they are here, else from WhatsApp, which keeps it for 7 days.
 *
 * @throws FileTooLarge; what `fetchMedia` throws
 */
export async function readFile(
  db: Db,
  message: Pick<Message, 'id'>,
  wanted: WantedMedia,
  provider: Pick<Provider, 'fetchMedia'>,
): Promise<Uint8Array> {
  const kept = await db
    .selectFrom('files')
    .select(['id', 'size'])
    .where('message_id', '=', message.id)
    .where('state', '=', 'ready')
    .where('leaving', '=', 0)
    .where('kept', '>', 0)
    .executeTakeFirst();
  const sink = memorySink();
  if (kept) {
    for await (const piece of readPieces(db, kept.id)) await sink.write(piece);
    // Its pieces may have been let go while they were read.
    if (sink.bytes().length === kept.size) return sink.bytes();
  }
  await provider.fetchMedia(wanted, sink);
  return sink.bytes();
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
      parts.push(bytes.slice());
      await Promise.resolve();
    },
    end: async () => await Promise.resolve(),
    bytes: () => Buffer.concat(parts),
  };
}
