import { applyHandoff } from '../handoff/apply.ts';
import type { Effects, Handoff, HandoffEvent } from '../handoff/state.ts';
import { SAYING, saysSomething } from '../handoff/wants-answer.ts';
import { isOpen, type Hours } from '../hours.ts';
import type { Line } from '../observe/tell.ts';
import type { OwnTexts } from '../settings/texts.ts';
import { addJob } from '../store/jobs.ts';
import { lockContact } from '../store/lock.ts';
import type { Contact, Message, Tx } from '../store/tables.ts';
import { history } from '../store/messages.ts';
import { addOutgoing } from './add-outgoing.ts';
import { asTheyAreNow, loadChanges } from './as-it-is-now.ts';
import { handOverWords } from './tell/hand-over-words.ts';
import { addAgentsNote, addStep } from './tell/tell-agents.ts';
import { tellWaiting } from './tell/tell-waiting.ts';
import { waitTimes } from './tell/wait-times.ts';

/** Messages that the agents' note quotes. */
const LAST_TURNS = 6;

/** What the effects of a handoff need to know of the settings. */
export interface EffectOptions {
  language: 'es' | 'en';
  register: 'on' | 'off';
  quietHours: number;
  newId: () => string;
  /** The label that hands over. */
  label: string;
  /** Said once to the customer; null: the sentence of the language; empty: nothing. */
  text: string | null;
  /** When people are there; null: always. */
  hours: Hours | null;
  timeZone: string;
  closedText: string | null;
  /** Sentences in place of ours, where the operator has some. */
  texts?: Partial<OwnTexts>;
  teamId: number | null;
  assigneeId: number | null;
  /** With the bot's token: private notes, and the conversation can be arranged. */
  notes: boolean;
  /** Answer the customer's last words when the bot is back. */
  answerLast: boolean;
  /** `HANDOFF_REMIND`, in minutes of business hours, and `HANDOFF_GIVE_BACK`, in hours; 0: never. */
  remindMinutes: number;
  giveBackHours: number;
}

export type { Line };

/** Moves the handoff by one event and does what follows from it: tells the customer, tells the agents, arranges the conversation. */
export async function handOver(
  tx: Tx,
  contactId: number,
  event: HandoffEvent,
  now: number,
  options: EffectOptions,
  /** The bot's own words for the agents. */
  detail: string | null = null,
): Promise<Line[]> {
  await lockContact(tx, contactId);
  const before = await tx.selectFrom('contacts').selectAll().where('id', '=', contactId).executeTakeFirstOrThrow();
  const { quietHours, newId } = options;
  const wait = waitTimes(before, options);
  const { state, effects, changed } = await applyHandoff(tx, contactId, event, { now, quietHours, wait });
  await tellWaiting(tx, before, effects, { ...options, now, exchangeId: newId() });
  if (effects.remind) return [{ fields: { contact: contactId }, text: 'nobody has answered, the agents are reminded' }];
  if (!changed) return [];
  await carryOut(tx, before, { ...state, detail }, effects, now, options);
  if (state.by === 'bot' && before.answered_by === 'human' && options.answerLast) await answerLast(tx, contactId, now);
  const fields = { contact: contactId, event: event.type, reason: state.reason, by: state.by };
  return [{ fields, text: state.by === 'human' ? 'a person answers from now on' : 'the bot answers again' }];
}

type Explained = Handoff & { detail: string | null };

async function carryOut(
  tx: Tx,
  contact: Contact,
  state: Explained,
  effects: Effects,
  now: number,
  options: EffectOptions,
): Promise<void> {
  const exchangeId = options.newId();
  const { register, newId } = options;
  if (effects.notifyCustomer) {
    const text = sayTo(options, now);
    if (text !== '')
      await addOutgoing(tx, contact, { text }, { author: 'bot', register, newId, now, exchangeId, notice: true });
  }
  if (register === 'off') return;
  if (effects.noteToAgents) await tellAgents(tx, contact, state, exchangeId, now, options);
  if (!options.notes) return;
  const { teamId, assigneeId, label } = options;
  if (effects.openConversation) await addStep(tx, contact, { step: 'open', exchange: exchangeId }, now);
  if (effects.assign && (teamId !== null || assigneeId !== null))
    await addStep(tx, contact, { step: 'assign', teamId, assigneeId, exchange: exchangeId }, now);
  if (effects.label) await addStep(tx, contact, { step: 'label', label, on: true, exchange: exchangeId }, now);
  if (effects.unlabel) await addStep(tx, contact, { step: 'label', label, on: false, exchange: exchangeId }, now);
}

/** Why a person answers now; in a private note also what was said last. */
async function tellAgents(
  tx: Tx,
  contact: Contact,
  state: Explained,
  exchangeId: string,
  now: number,
  options: EffectOptions,
): Promise<void> {
  const { notes, language } = options;
  const words = handOverWords(language);
  const reason = words.reasons[state.reason ?? ''] ?? state.reason ?? '';
  const why = words.note(state.detail && state.reason === 'bot_handed_off' ? `${reason} (${state.detail})` : reason);
  const last = notes ? await history(tx, contact.id, LAST_TURNS) : [];
  const who = { customer: words.customer, bot: 'Bot', agent: words.agent };
  const said = asTheyAreNow(last, await loadChanges(tx, contact.id, last)).map(
    (message) => `- ${who[message.author]}: ${message.text.slice(0, 200)}`,
  );
  const text = [why, ...(said.length > 0 ? [words.lastTurns, ...said] : [])].join('\n');
  await addAgentsNote(tx, contact, text, { ...options, now, exchangeId });
}

/** What the customer is told at a hand-off: another sentence outside the business hours. */
function sayTo(options: EffectOptions, now: number): string {
  const words = handOverWords(options.language);
  const closed = options.hours !== null && !isOpen(options.hours, options.timeZone, now);
  return closed ? (options.closedText ?? words.closed) : (options.text ?? words.handedOver);
}

/** The customer had the last word while a person was there: the bot takes it up. */
async function answerLast(tx: Tx, contactId: number, now: number): Promise<void> {
  const newest = await newestSaid(tx, contactId, LAST_TURNS);
  const last = asTheyAreNow(newest, await loadChanges(tx, contactId, newest)).findLast(saysSomething);
  if (last?.author !== 'customer') return;
  await tx.updateTable('messages').set({ answered_at: null }).where('id', '=', last.id).execute();
  await addJob(tx, {
    kind: 'turn',
    contactId,
    key: `turn:${last.id}:again:${now}`,
    payload: { message: last.id },
    dueAt: now,
  });
}

/** The newest messages that say something, oldest first. */
async function newestSaid(tx: Tx, contactId: number, limit: number): Promise<Message[]> {
  const rows = await tx
    .selectFrom('messages')
    .selectAll()
    .where('contact_id', '=', contactId)
    .where('kind', 'in', SAYING)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.reverse();
}
