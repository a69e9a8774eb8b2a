import { DownloadRefused } from '../chatwoot/download.ts';
import { registerVerdict } from '../chatwoot/failure.ts';
import { ChatwootUnreachable } from '../chatwoot/unreachable.ts';
import type { Store } from '../store/open.ts';
import type { StoredFile } from '../store/tables.ts';
import type { Verdict } from '../verdict.ts';
import type { SendPart } from '../whatsapp/compose.ts';
import { sendVerdict } from '../whatsapp/failure.ts';
import type { WhatsAppMedia } from '../whatsapp/media.ts';
import { carriesCaption, mediaPart } from '../whatsapp/media-part.ts';
import { planMedia } from '../whatsapp/outgoing-media.ts';

/** A part whose file is still in Chatwoot, or uploaded already. */
export interface FilePart {
  /** Row of `files`. */
  file: number;
  caption?: string;
  quoteWamid?: string;
}

export interface FileOptions {
  store: Store;
  media: WhatsAppMedia;
  /** Fetches an agent's file; null where Chatwoot is off. */
  download: ((url: string) => Promise<{ bytes: Uint8Array; type: string; name: string | null }>) | null;
}

/** WhatsApp does not take this file in any form. */
class FileRefused extends Error {
  override readonly name = 'FileRefused';
  readonly fix: string;
  constructor(reason: string, fix: string) {
    super(reason);
    this.fix = fix;
  }
}

/** Fetches an agent's file from Chatwoot and uploads it, once: a retry sends what is uploaded already. */
export async function prepareFile(part: FilePart, options: FileOptions): Promise<SendPart> {
  const { store, media, download } = options;
  const file = await store.db.selectFrom('files').selectAll().where('id', '=', part.file).executeTakeFirstOrThrow();
  const { url } = JSON.parse(file.source) as { url: string };
  const ready = file.state === 'ready' ? file : null;
  if (!ready && !download) throw new FileRefused('Chatwoot is off', 'Set CHATWOOT_ENABLED.');
  const got = ready ?? (await fetched(file, url, options));
  const plan = planMedia({
    mime: got.mime,
    filename: got.name,
    size: got.size ?? 0,
    ...(got.bytes ? { bytes: got.bytes } : {}),
  });
  if ('refused' in plan) throw new FileRefused(plan.refused, plan.fix);
  let mediaId = got.media_id;
  if (mediaId === null) {
    const bytes = got.bytes ?? new Uint8Array();
    ({ id: mediaId } = await media.uploadMedia({ bytes, mime: plan.mime, filename: plan.filename }));
    const change = { media_id: mediaId };
    await store.write((tx) => tx.updateTable('files').set(change).where('id', '=', file.id).execute());
  }
  const { caption } = part;
  // A sticker carries no words: with some, the picture goes as a document.
  const as = caption !== undefined && plan.as === 'sticker' ? 'document' : plan.as;
  const words = caption !== undefined && carriesCaption(as) ? { caption } : {};
  const voice = plan.voice ? { voice: true as const } : {};
  return mediaPart({ as, id: mediaId, filename: plan.filename, ...voice, ...words }, part.quoteWamid ?? null);
}

async function fetched(file: StoredFile, url: string, { store, download }: FileOptions): Promise<StoredFile> {
  if (!download) throw new FileRefused('Chatwoot is off', 'Set CHATWOOT_ENABLED.');
  const got = await download(url);
  const change = {
    state: 'ready' as const,
    bytes: got.bytes,
    size: got.bytes.length,
    mime: got.type,
    name: got.name ?? file.name,
    error: null,
  };
  await store.write((tx) => tx.updateTable('files').set(change).where('id', '=', file.id).execute());
  return { ...file, ...change };
}

/** The file may not be there yet for a moment after its message. */
const SOON_TRIES = 6;

export function fileVerdict(error: unknown, attempt: number): Verdict {
  if (error instanceof FileRefused) return { do: 'give_up', reason: error.message, fix: error.fix };
  if (error instanceof DownloadRefused) {
    if (error.kind === 'not_there' && attempt < SOON_TRIES) return { do: 'retry', afterMs: 1_000 * attempt };
    if (error.kind === 'answer' && error.status >= 500) return { do: 'retry' };
    return { do: 'give_up', reason: error.message, fix: 'Attach the file again, or send a link to it.' };
  }
  return error instanceof ChatwootUnreachable ? registerVerdict(error, attempt) : sendVerdict(error, attempt);
}
