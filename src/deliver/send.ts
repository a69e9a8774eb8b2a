import { reasonOf } from '../errors.ts';
import type { GivenUp } from '../queue/outcome.ts';
import type { TrackedEffect } from '../queue/tracked-effect.ts';
import type { Handler, Outcome } from '../queue/worker.ts';
import { isStoreFault } from '../store/fault.ts';
import { messageById } from '../store/messages.ts';
import { sendById } from '../store/sends.ts';
import type { Contact, Job, Message, Send, Tx } from '../store/tables.ts';
import type { SendPart } from '../whatsapp/write/compose.ts';
import { WINDOW_FIX } from '../whatsapp/failures/failure-table.ts';
import { windowOpen } from '../whatsapp/window.ts';
import { discardTakenOver } from './discard.ts';
import { refusalOf } from './fail-late.ts';
import { botFilePart } from './files/bot-file.ts';
import { fileVerdict, isOfChatwoot, prepareFile, type FilePart } from './files/prepare-file.ts';
import { windowClosed } from './tell/refusal-words.ts';
import { beginSend, isTalkingOver, personOf } from './send/begin-send.ts';
import { callSend } from './send/call-send.ts';
import { failSend } from './send/fail-send.ts';
import type { SendOptions } from './send/send-options.ts';
import { stillUnclear } from './send/unclear-send.ts';

export type { SendOptions } from './send/send-options.ts';

const FILE_WAIT_MS = 500;
/** An agent's file waits for a Chatwoot that is away. */
const AWAY_MS = 2_000;

/**
 * One call to WhatsApp, made once. One of which it is not known whether it arrived waits for its status before it is made again, and is
 * made again once at most.
 */
export function sendHandler(options: SendOptions): Handler {
  const { store, log, clock } = options;
  return async (job, _signal, effect): Promise<Outcome> => {
    const { send: sendId } = JSON.parse(job.payload) as { send: string };
    const send = await sendById(store.db, sendId);
    const message = send && (await messageById(store.db, send.message_id));
    if (!send || !message) return { do: 'done' };
    // A status told meanwhile what became of an unclear try.
    if (send.state === 'failed') return refusedLate(send, options);
    if (send.state !== 'queued' && send.state !== 'sending') return { do: 'done' };
    const contact = await personOf(store.db, message.id);
    if (!contact) return { do: 'done' };
    const isFile = 'file' in (JSON.parse(send.payload) as SendPart | FilePart);
    if (isFile && !options.gate.isOpen('out')) return { do: 'later', dueAt: clock.now() + FILE_WAIT_MS };
    const unclear = await stillUnclear(effect, send, options);
    if (unclear) return unclear;
    if (isTalkingOver(message, contact)) {
      log.info({ exchange: message.exchange_id, reason: contact.answered_reason }, 'discarded: a person answers now');
      return { do: 'done', commit: (tx) => discardTakenOver(tx, send, contact, clock.now(), options.tell) };
    }
    return outsideWindow(send, contact, options) ?? (await sendNow(send, message, contact, job, effect, options));
  };
}

/** WhatsApp refused it by a status before we knew that it had it: a problem like any other refusal. */
function refusedLate(send: Send, { tell }: SendOptions): Outcome {
  const why = refusalOf(send, tell.provider);
  return { do: 'failed', verdict: { do: 'give_up', ...why }, reason: why.reason };
}

/** Free words outside the 24-hour window are not tried: WhatsApp takes templates only. */
function outsideWindow(send: Send, contact: Contact, options: SendOptions): Outcome | null {
  const isTemplate = (JSON.parse(send.payload) as { type?: string }).type === 'template';
  if (isTemplate || contact.last_inbound_at === null || windowOpen(contact.last_inbound_at, options.clock.now()))
    return null;
  const reason = windowClosed(options.tell.language, options.tell.windowAdvice);
  const commit = (tx: Tx) => failSend(tx, send, reason, options);
  return { do: 'failed', verdict: { do: 'give_up', reason, fix: WINDOW_FIX }, reason, commit };
}

/** What is sent; a file is fetched and uploaded first. An outcome where that failed. */
async function partOf(
  send: Send,
  message: Message,
  contact: Contact,
  job: Job,
  effect: TrackedEffect,
  options: SendOptions,
): Promise<SendPart | Outcome> {
  const payload = JSON.parse(send.payload) as SendPart | FilePart;
  if (!('file' in payload)) return payload;
  if (message.author === 'bot') return await botFilePart(payload, { send, message, contact, job, effect }, options);
  const { chatwoot } = options;
  // Nothing of Chatwoot is called while it rests; and where it is away the file only waits.
  const away = (reason: string): Outcome => ({ do: 'later', dueAt: options.clock.now() + AWAY_MS, reason });
  if (chatwoot?.rest) return away(chatwoot.rest.reason);
  try {
    return await prepareFile(send, payload, options, effect);
  } catch (error) {
    if (isStoreFault(error)) throw error;
    if (chatwoot && isOfChatwoot(error) && (await chatwoot.isDown(reasonOf(error), 'Check that Chatwoot works.')))
      return away(reasonOf(error));
    const verdict = fileVerdict(error, job.attempts, options.clock.now() - message.created_at, options.provider.words);
    const reason = reasonOf(error);
    options.log.warn(
      { exchange: message.exchange_id, send: send.id, reason, verdict: verdict.do },
      'file not prepared',
    );
    const commit = async (tx: Tx, gaveUp: GivenUp | null) => {
      if (gaveUp) await failSend(tx, send, gaveUp.reason, options);
    };
    return { do: 'failed', verdict, reason, commit };
  }
}

async function sendNow(
  send: Send,
  message: Message,
  contact: Contact,
  job: Job,
  effect: TrackedEffect,
  options: SendOptions,
): Promise<Outcome> {
  const { clock, pace } = options;
  const part = await partOf(send, message, contact, job, effect, options);
  if ('do' in part) return part;
  const slot = pace.take(String(contact.id));
  if (slot === null) return { do: 'later', dueAt: clock.now() + pace.wait(String(contact.id)) };
  const looked: { found: Awaited<ReturnType<typeof beginSend>> } = { found: 'settled' };
  let isBegun = false;
  try {
    isBegun = await effect.begin(async (tx) => {
      looked.found = await beginSend(tx, send, message);
      return typeof looked.found === 'object';
    });
    // Not as they were before: to fetch a file and to take it to WhatsApp takes minutes.
    const person = typeof looked.found === 'object' ? looked.found : contact;
    if (isBegun) return await callSend(part, send, message, person, job, effect, options);
  } finally {
    if (isBegun) slot.over();
    else slot.unused();
  }
  // Taken over: looked at anew, and discarded.
  return looked.found === 'taken_over' ? { do: 'later', dueAt: clock.now() } : { do: 'done' };
}
