import { DownloadRefused, type Download } from '../chatwoot/download.ts';
import { downloadVerdict } from '../chatwoot/download-failure.ts';
import { ChatwootUnreachable } from '../chatwoot/unreachable.ts';
import type { Store } from '../store/open.ts';
import type { Send } from '../store/tables.ts';
import type { Verdict } from '../verdict.ts';
import type { SendPart } from '../whatsapp/compose.ts';
import { sendVerdict } from '../whatsapp/failure.ts';
import type { WhatsAppMedia } from '../whatsapp/media.ts';
import { carriesCaption, mediaPart } from '../whatsapp/media-part.ts';
import { planMedia } from '../whatsapp/outgoing-media.ts';

/** A part whose file is still in Chatwoot. */
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
  download: ((url: string) => Promise<Download>) | null;
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

/**
 * Fetches an agent's file from Chatwoot and uploads it, once: the send is kept with the uploaded file in it, so that a retry sends the same.
 * The bytes are not kept: Chatwoot has them.
 */
export async function prepareFile(
  send: Pick<Send, 'id'>,
  part: FilePart,
  { store, media, download }: FileOptions,
): Promise<SendPart> {
  const file = await store.db
    .selectFrom('files')
    .select(['id', 'source', 'name'])
    .where('id', '=', part.file)
    .executeTakeFirstOrThrow();
  if (!download) throw new FileRefused('Chatwoot is off', 'Set CHATWOOT_ENABLED.');
  const { bytes, type, name } = await download((JSON.parse(file.source) as { url: string }).url);
  const plan = await planMedia({ mime: type, filename: name ?? file.name, size: bytes.length, bytes });
  if ('refused' in plan) throw new FileRefused(plan.refused, plan.fix);
  const { id } = await media.uploadMedia({ bytes, mime: plan.mime, filename: plan.filename });
  const { caption, quoteWamid = null } = part;
  // Stickers and sound carry no words: with some, the file goes as a document.
  const as = caption !== undefined && !carriesCaption(plan.as) ? 'document' : plan.as;
  const { filename, voice } = plan;
  const more = { ...(voice ? { voice } : {}), ...(caption === undefined ? {} : { caption }) };
  const ready = mediaPart({ as, id, filename, ...more }, quoteWamid);
  await store.write(async (tx) => {
    const change = { state: 'ready' as const, mime: plan.mime, name: filename, size: bytes.length, media_id: id };
    await tx.updateTable('files').set(change).where('id', '=', file.id).execute();
    const payload = JSON.stringify(ready);
    await tx.updateTable('sends').set({ payload }).where('id', '=', send.id).execute();
  });
  return ready;
}

/**
 * What to do about a file that could not be prepared.
 *
 * @param ageMs how long ago the agent wrote: a file just sent may not be there yet
 */
export function fileVerdict(error: unknown, attempt: number, ageMs: number): Verdict {
  if (error instanceof FileRefused) return { do: 'give_up', reason: error.message, fix: error.fix };
  if (error instanceof DownloadRefused && error.kind === 'too_large')
    return {
      do: 'give_up',
      reason: 'the file is larger than WhatsApp takes (100 MB)',
      fix: 'Send a smaller file, or a link to it.',
    };
  const isOfChatwoot = error instanceof DownloadRefused || error instanceof ChatwootUnreachable;
  return isOfChatwoot ? downloadVerdict(error, attempt, ageMs) : sendVerdict(error, attempt);
}
