import type { HandoffOptions } from '../../handoff/state.ts';
import type { Hours } from '../../hours.ts';
import { afterOpenMinutes } from '../../open-time.ts';
import type { Contact } from '../../store/tables.ts';

export interface WaitOptions {
  /** `HANDOFF_REMIND`: minutes of business hours; 0: never. */
  remindMinutes: number;
  /** `HANDOFF_GIVE_BACK`: hours; 0: never. */
  giveBackHours: number;
  hours: Hours | null;
  timeZone: string;
}

const HOUR_MS = 3_600_000;
/** WhatsApp's window for free words, counted from the customer's last. */
const WINDOW_MS = 24 * HOUR_MS;
/** Words need some time to leave. */
const BEFORE_CLOSING_MS = 10 * 60_000;
/** So much of the time set is waited for at least. */
const LEAST_SHARE = 0.9;

/**
 * When agents are reminded of a hand-over that nobody answers, and when the bot takes it back: a little earlier where WhatsApp's 24 hours
 * would just be over by then, since the customer could not be told any more.
 */
export const waitTimes =
  (contact: Contact, options: WaitOptions): NonNullable<HandoffOptions['wait']> =>
  (now) => {
    const { remindMinutes, giveBackHours, hours, timeZone } = options;
    const due = now + giveBackHours * HOUR_MS;
    const closing = (contact.last_inbound_at ?? 0) + WINDOW_MS - BEFORE_CLOSING_MS;
    const soon = closing < due && closing >= now + giveBackHours * HOUR_MS * LEAST_SHARE;
    return {
      remindAt: remindMinutes > 0 ? afterOpenMinutes(hours, timeZone, now, remindMinutes) : null,
      giveBackAt: giveBackHours > 0 ? (soon ? closing : due) : null,
    };
  };
