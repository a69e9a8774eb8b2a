import type { Clock } from '../clock.ts';
import { reasonOf, Refused, Unreachable } from '../errors.ts';
import type { Log } from '../observe/log.ts';
import { hurry } from '../queue/jobs.ts';
import type { Pace } from '../queue/pace.ts';
import type { Handler, Outcome } from '../queue/worker.ts';
import { messageById } from '../store/messages.ts';
import type { Store } from '../store/open.ts';
import { advanceSend, sendById } from '../store/sends.ts';
import type { Contact, Job, Message, Send, Tx } from '../store/tables.ts';
import type { WhatsAppClient } from '../whatsapp/client.ts';
import { addressTo, type SendPart } from '../whatsapp/compose.ts';
import { adviceFor, sendVerdict } from '../whatsapp/failure.ts';
import { windowOpen } from '../whatsapp/window.ts';
import { beginSend, isTalkingOver } from './begin-send.ts';
import { discardTakenOver } from './discard.ts';
import { failLate, refusalOf } from './fail-late.ts';
import { fileVerdict, prepareFile, type FilePart, type FileOptions } from './prepare-file.ts';
import { windowClosed } from './refusal-words.ts';
import { tellState, type TellOptions } from './tell-state.ts';

export interface SendOptions extends FileOptions {
  store: Store;
  clock: Clock;
  log: Log;
  client: WhatsAppClient;
  /** 80 messages/s of the number. */
  numberPace: Pace;
  /** A burst of 45 to one person, then one in 6 s. */
  personPace: Pace;
  /** How long an unclear send waits for a status that carries its id. Milliseconds. */
  unclearWaitMs: number;
  /** Since when statuses can reach us: those of a time when we were down come again only some time after it. */
  listeningSince: number;
  tell: TellOptions;
  /** Mark what the customer wrote as read when an agent's answer is sent. */
  readWhenAnswered: boolean;
}

/** Agents' files prepared at the same time: each, up to 100 MB, is held in memory meanwhile. */
const FILES_AT_ONCE = 3;
const FILE_WAIT_MS = 500;

/** After a longer time than this the statuses of an unclear send are not waited for as long again. */
const LONGEST_DOWN_MS = 10 * 60_000;

/** One call to WhatsApp, made once: a try whose outcome is not known waits for its status before it is made again. */
export function sendHandler(options: SendOptions): Handler {
  const { store, log, clock } = options;
  const files = { busy: 0 };
  return async (job): Promise<Outcome> => {
    const { send: sendId } = JSON.parse(job.payload) as { send: string };
    const send = await sendById(store.db, sendId);
    const message = send && (await messageById(store.db, send.message_id));
    if (!send || !message) return { do: 'done' };
    // A status told meanwhile what became of an unclear try.
    if (send.state === 'failed') return refusedLate(send);
    if (send.state !== 'queued' && send.state !== 'sending') return { do: 'done' };
    const contact = await store.db
      .selectFrom('contacts')
      .selectAll()
      .where('id', '=', job.contact_id)
      .executeTakeFirstOrThrow();
    const isFile = 'file' in (JSON.parse(send.payload) as SendPart | FilePart);
    if (isFile && files.busy >= FILES_AT_ONCE)
      return { do: 'later', dueAt: clock.now() + FILE_WAIT_MS, unclear: false };
    const early = tooEarly(job, send, contact, options);
    if (early) return early;
    if (isTalkingOver(message, contact)) {
      log.info({ exchange: message.exchange_id, reason: contact.answered_reason }, 'discarded: a person answers now');
      return { do: 'done', commit: (tx) => discardTakenOver(tx, send, contact, clock.now(), options.tell) };
    }
    return outsideWindow(send, contact, options) ?? (await sendNow(send, message, contact, job, options));
  };
}

/** WhatsApp refused it by a status before we knew that it had it: a problem like any other refusal. */
function refusedLate(send: Send): Outcome {
  const why = refusalOf(send);
  return { do: 'failed', verdict: { do: 'give_up', ...why }, reason: why.reason, unclear: false };
}

/** Best effort: an answer counts, not its tick. */
function markRead(contact: Contact, { store, client, log }: SendOptions): void {
  const last = store.db
    .selectFrom('messages')
    .select('wamid')
    .where('contact_id', '=', contact.id)
    .where('author', '=', 'customer')
    .where('wamid', 'is not', null)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  last
    .then(async (message) => message?.wamid && (await client.markRead(message.wamid, false)))
    .catch((error: unknown) => log.debug({ reason: reasonOf(error) }, 'no read mark'));
}

/** Free words outside the 24-hour window are not tried: WhatsApp takes templates only. */
function outsideWindow(send: Send, contact: Contact, options: SendOptions): Outcome | null {
  const isTemplate = (JSON.parse(send.payload) as { type?: string }).type === 'template';
  if (isTemplate || contact.last_inbound_at === null || windowOpen(contact.last_inbound_at, options.clock.now()))
    return null;
  const reason = windowClosed(options.tell.language, options.tell.windowAdvice);
  const { fix } = adviceFor(131047);
  const commit = (tx: Tx) => fail(tx, send, reason, options);
  return { do: 'failed', verdict: { do: 'give_up', reason, fix }, reason, unclear: false, commit };
}

