import { reasonOf } from '../../errors.ts';
import type { TrackedEffect } from '../../queue/tracked-effect.ts';
import type { Outcome } from '../../queue/worker.ts';
import { isStoreFault } from '../../store/fault.ts';
import { hurry } from '../../store/jobs.ts';
import type { Contact, Db, Job, Message, Send, Tx } from '../../store/tables.ts';
import { composeParts, type SendPart } from '../../whatsapp/write/compose.ts';
import { failSend } from '../send/fail-send.ts';
import type { SendOptions } from '../send/send-options.ts';
import { mediaWords } from '../tell/media-words.ts';
import { addAgentsNote } from '../tell/tell-agents.ts';
import { letGoWhenDone } from './let-go.ts';
import { lostText, readLost, type Lost } from './lost-file.ts';
import { fileVerdict, prepareFile, type FilePart } from './prepare-file.ts';

/** It is woken when the file is here; this is for where that was missed. Milliseconds. */
const LOOK_AGAIN_MS = 1_000;

interface Sending {
  send: Send;
  message: Message;
  contact: Contact;
  job: Job;
  effect: TrackedEffect;
}

/**
 * What is sent of a bot's file: the file once it is here, or in its place the caption with a sentence that it could not be sent. So what
 * was said after it never waits for long, the customer is left with an answer, and the agents are told why.
 */
export async function botFilePart(part: FilePart, sending: Sending, options: SendOptions): Promise<SendPart | Outcome> {
  const { send, message, job, effect } = sending;
  const { store, clock, log, provider } = options;
  const file = await store.db
    .selectFrom('files')
    .select(['state', 'error'])
    .where('id', '=', part.file)
    .executeTakeFirst();
  if (file?.state === 'failed') return await insteadOf(part, readLost(file.error), sending, options);
  if (file?.state !== 'ready') {
    if (file && (await isBeingFetched(store.db, message)))
      return {
        do: 'later',
        dueAt: clock.now() + LOOK_AGAIN_MS,
        reason: 'its file is being fetched',
        commit: (tx) => unlessHere(tx, part.file, sending, clock.now()),
      };
    return await insteadOf(part, { why: 'unreachable', detail: 'its fetching was given up' }, sending, options);
  }
  try {
    return await prepareFile(send, part, options, effect);
  } catch (error) {
    if (isStoreFault(error)) throw error;
    const age = clock.now() - message.created_at;
    const verdict = fileVerdict(error, job.attempts, age, provider.words);
    const reason = reasonOf(error);
    if (verdict.do === 'give_up') return await insteadOf(part, { why: 'not_taken', detail: reason }, sending, options);
    log.warn({ exchange: message.exchange_id, send: send.id, reason, verdict: verdict.do }, 'file not prepared');
    return {
      do: 'failed',
      verdict,
      reason,
      commit: async (tx, gaveUp) => {
        if (gaveUp) await failSend(tx, send, gaveUp.reason, options);
      },
    };
  }
}

/** The words that go in the place of a file, kept as the body of its send, so that a retry sends the same. */
async function insteadOf(
  { file, caption, quoteWamid }: FilePart,
  { why, detail }: { why: Lost; detail: string },
  { send, message, contact, effect }: Sending,
  { clock, log, tell, store }: SendOptions,
): Promise<SendPart> {
  const words = mediaWords(tell.language);
  const row = await store.db.selectFrom('files').select('name').where('id', '=', file).executeTakeFirst();
  const name = row?.name ?? null;
  const text = [
    ...(caption === undefined ? [] : [caption]),
    tell.texts?.BOT_FILE_FAILED_TEXT ?? words.notSent(name),
  ].join('\n\n');
  const [part] = composeParts({ text, quoteWamid: quoteWamid ?? null });
  log.warn({ exchange: message.exchange_id, send: send.id, why, reason: detail }, 'the file of a bot cannot be sent');
  await effect.write(async (tx) => {
    const now = clock.now();
    const payload = JSON.stringify(part);
    await tx.updateTable('sends').set({ payload }).where('id', '=', send.id).execute();
    // Where it is here, Chatwoot still gets it.
    await tx
      .updateTable('files')
      .set({ state: 'failed', error: lostText(why, detail) })
      .where('id', '=', file)
      .where('state', '=', 'wanted')
      .execute();
    await letGoWhenDone(tx, message.id);
    const { exchange_id: exchangeId } = message;
    const key = `note:file:${message.id}`;
    await addAgentsNote(tx, contact, words.lost(name, why, detail), { ...tell, now, exchangeId, key });
  });
  return part!;
}

/** It may have come since it was looked at, and have woken nobody: this send was not waiting yet. */
async function unlessHere(tx: Tx, id: number, { contact }: Sending, now: number): Promise<void> {
  const file = await tx.selectFrom('files').select('state').where('id', '=', id).executeTakeFirst();
  if (file?.state !== 'wanted') await hurry(tx, 'send', contact.id, now);
}

async function isBeingFetched(db: Db, { id, channel_id: channelId }: Message): Promise<boolean> {
  const job = await db
    .selectFrom('jobs')
    .select('state')
    .where('channel_id', '=', channelId)
    .where('key', '=', `fetch:${id}`)
    .executeTakeFirst();
  return job !== undefined && job.state !== 'done' && job.state !== 'problem';
}
