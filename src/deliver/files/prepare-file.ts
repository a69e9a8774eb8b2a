import { DownloadRefused, type Download } from '../../chatwoot/download/download.ts';
import { downloadVerdict } from '../../chatwoot/download/download-failure.ts';
import { ChatwootUnreachable } from '../../chatwoot/failures/unreachable.ts';
import type { TrackedEffect } from '../../queue/tracked-effect.ts';
import type { Store } from '../../store/open.ts';
import { readPieces } from '../../store/files/pieces.ts';
import type { Send, StoredFile } from '../../store/tables.ts';
import type { Verdict } from '../../verdict.ts';
import type { SendPart } from '../../whatsapp/write/compose.ts';
import { sendVerdict } from '../../whatsapp/failures/failure.ts';
import type { ProviderWords } from '../../providers/about.ts';
import type { Provider } from '../../providers/provider.ts';
import { carriesCaption, mediaPart } from '../../whatsapp/write/media-part.ts';
import { planMedia, type MediaPlan } from '../../whatsapp/files/outgoing-media.ts';
import { LOOKED_AT } from '../../whatsapp/files/sniff.ts';
import { asVoice, looksLikeWebm, VOICE_MAX } from '../../whatsapp/files/voice/repackage.ts';
import { free } from '../../wire/free.ts';
import { UNKNOWN } from '../../wire/media-type.ts';
import { letGoWhenDone } from './let-go.ts';
import type { FileGate } from './file-gate.ts';

/** A part whose file is still in Chatwoot, or a bot's, of which the pieces are here. */
export interface FilePart {
  /** Row of `files`. */
  file: number;
  caption?: string;
  quoteWamid?: string;
}

