import { readPieces } from '../files/pieces.ts';
import type { Store } from '../open.ts';
import { exportPerson, filesOf } from './export-person.ts';
import type { Known } from './forget/known.ts';

/** One file of what is handed out. */
export interface ExportEntry {
  /** With `/` between folders. */
  path: string;
  bytes: AsyncIterable<Uint8Array>;
}

/**
 * All that is known of a person: their files, and `person.json` last, which says which file belongs to which message.
 *
 * @param clean makes a name of a stranger's one that may be a file's
 */
export async function* exportEntries(
  store: Store,
  known: readonly Known[],
  { at, clean }: { at: Date; clean: (name: string | null) => string | null },
): AsyncGenerator<ExportEntry> {
  const channels = [];
  for (const one of known) {
    const { channel, tables, events } = await exportPerson(store.db, one);
    const files: object[] = [];
    for (const { id, message_id: message, position, name, mime } of await filesOf(store.db, one.contactIds)) {
      // A name only, and never the same twice.
      const path = `files/${id}-${clean(name) ?? 'file'}`;
      yield { path, bytes: readPieces(store.db, id) };
      files.push({ file: path, message, position, mime });
    }
    channels.push({ channel, kept_files: files, ...tables, events });
  }
  const text = JSON.stringify({ exported_at: at.toISOString(), channels }, null, 2);
  yield { path: 'person.json', bytes: oneOf(Buffer.from(`${text}\n`)) };
}

async function* oneOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
