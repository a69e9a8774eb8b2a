import { isMissingRecord } from '../chatwoot/refusal.ts';
import { reasonOf } from '../errors.ts';
import type { Handler, Outcome } from '../queue/worker.ts';
import { messageById } from '../store/messages.ts';
import { currentPlace, placesOf } from '../store/places.ts';
import type { Contact, Job, Message, Place, StoredFile } from '../store/tables.ts';
import { maskNumber } from '../whatsapp/numbers.ts';
import { arrange, type Arrangement } from './arrange.ts';
import { Attempt } from './attempt.ts';
import { fillPlace, forgetPlace, isKnown } from './conversation.ts';
import { keepName } from './keep-name.ts';
import { LATE_FILE, letFilesFollow } from './late-file.ts';
import { findEarlier, isRefusedFile, post, postingOf } from './post.ts';
import { registerFailure } from './register-failure.ts';
import { settleMs, type RegisterOptions } from './register-options.ts';
import { tellState } from './tell-state.ts';

/** How long a message waits for its file. Milliseconds. */
export const FILE_WAIT_MS = 90_000;
const LOOK_AGAIN_MS = 1_000;

/** Writes one message into the person's conversation, or resolves it. In steady state one request, whatever the history. */
export function registerHandler(options: RegisterOptions): Handler {
  const { store } = options;
  const refused = new Set<Arrangement['step']>();
  return async (job): Promise<Outcome> => {
    const payload = JSON.parse(job.payload) as { message: string } | { resolve: string } | { arrange: Arrangement };
    const contact = await store.db
      .selectFrom('contacts')
      .selectAll()
      .where('id', '=', job.contact_id)
      .executeTakeFirstOrThrow();
    const place = await currentPlace(store.db, contact.id);
    if ('arrange' in payload) return await arrange(job, { contact, place }, payload.arrange, options, refused);
    if ('resolve' in payload) return await resolveConversation(job, place, payload.resolve, options);
    const message = await messageById(store.db, payload.message);
    if (!message || message.chatwoot_state === 'registered') return { do: 'done' };
    // An earlier try may have posted it all the same: read back, and told then.
    if (isDiscarded(message) && job.unclear_before !== 1) return neverSaid(message);
    if (options.dryRun) return dryRun(message, contact, options);
    const early = await fileStillWanted(job, message, options);
    if (early) return early;
    return notYet(job, place, options) ?? (await registerMessage(job, { contact, place }, message, options));
  };
}

const isDiscarded = (message: Message): boolean => message.author === 'bot' && message.whatsapp_state === 'discarded';

/** A person took over before it was sent: the customer never saw it, so agents are not shown it as said. */
function neverSaid(message: Message): Outcome {
  const change = { chatwoot_state: 'off' as const };
  return {
    do: 'done',
    commit: async (tx) => void (await tx.updateTable('messages').set(change).where('id', '=', message.id).execute()),
  };
}

/** Files have their chance first, but nobody's conversation waits long for one: it is registered as text then, and the file follows. */
async function fileStillWanted(job: Job, message: Message, { store, clock }: RegisterOptions): Promise<Outcome | null> {
  if (message.kind !== 'media') return null;
  const wanted = await store.db
    .selectFrom('files')
    .select('id')
    .where('message_id', '=', message.id)
    .where('state', '=', 'wanted')
    .executeTakeFirst();
  if (!wanted) return null;
  const now = clock.now();
  if (now - message.created_at > FILE_WAIT_MS) {
    await store.write((tx) => letFilesFollow(tx, message, now));
    return null;
  }
  const tried = job.tried_before === null ? {} : { triedAt: job.tried_before };
  return { do: 'later', dueAt: now + LOOK_AGAIN_MS, unclear: job.unclear_before === 1, ...tried };
}

/** The reasons not to call at all now. */
function notYet(job: Job, { blocked }: Place, { clock, timeoutMs }: RegisterOptions): Outcome | null {
  if (blocked !== null) {
    const fix = 'Decide on the oldest problem of this person: `optiatiende problems list`.';
    const verdict = { do: 'give_up', reason: blocked, fix } as const;
    return { do: 'failed', verdict, reason: blocked, unclear: job.unclear_before === 1 };
  }
  const settled = (job.tried_before ?? 0) + settleMs(timeoutMs);
  if (job.unclear_before === 1 && clock.now() < settled) {
    return { do: 'later', dueAt: settled, unclear: true, triedAt: job.tried_before ?? 0 };
  }
  return null;
}

interface Addressee {
  contact: Contact;
  place: Place;
}

