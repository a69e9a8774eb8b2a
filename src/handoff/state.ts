import type { Contact } from '../store/tables.ts';
import { NO_EFFECTS, returnEffects, takeOverEffects } from './effects.ts';
import type { Effects, HandoffReason, ReturnReason } from './effects.ts';
import type { HandoffEvent } from './events.ts';

export type { Effects, HandoffReason, ReturnReason } from './effects.ts';
export type { ConversationStatus, HandoffEvent } from './events.ts';

/** Who answers a person now. */
export interface Handoff {
  by: 'bot' | 'human';
  /** Why a person answers; null while the bot does. */
  reason: HandoffReason | null;
  /** Milliseconds since 1970. */
  since: number | null;
  /** When the bot takes over again by itself; null: only when it is given back. */
  until: number | null;
  /** When agents are reminded that nobody has answered; null: never, or done. */
  remindAt: number | null;
  /** When the bot answers again because nobody has; null: never. */
  giveBackAt: number | null;
  /** Agents were reminded, and nobody has answered since. */
  reminded: boolean;
}

export interface HandoffOptions {
  now: number;
  /** Hours of quiet after which the bot answers again; 0: never by itself. */
  quietHours: number;
  /** When agents are to be reminded of a hand-over of this moment that nobody answers, and when the bot is to take it back; null: never. */
  wait?: (now: number) => Pick<Handoff, 'remindAt' | 'giveBackAt'>;
}

/**
 * The one state machine of who answers: pure, so that every transition is a line in a test. The whole table is in docs/HANDOFF.md.
 *
 * In human hands a further take-over only begins the quiet time anew: reason and beginning stay, and nobody is told twice.
 * The same object comes back where nothing changes.
 */
export function nextHandoff(
  state: Handoff,
  event: HandoffEvent,
  options: HandoffOptions,
): { state: Handoff; effects: Effects } {
  const reason = takeOverBy(event);
  const until = options.quietHours > 0 ? options.now + options.quietHours * 3_600_000 : null;
  if (state.by === 'bot') {
    if (reason === null) return { state, effects: NO_EFFECTS };
    const told = event.type === 'bot_handed_off' && event.said;
    const wait = answers.has(reason) ? ANSWERED : { ...ANSWERED, ...options.wait?.(options.now) };
    const taken: Handoff = { by: 'human', reason, since: options.now, until, ...wait };
    return { state: taken, effects: takeOverEffects(reason, told) };
  }
  // From now on somebody waits.
  if (event.type === 'customer_wrote' && event.first)
    return { state: { ...state, ...options.wait?.(options.now) }, effects: NO_EFFECTS };
  const back =
    returnBy(event) ??
    (isOver(state, event, options) ? 'quiet' : null) ??
    (event.type === 'wait_checked' && isPast(state.giveBackAt, options) ? 'nobody_answered' : null);
  if (back !== null) return { state: BOT, effects: returnEffects(back, state.reminded) };
  if (event.type === 'wait_checked' && isPast(state.remindAt, options))
    return { state: { ...state, remindAt: null, reminded: true }, effects: { ...NO_EFFECTS, remind: true } };
  // The reason of the take-over stays; whoever waits has been answered.
  if (answers.has(reason))
    return { state: { ...state, until, ...ANSWERED }, effects: { ...NO_EFFECTS, unwait: state.reminded } };
  return { state: reason === null ? state : { ...state, until }, effects: NO_EFFECTS };
}

/** Nobody waits, or not any more. */
const ANSWERED: Pick<Handoff, 'remindAt' | 'giveBackAt' | 'reminded'> = {
  remindAt: null,
  giveBackAt: null,
  reminded: false,
};

const BOT: Handoff = { by: 'bot', reason: null, since: null, until: null, ...ANSWERED };

/** These take-overs are a person's answer. */
const answers = new Set<HandoffReason | null>(['agent_replied', 'answered_on_phone']);

/** Whether an event gives the conversation to people, and why. */
function takeOverBy(event: HandoffEvent): HandoffReason | null {
  switch (event.type) {
    case 'customer_asked':
    case 'bot_handed_off':
    case 'bot_failed':
    case 'agent_replied':
    case 'answered_on_phone':
      return event.type;
    case 'assigned_to_person':
      return 'assigned';
    case 'command_off':
      return 'command';
    case 'api_handoff':
      return 'api';
    case 'labels_changed':
      return event.human && !event.was && !event.ours ? 'labelled' : null;
    case 'status_changed':
      // Pending is where an agent bot's conversations rest: out of it they are taken. A message of the customer takes nothing.
      return event.from === 'pending' && event.to === 'open' && !event.ours && !event.byCustomer ? 'opened' : null;
    default:
      return null;
  }
}

/** Whether an event gives it back to the bot, and why. */
function returnBy(event: HandoffEvent): ReturnReason | null {
  switch (event.type) {
    case 'resolved':
      return 'resolved';
    case 'command_on':
      return 'command';
    case 'api_back':
      return 'api';
    case 'unassigned':
      return event.status === 'pending' ? 'unassigned' : null;
    case 'labels_changed':
      return event.was && !event.human && !event.ours ? 'unlabelled' : null;
    case 'status_changed':
      if (event.ours || event.from === event.to) return null;
      if (event.to === 'resolved') return 'resolved';
      // *Becoming* pending counts, not being so: where the former status is unknown, nothing is known to have become.
      // The customer's message may make it pending again: nobody gave it back by that.
      return event.to === 'pending' && event.from !== null && !event.byCustomer ? 'became_pending' : null;
    default:
      return null;
  }
}

const isPast = (at: number | null, { now }: HandoffOptions): boolean => at !== null && now >= at;

function isOver(state: Handoff, event: HandoffEvent, { now, quietHours }: HandoffOptions): boolean {
  if (event.type !== 'time_passed' || event.customerWaits || quietHours <= 0) return false;
  return state.until !== null && now >= state.until;
}

/** The machine's state as a contact's row keeps it. */
export function handoffOf(contact: Contact): Handoff {
  return {
    by: contact.answered_by,
    reason: contact.answered_reason as HandoffReason | null,
    since: contact.answered_since,
    until: contact.answered_until,
    remindAt: contact.answered_remind_at,
    giveBackAt: contact.answered_give_back_at,
    reminded: contact.answered_reminded === 1,
  };
}

/** And back. */
export function handoffColumns(state: Handoff) {
  return {
    answered_by: state.by,
    answered_reason: state.reason,
    answered_since: state.since,
    answered_until: state.until,
    answered_remind_at: state.remindAt,
    answered_give_back_at: state.giveBackAt,
    answered_reminded: state.reminded ? 1 : 0,
  };
}
