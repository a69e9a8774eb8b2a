import type { Turn } from '../bots/bot.ts';
import type { Clock } from '../clock.ts';
import { isOpen, type Hours } from '../hours.ts';
import { botState } from '../store/bot-states.ts';
import { stillHeld } from '../store/jobs.ts';
import { lockContact } from '../store/lock.ts';
import type { Store } from '../store/open.ts';
import { currentPlace } from '../store/people/places.ts';
import type { Job, Tx } from '../store/tables.ts';
import { addTurn, endTurn, tryAgain } from '../store/turns.ts';
import type { About } from './about.ts';
import type { Asking } from './ask-chain.ts';
import { StepsOfTry } from './steps-of-try.ts';
import { wordsOf } from './words.ts';

export interface TryOptions {
  store: Store;
  clock: Clock;
  newId: () => string;
  hours: Hours | null;
  timeZone: string;
}

/** What a turn is about, once it has begun. */
export interface BegunTurn extends About, Asking {
  turnId: string;
  /** Which try this is, from 1. */
  attempt: number;
}

/** A try begins. The first one fixes which messages the turn answers; the next ones find it, with what was kept of it. */
export async function beginTry(about: About, job: Job, options: TryOptions): Promise<BegunTurn> {
  const { store, clock, hours, timeZone } = options;
  const { contact, said } = about;
  const { id, attempt } = await store.write((tx) => findOrAdd(tx, about, job, options));
  const turnFor = async (bot: string) => {
    const steps = new StepsOfTry({ turnId: id, bot }, job, options);
    const now = clock.now();
    const place = await currentPlace(store.db, contact.id);
    const { value: state, version: stateVersion } = await botState(store.db, contact.id, bot);
    const chatwoot = { contact: place.chatwoot_contact_id, conversation: place.conversation_id };
    const turn: Turn = {
      ...said,
      id,
      attempt,
      person: { ...said.person, chatwoot },
      now,
      timeZone,
      peopleAreThere: hours === null || isOpen(hours, timeZone, now),
      state,
      stateVersion,
      steps: await steps.open(),
    };
    return { turn, steps };
  };
  return { ...about, turnId: id, attempt, turnFor };
}

async function findOrAdd(
  tx: Tx,
  { contact, open, rows, messages }: About,
  job: Job,
  { clock, newId }: TryOptions,
): Promise<Pick<Turn, 'id' | 'attempt'>> {
  await lockContact(tx, contact.id);
  await stillHeld(tx, job);
  const words = wordsOf(messages);
  if (open?.words === words) return { id: open.id, attempt: await tryAgain(tx, open.id) };
  const now = clock.now();
  // What was kept of it answers words that are not there any more.
  if (open) await endTurn(tx, open.id, { outcome: 'changed', bot: null, now });
  const id = newId();
  await addTurn(tx, {
    id,
    channel_id: contact.channel_id,
    contact_id: contact.id,
    messages: JSON.stringify(rows.map((row) => row.id)),
    words,
    begun_at: now,
  });
  return { id, attempt: 1 };
}