async function registerMessage(job: Job, to: Addressee, message: Message, given: RegisterOptions): Promise<Outcome> {
  const { clock, log } = given;
  const trace = { exchange: message.exchange_id, message: message.id, author: message.author };
  const startedAt = clock.now();
  const attempt = new Attempt(job, given);
  const options = { ...given, client: attempt.client, botClient: attempt.botClient };
  // The token is the first that is learnt of a person: with it, something was kept that may be gone in Chatwoot.
  const hadPlace = to.place.pubsub_token !== null;
  // Whether an earlier try may have posted it. Stays so until a read-back has told, however many tries fail before.
  const earlier = { unclear: job.unclear_before === 1 };
  try {
    let posted: { id: number; place: Place };
    try {
      posted = await postOnce(earlier, to, message, trace, options);
    } catch (error) {
      // Deleted in Chatwoot since: looked up or made again, once.
      if (!isMissingRecord(error) || !hadPlace) throw error;
      const gone = { ...trace, conversation: to.place.conversation_id };
      log.info(gone, 'contact or conversation is gone in Chatwoot');
      const place = await forgetPlace(to.place, options);
      earlier.unclear = false;
      posted = await postOnce(earlier, { ...to, place }, message, trace, options);
    }
    const { id, place } = posted;
    await keepName(to.contact, place, trace, options);
    const conversation = place.conversation_id;
    log.info({ ...trace, conversation, chatwootMessage: id, ms: clock.now() - startedAt }, 'registered in Chatwoot');
    return {
      do: 'done',
      commit: async (tx) => {
        await tx
          .updateTable('messages')
          .set((eb) => ({
            chatwoot_state: 'registered' as const,
            chatwoot_message_id: id,
            place_id: place.id,
            // Why WhatsApp refused it stays.
            error: eb.case().when('whatsapp_state', '=', 'failed').then(eb.ref('error')).else(null).end(),
          }))
          .where('id', '=', message.id)
          .execute();
        // A person took over while it was being posted.
        const now = await messageById(tx, message.id);
        if (now && isDiscarded(now)) await tellState(tx, message.id, clock.now(), options.tell);
        // Its bytes are in Chatwoot now.
        if (message.kind === 'media' || message.kind === LATE_FILE)
          await tx.updateTable('files').set({ bytes: null }).where('message_id', '=', message.id).execute();
        await tx
          .updateTable('places')
          .set({ last_incoming_id: id })
          .where('id', '=', place.id)
          .where('last_incoming_id', '<', id)
          .execute();
      },
    };
  } catch (error) {
    const failure = await registerFailure(error, job, to.place, trace, options, attempt.triedAt);
    if (failure.do !== 'failed' || failure.unclear || !earlier.unclear) return failure;
    return { ...failure, unclear: true, triedAt: job.tried_before ?? attempt.triedAt };
  }
}

/** Posts the message, unless an earlier try whose answer was lost has done so. Gives Chatwoot's id of it. */
async function postOnce(
  earlier: { unclear: boolean },
  { contact, place: kept }: Addressee,
  message: Message,
  trace: object,
  options: RegisterOptions,
): Promise<{ id: number; place: Place }> {
  const { log, store } = options;
  const files = await store.db
    .selectFrom('files')
    .selectAll()
    .where('message_id', '=', message.id)
    .orderBy('position')
    .execute();
  let posting = postingOf(message, files, options);
  const place = await fillPlace(contact, kept, trace, options);
  if (earlier.unclear && kept.conversation_id !== null) {
    // It went to where the person's place was then.
    const others = (await placesOf(store.db, contact.id)).filter((it) => it.id !== place.id);
    for (const there of [place, ...others.filter(isKnown)]) {
      const found = await findEarlier(there, message, posting, there.last_incoming_id, options);
      if (found === null) continue;
      log.info({ ...trace, chatwootMessage: found }, 'read back: an earlier try had arrived');
      return { id: found, place: there };
    }
    earlier.unclear = false;
  }
  try {
    return { id: await post(place, message, posting, options), place };
  } catch (error) {
    if (posting.files.length === 0 || !isRefusedFile(error)) throw error;
    log.warn({ ...trace, reason: reasonOf(error) }, 'Chatwoot does not take the file, registered as text');
    const change = { state: 'failed' as const, error: reasonOf(error), bytes: null };
    await store.write((tx) => tx.updateTable('files').set(change).where('message_id', '=', message.id).execute());
    posting = postingOf(message, [{ ...files[0], ...change } as StoredFile], options);
    return { id: await post(place, message, posting, options), place };
  }
}

function dryRun(message: Message, contact: Contact, { log, botPrefix }: RegisterOptions): Outcome {
  const trace = { exchange: message.exchange_id, message: message.id, author: message.author };
  const to = maskNumber(contact.wa_id ?? contact.bsuid ?? '');
  log.info(
    { ...trace, to, characters: message.text.length, prefix: message.author === 'bot' ? botPrefix : '' },
    'dry run: would register in Chatwoot',
  );
  log.trace({ ...trace, text: message.text }, 'dry run: the text');
  const change = { chatwoot_state: 'dry_run' as const };
  return {
    do: 'done',
    commit: async (tx) => void (await tx.updateTable('messages').set(change).where('id', '=', message.id).execute()),
  };
}

async function resolveConversation(
  job: Job,
  place: Place,
  exchange: string,
  options: RegisterOptions,
): Promise<Outcome> {
  const { client, log, dryRun: dry, clock } = options;
  const { source_id: sourceId, conversation_id: conversation } = place;
  if (dry || sourceId === null || conversation === null) return { do: 'done' };
  const triedAt = clock.now();
  try {
    await client.resolve(sourceId, conversation);
    log.info({ exchange, conversation }, 'conversation resolved in Chatwoot');
    return { do: 'done' };
  } catch (error) {
    if (isMissingRecord(error)) return { do: 'done' };
    return await registerFailure(error, job, place, { exchange, conversation }, options, triedAt);
  }
}
