import type { Clock } from '../../clock.ts';
import { reasonOf } from '../../errors.ts';
import type { Log } from '../../observe/log.ts';
import type { Handler, Outcome } from '../../queue/worker.ts';
import { isStoreFault } from '../../store/fault.ts';
import { hurry } from '../../store/jobs.ts';
import { lockedMessage, messageById } from '../../store/messages.ts';
import type { Store } from '../../store/open.ts';
import type { Db, Message } from '../../store/tables.ts';
import type { Content } from '../../whatsapp/types.ts';
import { SttFailure } from './stt-failure.ts';
import { FileTooLarge } from '../files/read-file.ts';
import { addLateWords } from './late-words.ts';
import type { Transcriber } from './transcriber.ts';
import { transcriptOf, withTranscript, type Transcript } from './transcript.ts';

type Media = Extract<Content, { kind: 'media' }>;

export interface HearOptions {
  store: Store;
  clock: Clock;
  log: Log;
  language: 'es' | 'en';
  transcriber: Transcriber;
  readFile: (message: Message, content: Media) => Promise<Uint8Array>;
  /** New jobs are in the ledger, or old ones due. */
  onJobs: () => void;
}

/** Tries of one note; a customer waits for the last one. */
const TRIES = 3;
/** Once it has failed for this long it is not tried again: they are asked to write. Milliseconds. */
const FAILING_MS = 20_000;
/** The file comes for Chatwoot anyway, and need not be fetched twice: that is waited for this long. Milliseconds. */
const FILE_WAIT_MS = 10_000;
const FILE_AGAIN_MS = 250;

/**
 * Turns one voice note into text, once: what came of it is written with the message, in the transaction that ends the job. Registering and
 * the turn wait for it a while, and go on without it where it takes too long (`registerHandler`, `stillHearing`).
 */
export function hearHandler(options: HearOptions): Handler {
  const { store, clock, log, transcriber, readFile } = options;
  return async (job, signal): Promise<Outcome> => {
    const { message: id } = JSON.parse(job.payload) as { message: string };
    const message = await messageById(store.db, id);
    if (!message || transcriptOf(message)?.state !== 'wanted') return { do: 'done' };
    const now = clock.now();
    if (now - job.created_at < FILE_WAIT_MS && (await fileComes(store.db, id)))
      return { do: 'later', dueAt: now + FILE_AGAIN_MS };
    const content = JSON.parse(message.payload) as Media;
    try {
      const bytes = await readFile(message, content);
      const text = await transcriber.hear({ bytes, type: content.mime }, signal);
      const ms = clock.now() - now;
      log.info(
        { message: id, ms, characters: text?.length ?? 0 },
        text === null ? 'a voice note says nothing' : 'voice note heard',
      );
      log.trace({ message: id, text }, 'what the voice note says');
      return ended(id, text === null ? { state: 'none' } : { state: 'there', text }, options);
    } catch (error) {
      if (isStoreFault(error) || signal.aborted) throw error;
      const reason = reasonOf(error);
      const { verdict, waitMs } = error instanceof SttFailure ? error : new SttFailure(kindOf(error));
      const failingFor = job.failing_since === null ? 0 : now - job.failing_since;
      const isOver = job.attempts >= TRIES || failingFor + (waitMs ?? 0) > FAILING_MS;
      if (verdict === 'retry' && !isOver)
        return { do: 'failed', verdict: { do: 'retry', ...(waitMs === null ? {} : { afterMs: waitMs }) }, reason };
      log.warn({ message: id, reason }, 'a voice note could not be heard, it stays as it is');
      return ended(id, { state: 'none' }, options);
    }
  };
}

async function fileComes(db: Db, messageId: string): Promise<boolean> {
  const wanted = await db
    .selectFrom('files')
    .select('id')
    .where('message_id', '=', messageId)
    .where('state', '=', 'wanted')
    .executeTakeFirst();
  return wanted !== undefined;
}

/** What reading the file threw. */
const kindOf = (error: unknown) => (error instanceof FileTooLarge ? 'too_large' : 'unreachable');

/** It is known now: whoever waited for it goes on. */
function ended(id: string, found: Transcript, { clock, language, onJobs }: HearOptions): Outcome {
  return {
    do: 'done',
    commit: async (tx) => {
      const message = await lockedMessage(tx, id);
      const before = message && transcriptOf(message);
      if (!message || before?.state !== 'wanted') return;
      const now = clock.now();
      const payload = withTranscript(message, { ...found, ...(before.apart ? { apart: true as const } : {}) });
      await tx.updateTable('messages').set({ payload }).where('id', '=', id).execute();
      if (before.apart && found.state === 'there') await addLateWords(tx, message, found.text, { language, now });
      await hurry(tx, 'register', message.contact_id, now);
      await hurry(tx, 'turn', message.contact_id, now);
    },
    after: onJobs,
  };
}
