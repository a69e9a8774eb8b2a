import type { Contact } from '../store/tables.ts';

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

export type HandoffReason = 'customer_asked' | 'bot_handed_off' | 'bot_failed' | 'answered_on_phone';

export type HandoffEvent =
  /** The bot's action, the customer's wish or the bot's failure. */
  | { type: 'handed_off'; reason: Exclude<HandoffReason, 'answered_on_phone'> }
  /** A person of the business answered in the WhatsApp Business app. */
  | { type: 'person_replied' }
  | { type: 'given_back' }
  | { type: 'time_passed' };

export interface HandoffOptions {
  now: number;
  /** Hours of quiet after which the bot answers again; 0: never by itself. */
  quietHours: number;
}

/**
 * The one state machine of who answers: pure, so that every transition is a line in a test.
 *
 * | state | event | becomes |
 * |---|---|---|
 * | bot | handed_off | human, with the event's reason |
 * | bot | person_replied | human, `answered_on_phone` |
 * | bot | given_back, time_passed | bot |
 * | human | handed_off | human, reason and since kept, the quiet time begins anew |
 * | human | person_replied | human, the quiet time begins anew |
 * | human | given_back | bot |
 * | human | time_passed, before `until` | human |
 * | human | time_passed, at or after `until` | bot |
 */
export function nextHandoff(state: Handoff, event: HandoffEvent, { now, quietHours }: HandoffOptions): Handoff {
  const until = quietHours > 0 ? now + quietHours * 3_600_000 : null;
  switch (event.type) {
    case 'handed_off':
      return state.by === 'human' ? { ...state, until } : { by: 'human', reason: event.reason, since: now, until };
    case 'person_replied':
      return state.by === 'human'
        ? { ...state, until }
        : { by: 'human', reason: 'answered_on_phone', since: now, until };
    case 'given_back':
      return BOT;
    case 'time_passed':
      return state.by === 'human' && state.until !== null && now >= state.until ? BOT : state;
  }
}

const BOT: Handoff = { by: 'bot', reason: null, since: null, until: null };

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