export interface FileOptions {
  store: Store;
  provider: Pick<Provider, 'uploadMedia'>;
  /** Fetches an agent's file; null where Chatwoot is off. */
  download: ((url: string) => Promise<Download>) | null;
  gate: FileGate;
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
 * Uploads a file, once: the send is kept with the uploaded file in it, so that a retry sends the same. An agent's goes from Chatwoot to
 * WhatsApp as it comes, and is not kept: Chatwoot has it.
 */
export async function prepareFile(
  send: Pick<Send, 'id'>,
  part: FilePart,
  options: FileOptions,
  effect: Pick<TrackedEffect, 'write'>,
): Promise<SendPart> {
  const { store, provider, download, gate } = options;
  const file = await store.db
    .selectFrom('files')
    .select(['id', 'source', 'name', 'mime', 'size', 'state', 'kept', 'message_id'])
    .where('id', '=', part.file)
    .executeTakeFirstOrThrow();
  const isHere = file.state === 'ready';
  const open = isHere ? () => fromHere(store, file) : fromChatwoot(file.source, download);
  const { plan, size, id } = await gate.pass('out', () => passOn(open, file.name, provider));
  const { caption, quoteWamid = null } = part;
  // Stickers and sound carry no words: with some, the file goes as a document.
  const as = caption !== undefined && !carriesCaption(plan.as) ? 'document' : plan.as;
  const { filename, voice } = plan;
  const more = { ...(voice ? { voice } : {}), ...(caption === undefined ? {} : { caption }) };
  const ready = mediaPart({ as, id, filename, ...more }, quoteWamid);
  await effect.write(async (tx) => {
    const payload = JSON.stringify(ready);
    await tx.updateTable('sends').set({ payload }).where('id', '=', send.id).execute();
    // What is here goes to Chatwoot as what it is, whatever it had to be uploaded as.
    const shown = isHere ? {} : { state: 'ready' as const, mime: plan.mime, name: filename, size };
    await tx
      .updateTable('files')
      .set({ ...shown, media_id: id })
      .where('id', '=', file.id)
      .execute();
    if (isHere) await letGoWhenDone(tx, file.message_id);
  });
  return ready;
}

function fromChatwoot(source: string, download: FileOptions['download']): () => Promise<Download> {
  if (!download) throw new FileRefused('Chatwoot is off', 'Set CHATWOOT_ENABLED.');
  const { url } = JSON.parse(source) as { url: string };
  return () => download(url);
}

/** The same of a file whose pieces are here. */
function fromHere(
  { db }: Store,
  { id, kept, mime, name, size }: Pick<StoredFile, 'id' | 'kept' | 'mime' | 'name' | 'size'>,
): Promise<Download> {
  if (kept === 0) throw new FileRefused('the file is no longer kept here', 'Have the bot send it again.');
  return Promise.resolve({ bytes: readPieces(db, id), size, type: mime ?? UNKNOWN, name });
}

/** To WhatsApp, as it comes. */
async function passOn(
  open: () => Promise<Download>,
  name: string | null,
  provider: FileOptions['provider'],
): Promise<{ plan: MediaPlan; size: number; id: string }> {
  // Where its length is not told it is counted first: what WhatsApp takes depends on it, and an upload tells its own.
  const counted = await open();
  const length = counted.size ?? (await countOf(counted.bytes));
  const got = counted.size === null ? await open() : counted;
  const { head, all, size } = await wrapped({ ...(await withHead(got.bytes, LOOKED_AT)), size: length });
  const plan = await planMedia({ mime: got.type, filename: got.name ?? name, size, bytes: head });
  if ('refused' in plan) {
    await all.return(undefined);
    throw new FileRefused(plan.refused, plan.fix);
  }
  let broken: unknown = null;
  async function* watched(): AsyncGenerator<Uint8Array> {
    try {
      yield* all;
    } catch (error) {
      broken = error;
      throw error;
    }
  }
  try {
    const { id } = await provider.uploadMedia({ bytes: watched(), size, mime: plan.mime, filename: plan.filename });
    return { plan, size, id };
  } catch (error) {
    // The upload fails too where Chatwoot stops giving, but that is not WhatsApp's fault.
    throw broken ?? error;
  }
}

interface Passing {
  head: Uint8Array;
  all: AsyncGenerator<Uint8Array>;
  size: number;
}

/** A browser's recording in the wrapping that WhatsApp takes as a voice message; every other file as it is. */
async function wrapped(file: Passing): Promise<Passing> {
  if (!looksLikeWebm(file.head) || file.size > VOICE_MAX) return file;
  const pieces: Uint8Array[] = [];
  for await (const piece of file.all) pieces.push(piece);
  const recorded = Buffer.concat(pieces);
  const bytes = asVoice(recorded) ?? recorded;
  // eslint-disable-next-line @typescript-eslint/require-await -- An upload takes its bytes as they come; these are here.
  const all = (async function* () {
    yield bytes;
  })();
  return { head: bytes.subarray(0, LOOKED_AT), all, size: bytes.length };
}

async function countOf(bytes: AsyncIterable<Uint8Array>): Promise<number> {
  let size = 0;
  for await (const some of bytes) size += some.length;
  return size;
}

/** The first bytes of a file, and all of it, these included. */
async function withHead(
  bytes: AsyncIterable<Uint8Array>,
  most: number,
): Promise<{ head: Uint8Array; all: AsyncGenerator<Uint8Array> }> {
  const source = bytes[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  for (let size = 0; size < most;) {
    const next = await source.next();
    if (next.done) break;
    first.push(next.value);
    size += next.value.length;
  }
  const head = Buffer.concat(first);
  first.forEach(free);
  async function* all(): AsyncGenerator<Uint8Array> {
    try {
      yield head;
      for (let next = await source.next(); !next.done; next = await source.next()) yield next.value;
    } finally {
      await source.return?.();
    }
  }
  return { head: head.subarray(0, most), all: all() };
}

/**
 * What to do about a file that could not be prepared.
 *
 * @param ageMs how long ago the agent wrote: a file just sent may not be there yet
 * @param at through whom we send
 */
export function fileVerdict(error: unknown, attempt: number, ageMs: number, at: ProviderWords): Verdict {
  if (error instanceof FileRefused) return { do: 'give_up', reason: error.message, fix: error.fix };
  if (error instanceof DownloadRefused && error.kind === 'too_large')
    return {
      do: 'give_up',
      reason: 'the file is larger than WhatsApp takes (100 MB)',
      fix: 'Send a smaller file, or a link to it.',
    };
  return isOfChatwoot(error) ? downloadVerdict(error, attempt, ageMs) : sendVerdict(error, attempt, at);
}

/** Chatwoot did not give the file out: this file's own trouble, or everybody's there. */
export const isOfChatwoot = (error: unknown): error is DownloadRefused | ChatwootUnreachable =>
  error instanceof DownloadRefused || error instanceof ChatwootUnreachable;
