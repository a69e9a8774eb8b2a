import type { Clock } from '../clock.ts';
import { reasonOf } from '../errors.ts';
import type { Log } from '../observe/log.ts';
import { hurry } from '../store/jobs.ts';
import type { Handler, Outcome } from '../queue/worker.ts';
import { messageById } from '../store/messages.ts';
import type { Store } from '../store/open.ts';
import type { StoredFile, Tx } from '../store/tables.ts';
import { mediaVerdict } from '../whatsapp/media-failure.ts';
import type { WantedMedia, WhatsAppMedia } from '../whatsapp/media.ts';
import { addRegister } from './add-outgoing.ts';

export interface FetchOptions {
  store: Store;
  clock: Clock;
  log: Log;
  media: WhatsAppMedia;
  /** New jobs are in the ledger, or old ones due. */
  onJobs: () => void;
}

/**
 * Fetches a file that a customer sent, when it arrives: its address lives minutes. It is kept until the message is registered, which
 * waits for it a while (`registerHandler`); what comes later is registered as a message of its own (`letFilesFollow`), and what fails for
 * good as text with the reason.
 */
export function fetchHandler({ store, clock, log, media, onJobs }: FetchOptions): Handler {
  return async (job): Promise<Outcome> => {
    const { file: id } = JSON.parse(job.payload) as { file: number };
    const file = await store.db
      .selectFrom('files')
      .select(['state', 'source', 'message_id'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (!file || file.state !== 'wanted') return { do: 'done' };
    const settle = async (tx: Tx, change: Partial<StoredFile>) => {
      const { message_id: messageId } = await tx
        .updateTable('files')
        .set(change)
        .where('id', '=', id)
        .returning('message_id')
        .executeTakeFirstOrThrow();
      const message = await messageById(tx, messageId);
      if (!message) return;
      // Changes nothing for a message that waits for its file: its job is there.
      await addRegister(tx, message.contact_id, messageId, clock.now());
      await hurry(tx, 'register', message.contact_id, clock.now());
    };
    try {
      const got = await media.fetchMedia(JSON.parse(file.source) as WantedMedia);
      log.info({ message: file.message_id, bytes: got.size, mime: got.mime }, 'file fetched');
      const { bytes, mime, size } = got;
      return { do: 'done', commit: (tx) => settle(tx, { state: 'ready', bytes, mime, size }), after: onJobs };
    } catch (error) {
      const verdict = mediaVerdict(error, job.attempts);
      const reason = reasonOf(error);
      log.warn({ message: file.message_id, reason, verdict: verdict.do }, 'file not fetched');
      // No problem for the operator: the conversation itself says what became of it.
      if (verdict.do === 'give_up')
        return { do: 'done', commit: (tx) => settle(tx, { state: 'failed', error: verdict.reason }), after: onJobs };
      return { do: 'failed', verdict, reason };
    }
  };
}