/** WhatsApp's code first: people look it up, and Chatwoot's page offers Retry only where there is a reason. */
const reasonFor = (error: unknown, reason: string): string =>
  error instanceof Refused && error.code !== null ? `${error.code}: ${reason}` : reason;

async function fail(tx: Tx, send: Send, reason: string, { tell, clock }: SendOptions): Promise<void> {
  await advanceSend(tx, send, { state: 'failed', error: reason });
  await tellState(tx, send.message_id, clock.now(), tell);
}

/** What is sent; a file is fetched and uploaded first. An outcome where that failed. */
async function partOf(send: Send, message: Message, job: Job, options: SendOptions): Promise<SendPart | Outcome> {
  const payload = JSON.parse(send.payload) as SendPart | FilePart;
  if (!('file' in payload)) return payload;
  try {
    return await prepareFile(send, payload, options);
  } catch (error) {
    const verdict = fileVerdict(error, job.attempts, options.clock.now() - message.created_at);
    const reason = reasonOf(error);
    options.log.warn(
      { exchange: message.exchange_id, send: send.id, reason, verdict: verdict.do },
      'file not prepared',
    );
    const commit = async (tx: Tx) => {
      if (verdict.do === 'give_up') await fail(tx, send, verdict.reason, options);
    };
    return { do: 'failed', verdict, reason, unclear: false, commit };
  }
}

/** Not sent, for certain; unless a status has just told that an earlier try was. */
async function backToQueued(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('sends').set({ state: 'queued' }).where('id', '=', id).where('state', '=', 'sending').execute();
}

/** Waits for the status of an unclear try, and keeps the paces; null where it may go now. */
function tooEarly(job: Job, send: Send, contact: Contact, options: SendOptions): Outcome | null {
  const now = options.clock.now();
  const unclear = job.unclear_before === 1 && send.state === 'sending';
  const later = (dueAt: number): Outcome => ({
    do: 'later',
    dueAt,
    unclear,
    ...(job.tried_before === null ? {} : { triedAt: job.tried_before }),
  });
  const triedAt = send.tried_at ?? 0;
  // A webhook that found us down comes again after pauses that double: by then at the latest, when we were up as long as we were not.
  const down = Math.min(Math.max(0, options.listeningSince - triedAt), LONGEST_DOWN_MS);
  const settled = Math.max(triedAt, options.listeningSince) + Math.max(options.unclearWaitMs, down);
  if (unclear && now < settled) return later(settled);
  const person = String(contact.id);
  // Both are asked before one is taken: what waits for the number must not use up the person's.
  const wait = Math.max(options.personPace.wait(person), options.numberPace.wait(''));
  if (wait > 0) return later(now + wait);
  options.personPace.take(person);
  options.numberPace.take('');
  return null;
}

async function sendNow(
  send: Send,
  message: Message,
  contact: Contact,
  job: Job,
  options: SendOptions,
): Promise<Outcome> {
  const { store, clock, log, client } = options;
  const trace = { exchange: message.exchange_id, send: send.id };
  const part = await partOf(send, message, job, options);
  if ('do' in part) return part;
  const triedAt = clock.now();
  // On the disk before the call, so that a crash in between is known to be unclear.
  const begun = await beginSend(send, message, triedAt, store);
  if (begun === 'settled') return { do: 'done' };
  // Looked at anew, and discarded.
  if (begun === 'taken_over') return { do: 'later', dueAt: triedAt, unclear: false };
  const sending: Send = { ...send, state: 'sending', tried_at: triedAt };
  try {
    const address = addressTo({ waId: contact.wa_id, bsuid: contact.bsuid });
    const { wamid, waId } = await client.send(address, part, send.id);
    log.info({ ...trace, ms: clock.now() - triedAt }, 'sent on WhatsApp');
    if (message.author === 'agent' && options.readWhenAnswered) markRead(contact, options);
    return {
      do: 'done',
      commit: async (tx) => {
        await advanceSend(tx, sending, { state: 'sent', wamid });
        await tellState(tx, message.id, clock.now(), options.tell);
        // The refusal overtook the answer.
        const settled = await sendById(tx, send.id);
        if (settled?.state === 'failed') await failLate(tx, settled);
        if (waId === null || waId === contact.wa_id) return;
        // WhatsApp knows the person by another spelling of the number too.
        const alias = { channel_id: contact.channel_id, value: `wa:${waId}`, contact_id: contact.id };
        await tx
          .insertInto('identifiers')
          .values(alias)
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      },
    };
  } catch (error) {
    const reason = reasonOf(error);
    const verdict = sendVerdict(error, job.attempts);
    const unclear = (error instanceof Refused || error instanceof Unreachable) && error.unclear;
    log.warn({ ...trace, reason, verdict: verdict.do, unclear }, 'not sent');
    return {
      do: 'failed',
      verdict: unclear && verdict.do === 'retry' ? { do: 'retry', afterMs: options.unclearWaitMs } : verdict,
      reason,
      unclear,
      triedAt,
      commit: async (tx) => {
        if (verdict.do === 'give_up') await fail(tx, sending, reasonFor(error, verdict.reason), options);
        else if (!unclear) await backToQueued(tx, send.id);
        // The status may have come while the call was failing.
        const now = await sendById(tx, send.id);
        if (unclear && now && now.state !== 'sending') await hurry(tx, 'send', contact.id, clock.now());
      },
    };
  }
}
