import { countedFrom } from '../clock.ts';
import type { Handler, Outcome } from '../queue/worker.ts';
import { messageById } from '../store/messages.ts';
import { currentPlace } from '../store/people/places.ts';
import type { Contact, Message, Place } from '../store/tables.ts';
import { maskNumber } from '../whatsapp/numbers.ts';
import { arrange, type Arrangement } from './arrange.ts';
import { letFilesFollow } from './files/late-file.ts';
import { isDiscarded, neverSaid, registerMessage } from './register/register-message.ts';
import { settleMs, type RegisterOptions, type TryOptions } from './register/register-options.ts';
import { withTemplateWords } from './register/template-words.ts';
import { letWordsFollow } from './voice/late-words.ts';
import { transcriptOf } from './voice/transcript.ts';
import { staleNotice } from './tell/stale-notice.ts';
import { resolveConversation } from './resolve.ts';

/** How long a message waits for its file. Milliseconds. */
export const FILE_WAIT_MS = 90_000;
/** How long it waits for the words of a voice note besides: agents see the note all the same. Milliseconds. */
export const WORDS_WAIT_MS = 10_000;
const LOOK_AGAIN_MS = 1_000;

/** Writes one message into the person's conversation, or resolves it. In steady state one request, whatever the history. */
export function registerHandler(options: RegisterOptions): Handler {
  const { store } = options;
  const refused = new Set<Arrangement['step']>();
  return async (job, _signal, effect): Promise<Outcome> => {
    const tried = { ...options, effect };
    const payload = JSON.parse(job.payload) as
      { message: string; late?: true } | { resolve: string } | { arrange: Arrangement };
    const contact = await store.db
      .selectFrom('contacts')
      .selectAll()
      .where('id', '=', job.contact_id)
      .executeTakeFirstOrThrow();
    const place = await currentPlace(store.db, contact.id);
    if ('arrange' in payload) return await arrange(job, { contact, place }, payload.arrange, tried, refused);
    if ('resolve' in payload) return await resolveConversation(job, place, payload.resolve, tried);
    let message = await messageById(store.db, payload.message);
    if (!message || message.chatwoot_state === 'registered') return { do: 'done' };
    // An earlier try may have posted it all the same: read back, and told then.
    if (isDiscarded(message) && effect.now.is !== 'unclear') return neverSaid(message);
    if (options.dryRun) return dryRun(message, contact, options);
    const withFile = await fileStillWanted(message, options);
    if (withFile) return withFile;
    if (wordsStillWanted(message)) {
      const now = options.clock.now();
      if (now - countedFrom(message.created_at, options.clock) <= WORDS_WAIT_MS)
        return { do: 'later', dueAt: now + LOOK_AGAIN_MS };
      const { id } = message;
      message = (await store.write((tx) => letWordsFollow(tx, id))) ?? message;
    }
    const { findTemplate: find, language } = options;
    // What an earlier release may have posted by its name is looked for by its name.
    if (effect.now.is !== 'unclear') message = await withTemplateWords(message, { store, find, language });
    const early =
      notYet(place, tried) ?? (effect.now.is === 'unclear' ? null : await staleNotice(message, place, options));
    const late = payload.late ?? false;
    return early ?? (await registerMessage(job, { contact, place }, message, { ...tried, late }));
  };
}

/** Files have their chance first, but nobody's conversation waits long for one: it is registered as text then, and the file follows. */
async function fileStillWanted(message: Message, { store, clock }: RegisterOptions): Promise<Outcome | null> {
  if (message.kind !== 'media') return null;
  const wanted = await store.db
    .selectFrom('files')
    .select('id')
    .where('message_id', '=', message.id)
    .where('state', '=', 'wanted')
    .executeTakeFirst();
  if (!wanted) return null;
  const now = clock.now();
  if (now - countedFrom(message.created_at, clock) > FILE_WAIT_MS) {
    await store.write((tx) => letFilesFollow(tx, message, now));
    return null;
  }
  return { do: 'later', dueAt: now + LOOK_AGAIN_MS };
}

function wordsStillWanted(message: Message): boolean {
  const transcript = transcriptOf(message);
  return transcript?.state === 'wanted' && !transcript.apart;
}

/** The reasons not to call at all now. */
function notYet({ blocked }: Place, { clock, timeoutMs, effect: { now: known } }: TryOptions): Outcome | null {
  if (blocked !== null) {
    const fix = 'Decide on the oldest problem of this person: `optiatiende problems list`.';
    return { do: 'failed', verdict: { do: 'give_up', reason: blocked, fix }, reason: blocked };
  }
  // An answer came (a 500 after saving): nothing is under way any more, it can be read back at once.
  if (known.is !== 'unclear' || known.answered) return null;
  const settled = countedFrom(known.since, clock) + settleMs(timeoutMs);
  return clock.now() < settled ? { do: 'later', dueAt: settled } : null;
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
