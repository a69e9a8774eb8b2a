import { isMissingRecord } from '../../chatwoot/failures/refusal.ts';
import { reasonOf } from '../../errors.ts';
import type { Outcome } from '../../queue/worker.ts';
import { letFilesGo } from '../../store/files/pieces.ts';
import { placesOf } from '../../store/people/places.ts';
import type { Contact, Job, Message, Place, StoredFile } from '../../store/tables.ts';
import { fillPlace, forgetPlace, isKnown, type KnownPlace } from './conversation.ts';
import { keepName } from './keep-name.ts';
import { LATE } from '../late-message.ts';
import { letGoWhenDone } from '../files/let-go.ts';
import { findEarlier, isRefusedFile, post, postingOf, type Posting } from './post.ts';
import { registerFailure } from './register-failure.ts';
import type { TryOptions } from './register-options.ts';
import { tellRegistered, tellStateOf } from '../tell/tell-state.ts';

export const isDiscarded = (message: Message): boolean =>
  message.author === 'bot' && message.whatsapp_state === 'discarded';

/** Customers' messages and the bot's bring files. */
const hasFiles = ({ kind }: Message): boolean => kind === 'media' || kind === LATE;

interface Addressee {
  contact: Contact;
  place: Place;
}

/** Writes one message into the person's conversation. */
export async function registerMessage(
  job: Job,
  to: Addressee,
  message: Message,
  options: TryOptions,
): Promise<Outcome> {
  const { clock, log } = options;
  const { traceparent } = JSON.parse(message.payload) as { traceparent?: string };
  const own = { exchange: message.exchange_id, message: message.id, author: message.author };
  const trace = traceparent === undefined ? own : { ...own, traceparent };
  const startedAt = clock.now();
  // The token is the first that is learnt of a person: with it, something was kept that may be gone in Chatwoot.
  const hadPlace = to.place.pubsub_token !== null;
  try {
    let posted: { id: number; place: Place } | null;
    try {
      posted = await postOnce(to, message, trace, options);
    } catch (error) {
      // Deleted in Chatwoot since: looked up or made again, once.
      if (!isMissingRecord(error) || !hadPlace) throw error;
      const gone = { ...trace, conversation: to.place.conversation_id };
      log.info(gone, 'contact or conversation is gone in Chatwoot');
      // Where it was an earlier try that is being read back, what is known of that stays known: the 404 may be a passing one.
      const place = await forgetPlace(to.place, options);
      posted = await postOnce({ ...to, place }, message, trace, options);
    }
    if (posted === null) return neverSaid(message);
    const { id, place } = posted;
    await keepName(to.contact, place, trace, options);
    const conversation = place.conversation_id;
    log.info({ ...trace, conversation, chatwootMessage: id, ms: clock.now() - startedAt }, 'registered in Chatwoot');
    return {
      do: 'done',
      answered: true,
      commit: async (tx) => {
        const now = await tx
          .updateTable('messages')
          .set((eb) => ({
            chatwoot_state: 'registered' as const,
            chatwoot_message_id: id,
            place_id: place.id,
            // Why WhatsApp refused it stays.
            error: eb.case().when('whatsapp_state', '=', 'failed').then(eb.ref('error')).else(null).end(),
          }))
          .where('id', '=', message.id)
          .returningAll()
          .executeTakeFirst();
        // A person took over while it was being posted.
        if (now && isDiscarded(now)) await tellStateOf(tx, now, clock.now(), options.tell);
        else if (now) await tellRegistered(tx, now, clock.now(), options.tell);
        // Its bytes are in Chatwoot now.
        if (hasFiles(message))
          await (message.author === 'bot' ? letGoWhenDone(tx, message.id, true) : letFilesGo(tx, message.id));
        await tx
          .updateTable('places')
          .set({ last_incoming_id: id })
          .where('id', '=', place.id)
          .where('last_incoming_id', '<', id)
          .execute();
      },
    };
  } catch (error) {
    return await registerFailure(error, job, to.place, trace, options);
  }
}

/** A person took over before it was sent: the customer never saw it, so agents are not shown it as said. */
export function neverSaid(message: Message): Outcome {
  const change = { chatwoot_state: 'off' as const };
  return {
    do: 'done',
    commit: async (tx) => void (await tx.updateTable('messages').set(change).where('id', '=', message.id).execute()),
  };
}

/**
 * Posts the message, unless an earlier try whose answer was lost has done so. Gives Chatwoot's id of it; null where no try had, and it is
 * not to be said any more.
 */
async function postOnce(
  { contact, place: kept }: Addressee,
  message: Message,
  trace: object,
  options: TryOptions,
): Promise<{ id: number; place: Place } | null> {
  const { log, store, effect } = options;
  const files = hasFiles(message)
    ? await store.db.selectFrom('files').selectAll().where('message_id', '=', message.id).orderBy('position').execute()
    : [];
  let posting = postingOf(message, files, options);
  const place = await fillPlace(contact, kept, trace, options);
  // Unclear until a read-back has told, however many tries fail before.
  if (effect.now.is === 'unclear') {
    const wasThere = (kept.conversation_id ?? kept.expected_id) !== null;
    const found = wasThere ? await anywhere(place, contact, message, posting, options) : null;
    if (found !== null) {
      log.info({ ...trace, chatwootMessage: found.id }, 'read back: an earlier try had arrived');
      return found;
    }
    effect.settled();
    if (isDiscarded(message)) return null;
  }
  try {
    return { id: await post(place, message, posting, options), place };
  } catch (error) {
    if (posting.files.length === 0 || !isRefusedFile(error)) throw error;
    log.warn({ ...trace, reason: reasonOf(error) }, 'Chatwoot does not take the file, registered as text');
    const change = { state: 'failed' as const, error: reasonOf(error), leaving: 1 };
    // WhatsApp may still be to get the bot's.
    if (message.author !== 'bot')
      await effect.write((tx) => tx.updateTable('files').set(change).where('message_id', '=', message.id).execute());
    posting = postingOf(message, [{ ...files[0], ...change } as StoredFile], options);
    return { id: await post(place, message, posting, options), place };
  }
}

/** An earlier try went to where the person's place was then. */
async function anywhere(
  place: KnownPlace,
  contact: Contact,
  message: Message,
  posting: Posting,
  options: TryOptions,
): Promise<{ id: number; place: Place } | null> {
  const others = (await placesOf(options.store.db, contact.id)).filter((it) => it.id !== place.id);
  for (const there of [place, ...others.filter(isKnown)]) {
    const id = await findEarlier(there, message, posting, there.last_incoming_id, options).catch((error: unknown) => {
      // Another conversation of theirs that was deleted holds nothing any more.
      if (there.id !== place.id && isMissingRecord(error)) return null;
      throw error;
    });
    if (id !== null) return { id, place: there };
  }
  return null;
}
