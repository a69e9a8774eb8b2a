import { applicationVerdict, isShutDoor } from '../chatwoot/failures/application-failure.ts';
import type { ApplicationClient } from '../chatwoot/api/application.ts';
import { isMissingRecord, isPageInFront } from '../chatwoot/failures/refusal.ts';
import { toMarkdown } from '../chatwoot/shown/to-markdown.ts';
import { reasonOf, Refused, Unreachable } from '../errors.ts';
import type { Outcome } from '../queue/worker.ts';
import { WAITING_LABEL } from '../settings/people.ts';
import { changePlace } from '../store/people/places.ts';
import type { Contact, Job, Place } from '../store/tables.ts';
import { isWish, setOfContact, setOfConversation, withoutToken, type Wish } from './bot-wishes.ts';
import { noMark, ownMark, type OwnAct } from './own-marks.ts';
import type { TryOptions } from './register/register-options.ts';

/** One thing to arrange in a conversation with the bot's token, in the person's register lane: after what was said before it. */
export type Arrangement =
  | { step: 'note'; text: string; exchange: string }
  | { step: 'open'; exchange: string }
  | { step: 'assign'; teamId: number | null; assigneeId: number | null; exchange: string }
  | { step: 'label'; label: string; on: boolean; exchange: string }
  | Wish
  /** Whether the customer waits and nobody answers. */
  | { step: 'waiting'; on: boolean; exchange: string };

/**
 * Carries one out. What the bot's token may not do (labels before 4.14.2) is done with the user's, where there is one; else the first
 * refusal of a step becomes a problem, and the others end quietly.
 *
 * @param refused the steps that were refused since the start
 */
export async function arrange(
  job: Job,
  { contact, place }: { contact: Contact; place: Place },
  what: Arrangement,
  options: TryOptions,
  refused: Set<Arrangement['step']>,
): Promise<Outcome> {
  const { botClient, userClient } = options;
  if (what.step === 'contact') return await setOfContact(job, place, what, options);
  if (!botClient) return isWish(what) ? withoutToken(what, refused) : { do: 'done' };
  const { log, dryRun, clock, effect } = options;
  const conversation = place.conversation_id;
  if (dryRun || conversation === null) return { do: 'done' };
  // A note whose answer was lost: the bot may not read the conversation, and two notes are worse than one that may be missing.
  if (what.step === 'note' && effect.now.is === 'unclear') return { do: 'done' };
  const trace = { exchange: what.exchange, conversation, step: what.step };
  // Passed on since, while this waited: what an agent has resolved is not opened again.
  if (isOverBy(what, contact)) return { do: 'done' };
  const unmark = async () => {
    if (isMarked(what)) await effect.write((tx) => changePlace(tx, place, noMark(what)));
  };
  try {
    if (what.step === 'open' && (await isSettled(place, conversation, botClient))) return { do: 'done' };
    if (isMarked(what)) await effect.write((tx) => changePlace(tx, place, ownMark(what, clock.now())));
    const by = (client: ApplicationClient) => () => carryOut(client, conversation, what);
    // A second note would be seen; the rest changes nothing where it is done twice.
    const call = (make: () => Promise<boolean>) => (what.step === 'note' ? effect.call(make) : make());
    const isChanged = await call(by(botClient)).catch(async (error: unknown) => {
      if (!userClient || !isShutDoor(error)) throw error;
      return await call(by(userClient));
    });
    // An earlier try may have changed it, and its echo is still to come.
    if (!isChanged && job.attempts === 1) await unmark();
    log.info(trace, 'arranged in Chatwoot');
    return { do: 'done', answered: true };
  } catch (error) {
    if (isMissingRecord(error)) {
      await unmark();
      return { do: 'done' };
    }
    if (!(error instanceof Refused || error instanceof Unreachable)) throw error;
    // It never got there, so that it is no second one when it is posted again.
    if (isPageInFront(error)) effect.settled();
    const reason = reasonOf(error);
    log.warn({ ...trace, reason }, 'not arranged');
    let verdict = applicationVerdict(error, job.attempts);
    // At the first try it may be a page in front of Chatwoot that everybody gets: the inbox tells.
    if (isShutDoor(error) && (verdict.do === 'give_up' || job.attempts > 1)) {
      if (refused.has(what.step)) {
        await unmark();
        return { do: 'done' };
      }
      refused.add(what.step);
      // Never a pause: that would hold up what customers say.
      if (verdict.do !== 'give_up')
        verdict = { do: 'give_up', reason, fix: 'Check the tokens with `optiatiende check`.' };
    }
    if (verdict.do === 'give_up' && error instanceof Refused && !error.unclear) await unmark();
    return { do: 'failed', verdict, reason };
  }
}

/** What belongs to a person's hands is not done once the bot answers again, and the other way round. */
function isOverBy(what: Arrangement, contact: Contact): boolean {
  if (what.step === 'note' || isWish(what)) return false;
  if (what.step === 'waiting') return what.on !== (contact.answered_reminded === 1);
  return contact.answered_by !== (what.step === 'label' && !what.on ? 'bot' : 'human');
}

/** Open already; or resolved this moment, by an agent who answered and resolved in one act: that news is on its way. */
async function isSettled(place: Place, conversation: number, client: ApplicationClient): Promise<boolean> {
  try {
    const { status } = (await client.conversation(conversation)).state;
    return status === 'open' || (status === 'resolved' && place.status !== 'resolved');
  } catch {
    // Releases below 4.14.2 let no bot look.
    return false;
  }
}

const isMarked = (what: Arrangement): what is Arrangement & OwnAct => what.step === 'open' || what.step === 'label';

/** False where it was so already. */
async function carryOut(client: ApplicationClient, conversation: number, what: Arrangement): Promise<boolean> {
  switch (what.step) {
    case 'note':
      await client.postMessage(conversation, { content: toMarkdown(what.text), private: true });
      return true;
    case 'open':
      await client.toggleStatus(conversation, 'open');
      return true;
    case 'assign':
      if (what.teamId !== null) await client.assign(conversation, { teamId: what.teamId });
      if (what.assigneeId !== null) await client.assign(conversation, { assigneeId: what.assigneeId });
      return true;
    case 'label':
      return await setLabels(client, conversation, what.on ? { add: [what.label] } : { remove: [what.label] });
    case 'waiting':
      return await setLabels(client, conversation, what.on ? { add: [WAITING_LABEL] } : { remove: [WAITING_LABEL] });
    case 'labels':
      return await setLabels(client, conversation, what);
    case 'attributes':
      await setOfConversation(client, conversation, what.attributes);
      return true;
    case 'contact':
      // Done by the public API, with no token.
      return false;
  }
}

/** The call replaces the whole set: others' labels are kept. False where they were so already. */
async function setLabels(
  client: ApplicationClient,
  conversation: number,
  { add = [], remove = [] }: { add?: readonly string[]; remove?: readonly string[] },
): Promise<boolean> {
  const labels = await client.labels(conversation);
  const wanted = [...new Set([...labels, ...add])].filter((it) => !remove.includes(it));
  const isSame = wanted.length === labels.length && wanted.every((it) => labels.includes(it));
  if (!isSame) await client.setLabels(conversation, wanted);
  return !isSame;
}
