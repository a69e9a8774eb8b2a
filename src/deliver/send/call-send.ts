import { reasonOf, Refused } from '../../errors.ts';
import type { TrackedEffect } from '../../queue/tracked-effect.ts';
import type { Outcome } from '../../queue/worker.ts';
import { hurry } from '../../store/jobs.ts';
import { lockNames } from '../../store/lock.ts';
import { nameLock } from '../../store/people/owners.ts';
import { advance, sendById } from '../../store/sends.ts';
import { sql } from '../../store/sql.ts';
import type { Contact, Job, Message, Send, Tx } from '../../store/tables.ts';
import { addressTo, type SendPart } from '../../whatsapp/write/compose.ts';
import { sendVerdict } from '../../whatsapp/failures/failure.ts';
import { failLate } from '../fail-late.ts';
import { personOf } from './begin-send.ts';
import { failSend } from './fail-send.ts';
import type { SendOptions } from './send-options.ts';
import { tellStateOf } from '../tell/tell-state.ts';

/** The call itself, once it is noted that it begins. */
export async function callSend(
  part: SendPart,
  send: Send,
  message: Message,
  contact: Contact,
  job: Job,
  effect: TrackedEffect,
  options: SendOptions,
): Promise<Outcome> {
  const { clock, log, provider } = options;
  const trace = { exchange: message.exchange_id, send: send.id };
  const startedAt = clock.now();
  try {
    const address = addressTo({ waId: contact.wa_id, bsuid: contact.bsuid });
    const { wamid, waId } = await effect.follow(() => provider.send(address, part, send.id));
    log.info({ ...trace, ms: clock.now() - startedAt }, 'sent on WhatsApp');
    if (message.author === 'agent' && options.readWhenAnswered) markRead(contact, options);
    return {
      do: 'done',
      answered: true,
      commit: async (tx) => {
        // A status may have come since, and the refusal have overtaken the answer.
        const known = await sendById(tx, send.id);
        const news = known && (await advance(tx, known, { state: 'sent', wamid, at: clock.now() }));
        if (news?.moved) await tellStateOf(tx, news.message, clock.now(), options.tell);
        if (known?.state === 'failed') await failLate(tx, known, provider.words, clock.now());
        if (waId === null || waId === contact.wa_id) return;
        // WhatsApp knows the person by another spelling of the number too.
        const { id } = (await personOf(tx, message.id)) ?? contact;
        const alias = { channel_id: contact.channel_id, value: `wa:${waId}`, contact_id: id };
        await lockNames(tx, [nameLock(alias.channel_id, alias.value)]);
        await tx
          .insertInto('identifiers')
          .values(alias)
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      },
    };
  } catch (error) {
    const reason = reasonOf(error);
    const verdict = sendVerdict(error, job.attempts, provider.words);
    const unclear = effect.now.is === 'unclear';
    const waits = verdict.do === 'retry' || verdict.do === 'doubt';
    log.warn({ ...trace, reason, verdict: verdict.do, unclear }, 'not sent');
    return {
      do: 'failed',
      verdict: unclear && waits ? { ...verdict, afterMs: options.unclearWaitMs } : verdict,
      reason,
      commit: async (tx, gaveUp) => {
        if (gaveUp) await failSend(tx, send, reasonFor(error, gaveUp.reason), options);
        else if (!unclear) await backToQueued(tx, send.id);
        // The status may have come while the call was failing.
        const now = await sendById(tx, send.id);
        const { id } = (await personOf(tx, message.id)) ?? contact;
        if (unclear && now && now.state !== 'sending') await hurry(tx, 'send', id, clock.now());
      },
    };
  }
}

/** WhatsApp's code first: people look it up, and Chatwoot's page offers Retry only where there is a reason. */
const reasonFor = (error: unknown, reason: string): string =>
  error instanceof Refused && error.code !== null ? `${error.code}: ${reason}` : reason;

/** Not sent, for certain; unless a status has just told that an earlier try was. */
async function backToQueued(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('sends').set({ state: 'queued' }).where('id', '=', id).where('state', '=', 'sending').execute();
}

/** Best effort: an answer counts, not its tick. */
function markRead(contact: Contact, { store, provider, log }: SendOptions): void {
  const last = store.db
    .selectFrom('messages')
    .select('wamid')
    .where('contact_id', '=', contact.id)
    .where('author', '=', sql.lit('customer'))
    .where('wamid', 'is not', null)
    // News of the person, which nobody reads.
    .where('kind', '<>', sql.lit('system'))
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  last
    .then(async (message) => message?.wamid && (await provider.markRead(message.wamid, false)))
    .catch((error: unknown) => log.debug({ reason: reasonOf(error) }, 'no read mark'));
}
