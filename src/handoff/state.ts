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
}

export interface HandoffOptions {
  now: number;
  /** Hours of quiet after which the bot answers again; 0: never by itself. */
  quietHours: number;
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
    return { state: { by: 'human', reason, since: options.now, until }, effects: takeOverEffects(reason, told) };
  }
  const back = returnBy(event) ?? (isOver(state, event, options) ? 'quiet' : null);
  if (back !== null) return { state: BOT, effects: returnEffects(back) };
  return { state: reason === null ? state : { ...state, until }, effects: NO_EFFECTS };
}

const BOT: Handoff = { by: 'bot', reason: null, since: null, until: null };

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
  };
}

/** And back. */
export function handoffColumns(state: Handoff) {
  return {
    answered_by: state.by,
    answered_reason: state.reason,
    answered_since: state.since,
    answered_until: state.until,
  };
}
