import type { Clock } from '../../clock.ts';
import { reasonOf, Refused } from '../../errors.ts';
import type { Log } from '../../observe/log.ts';
import type { Handler, Outcome } from '../../queue/worker.ts';
import { isStoreFault } from '../../store/fault.ts';
import { NO_ROOM } from '../../store/files/file-room.ts';
import { fileKept } from '../../store/files/kept-file.ts';
import { messageById } from '../../store/messages.ts';
import type { Store } from '../../store/open.ts';
import { hasRoom, NoRoom, NotWanted, pieceSink } from '../../store/files/pieces.ts';
import type { Tx } from '../../store/tables.ts';
import type { Target } from '../../targets/target.ts';
import { makeRoom } from '../../store/files/unneeded-files.ts';
import { mediaVerdict } from '../../whatsapp/failures/media-failure.ts';
import type { Provider, WantedMedia } from '../../providers/provider.ts';
import { MediaFault } from '../../whatsapp/failures/media-fault.ts';
import type { BotSource } from '../add-media.ts';
import { fetchForBot, type BotFiles } from './fetch-for-bot.ts';
import type { FileGate } from './file-gate.ts';
import { fileLost, settleFile } from './settle-file.ts';

export interface FetchOptions {
  store: Store;
  clock: Clock;
  log: Log;
  provider: Pick<Provider, 'words' | 'fetchMedia'>;
  gate: FileGate;
  /** Asked before a file is given up. */
  whatsapp: Pick<Target, 'isDown'>;
  /** What all files may take (`FILES_MAX`). Bytes. */
  mostBytes: number;
  /** What a bot may send besides. */
  botFiles: BotFiles;
  /** New jobs are in the ledger, or old ones due. */
  onJobs: () => void;
}

/** So long WhatsApp gives a file out by its id. */
const ID_LIVES_MS = 7 * 24 * 3_600_000;
const GATE_AGAIN_MS = 500;
/** Where no room is left for files. */
const ROOM_AGAIN_MS = 20_000;

const NEVER_ROOM = 'there was no room for the file (FILES_MAX) while WhatsApp kept it (7 days)';

/**
 * Fetches a file that a customer sent, when it arrives: its address lives minutes. It is kept until the message is registered, which
 * waits for it a while (`registerHandler`); what comes later is registered as a message of its own (`letFilesFollow`), and what fails for
 * good as text with the reason. Where all of `FILES_MAX` is taken it waits where it is: WhatsApp keeps it for days.
 */
export function fetchHandler(options: FetchOptions): Handler {
  const { store, clock, log, provider, gate, whatsapp, mostBytes, onJobs } = options;
  let isFull = false;

  const failed = (id: number, error: string): Outcome => ({
    do: 'done',
    commit: (tx) => settleFile(tx, id, clock.now(), () => fileLost(tx, id, error)),
    after: onJobs,
  });

  /** A file that is not here yet is no loss; one that WhatsApp gives out no more is. */
  async function withoutRoom(id: number, messageId: string, size: number | null): Promise<Outcome> {
    const now = clock.now();
    const message = await messageById(store.db, messageId);
    if (now - (message?.said_at ?? now) > ID_LIVES_MS) return failed(id, NEVER_ROOM);
    const made = await store.write(async (tx) => {
      // So that WhatsApp is not asked for it again before it fits.
      await tx.updateTable('files').set({ size }).where('id', '=', id).execute();
      return await makeRoom(tx);
    });
    if (!made && !isFull) log.warn({ mostBytes }, NO_ROOM);
    isFull = !made;
    return { do: 'later', dueAt: now + (made ? GATE_AGAIN_MS : ROOM_AGAIN_MS), reason: NO_ROOM };
  }

  return async (job): Promise<Outcome> => {
    const { file: id } = JSON.parse(job.payload) as { file: number };
    const file = await store.db
      .selectFrom('files')
      .select(['state', 'source', 'message_id', 'kept', 'size', 'name'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (!file || file.state !== 'wanted') return { do: 'done' };
    const wanted = JSON.parse(file.source) as WantedMedia | BotSource;
    if ('link' in wanted || 'copy' in wanted) return await fetchForBot({ ...file, id }, wanted, job, options);
    if (!(await hasRoom(store.db, file, mostBytes))) return await withoutRoom(id, file.message_id, file.size);
    if (!gate.isOpen('in')) return { do: 'later', dueAt: clock.now() + GATE_AGAIN_MS };
    try {
      const got = await gate.pass('in', () => provider.fetchMedia(wanted, pieceSink(store, id, mostBytes)));
      log.info({ message: file.message_id, bytes: got.size, mime: got.mime }, 'file fetched');
      isFull = false;
      // What can be fetched is no proof that anything can be sent.
      return {
        do: 'done',
        commit: (tx) => settleFile(tx, id, clock.now(), () => fileKept(tx, id, got)),
        after: onJobs,
      };
    } catch (error) {
      if (isStoreFault(error)) throw error;
      if (error instanceof NotWanted) return { do: 'done' };
      if (error instanceof NoRoom) return await withoutRoom(id, file.message_id, error.bytes);
      const verdict = mediaVerdict(error, job.attempts, provider.words);
      const reason = reasonOf(error);
      log.warn({ message: file.message_id, reason, verdict: verdict.do }, 'file not fetched');
      // Without a code of WhatsApp's it may be a page in front of all of it that leads elsewhere, or that came in place of the file.
      const isForeign =
        error instanceof MediaFault ? error.fault === 'damaged' : error instanceof Refused && !error.code;
      if (verdict.do === 'give_up' && isForeign && (await whatsapp.isDown(reason, verdict.fix, 'up')))
        return { do: 'later', dueAt: clock.now(), reason };
      // No problem for the operator: the conversation itself says what became of it.
      if (verdict.do === 'give_up') return failed(id, verdict.reason);
      // What came of it is worth nothing: the next try begins anew.
      const commit = async (tx: Tx) =>
        void (await tx.updateTable('files').set({ leaving: 1 }).where('id', '=', id).where('kept', '>', 0).execute());
      return { do: 'failed', verdict, reason, commit };
    }
  };
}
