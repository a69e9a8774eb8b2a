import { reasonOf } from '../../errors.ts';
import type { Outcome } from '../../queue/worker.ts';
import type { Sink } from '../../sink.ts';
import { isStoreFault } from '../../store/fault.ts';
import { fileKept } from '../../store/files/kept-file.ts';
import { NoRoom, NotWanted, pieceSink } from '../../store/files/pieces.ts';
import { messageById } from '../../store/messages.ts';
import type { Job, StoredFile, Tx } from '../../store/tables.ts';
import { mediaVerdict } from '../../whatsapp/failures/media-failure.ts';
import { LOOKED_AT, mimeOf } from '../../whatsapp/files/sniff.ts';
import type { Content } from '../../whatsapp/types.ts';
import { cleanFileName } from '../../wire/file-name.ts';
import { withEnding } from '../../wire/media-type.ts';
import type { BotSource } from '../add-media.ts';
import { fetchLink, type LinkOptions } from './fetch-link.ts';
import type { FetchOptions } from './fetch-media.ts';
import type { FileGate } from './file-gate.ts';
import { FileLost, lostText } from './lost-file.ts';
import { pourFile } from './read-file.ts';
import { fileLost, settleFile } from './settle-file.ts';

/** How files are fetched that a bot sends. */
export interface BotFiles extends Pick<LinkOptions, 'origins' | 'lookup'> {
  /** Apart from customers' files: an address that hangs keeps none of those back. */
  gate: FileGate;
}

/** WhatsApp takes none above 100 MB. */
const LARGEST = 100_000_000;
/** So long a file is tried for, from when the bot gave it: what is said after it waits for it. Milliseconds. */
const PATIENCE_MS = 60_000;
/** One try has at least this, however late it begins. Milliseconds. */
const LEAST_MS = 15_000;
const GATE_AGAIN_MS = 250;

/** Fetches a file that a bot sends: from an address, or from a message of the customer. What does not come is known within a minute. */
export async function fetchForBot(
  file: Pick<StoredFile, 'id' | 'message_id' | 'name'>,
  source: BotSource,
  job: Job,
  options: FetchOptions,
): Promise<Outcome> {
  const { store, clock, log, mostBytes, onJobs } = options;
  const { id } = file;
  const { gate } = options.botFiles;
  if (!gate.isOpen('in')) return { do: 'later', dueAt: clock.now() + GATE_AGAIN_MS };
  const message = await messageById(store.db, file.message_id);
  const age = Math.max(0, clock.now() - (message?.created_at ?? clock.now()));
  const head: Uint8Array[] = [];
  const sink = withHead(pieceSink(store, id, mostBytes), head);
  try {
    const timeoutMs = Math.max(LEAST_MS, PATIENCE_MS - age);
    const got = await gate.pass('in', () => fetched(source, sink, timeoutMs, options));
    const mime = await mimeOf(got.mime, file.name ?? got.name ?? '', Buffer.concat(head));
    const name = withEnding(file.name ?? cleanFileName(got.name) ?? 'file', mime);
    log.info({ message: file.message_id, bytes: got.size, mime }, 'the file of a bot fetched');
    const keep = async (tx: Tx) => {
      await fileKept(tx, id, { mime, size: got.size });
      await tx.updateTable('files').set({ name }).where('id', '=', id).execute();
    };
    return { do: 'done', commit: (tx) => settleFile(tx, id, clock.now(), () => keep(tx)), after: onJobs };
  } catch (error) {
    if (isStoreFault(error)) throw error;
    if (error instanceof NotWanted) return { do: 'done' };
    const lost = lostOf(error, source, job, options);
    log.warn({ message: file.message_id, why: lost.why, reason: lost.message }, 'the file of a bot was not fetched');
    const afterMs = Math.min(8_000, 1_000 * 2 ** (job.attempts - 1));
    if (lost.passing && age + afterMs + 1_000 < PATIENCE_MS) {
      // What came of it is worth nothing: the next try begins anew.
      const commit = async (tx: Tx) =>
        void (await tx.updateTable('files').set({ leaving: 1 }).where('id', '=', id).where('kept', '>', 0).execute());
      return { do: 'failed', verdict: { do: 'retry', afterMs }, reason: lost.message, commit };
    }
    const error_ = lostText(lost.why, lost.message);
    return {
      do: 'done',
      commit: (tx) => settleFile(tx, id, clock.now(), () => fileLost(tx, id, error_)),
      after: onJobs,
    };
  }
}

async function fetched(
  source: BotSource,
  sink: Sink,
  timeoutMs: number,
  { store, provider, botFiles }: FetchOptions,
): Promise<{ mime: string | null; size: number; name: string | null }> {
  if ('link' in source) return await fetchLink(source.link, sink, { ...botFiles, maxBytes: LARGEST, timeoutMs });
  const message = await messageById(store.db, source.copy);
  const content = message && (JSON.parse(message.payload) as Content);
  const media = content?.kind === 'edit' ? content.content : content;
  if (!message || media?.kind !== 'media') throw new FileLost('gone', 'its message is no longer kept');
  const { id, url, mime, sha256 } = media;
  return { ...(await pourFile(store.db, message, { id, url, mime, sha256 }, provider, sink)), name: null };
}

/** @throws a fault of ours as it is. */
function lostOf(error: unknown, source: BotSource, job: Job, { provider }: FetchOptions): FileLost {
  if (error instanceof FileLost) return error;
  if (error instanceof NoRoom) return new FileLost('no_room', 'FILES_MAX');
  if ('link' in source) throw error;
  // Of WhatsApp, where the customer's file lies.
  const verdict = mediaVerdict(error, job.attempts, provider.words);
  return new FileLost(verdict.do === 'give_up' ? 'gone' : 'unreachable', reasonOf(error), verdict.do !== 'give_up');
}

/** Keeps the beginning of what goes by: what a file is only its bytes tell. */
function withHead(sink: Sink, head: Uint8Array[]): Sink {
  let size = 0;
  return {
    async begin(told) {
      head.splice(0);
      size = 0;
      await sink.begin(told);
    },
    async write(bytes) {
      // A copy: whoever gives them may use their memory again.
      if (size < LOOKED_AT) head.push(Uint8Array.from(bytes.subarray(0, LOOKED_AT - size)));
      size += bytes.length;
      await sink.write(bytes);
    },
    end: () => sink.end(),
  };
}
