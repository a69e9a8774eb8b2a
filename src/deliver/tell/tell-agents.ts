import { addJob } from '../../store/jobs.ts';
import { currentPlace } from '../../store/people/places.ts';
import type { Contact, Tx } from '../../store/tables.ts';
import type { Arrangement } from '../arrange.ts';
import { addLine } from './tell-state.ts';

export interface NoteOptions {
  register: 'on' | 'off';
  /** With the bot's token: private notes. */
  notes: boolean;
  newId: () => string;
  now: number;
  exchangeId: string;
  /** Of its job, where there may be several notes in one exchange. */
  key?: string;
}

/** Marks of a line that is for agents, though it stands where the customer's words do. */
const MARKED = /^(🔔|⚠️|⏰|🔁|🗒️) /u;

/**
 * Tells the agents something: as a private note, or without a token for notes as a line in the conversation, unless that is resolved (a
 * line would open it again). Such a line begins with a mark, or it would be taken for the customer's words.
 */
export async function addAgentsNote(tx: Tx, contact: Contact, text: string, options: NoteOptions): Promise<void> {
  const { register, notes, newId, now, exchangeId, key } = options;
  if (register === 'off') return;
  if (notes) return await addStep(tx, contact, { step: 'note', text, exchange: exchangeId }, now, key);
  if ((await currentPlace(tx, contact.id)).status === 'resolved') return;
  const line = MARKED.test(text) ? text : `🗒️ ${text}`;
  await addLine(tx, { contactId: contact.id, channelId: contact.channel_id, text: line, exchangeId, now, newId });
}

/** One thing to be arranged in the conversation, after what was said before it. */
export async function addStep(
  tx: Tx,
  contact: Contact,
  arrange: Arrangement,
  now: number,
  key = `arrange:${arrange.exchange}:${arrange.step}`,
): Promise<void> {
  await addJob(tx, { kind: 'register', contactId: contact.id, key, payload: { arrange }, dueAt: now });
}
