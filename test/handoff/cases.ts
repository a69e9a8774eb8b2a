import type { Handoff, HandoffEvent, HandoffOptions } from '../../src/handoff/state.ts';

export const HOUR = 3_600_000;
export const now = 100 * HOUR;
export const wait = { remindAt: now + HOUR / 4, giveBackAt: now + 24 * HOUR };
export const options: HandoffOptions = { now, quietHours: 8, wait: () => wait };
const nobodyWaits = { remindAt: null, giveBackAt: null, reminded: false };
export const bot: Handoff = { by: 'bot', reason: null, since: null, until: null, ...nobodyWaits };
export const human: Handoff = {
  by: 'human',
  reason: 'customer_asked',
  since: now - HOUR,
  until: now + HOUR,
  ...nobodyWaits,
};
/** In human hands: the quiet time going on, just over, long over, without an end. */
export const humans: Handoff[] = [
  human,
  { ...human, until: now },
  { ...human, until: now - 1 },
  { ...human, reason: 'agent_replied', until: null },
  // Nobody has answered: not for long, long enough for a reminder, reminded, for too long.
  { ...human, remindAt: now + 1, giveBackAt: now + 1 },
  { ...human, remindAt: now, giveBackAt: now + HOUR },
  { ...human, reminded: true, giveBackAt: now + HOUR },
  { ...human, remindAt: now - 2, giveBackAt: now - 1 },
  { ...human, reminded: true, giveBackAt: now },
];

export interface Case {
  state: Handoff;
  event: HandoffEvent;
  options: HandoffOptions;
}

const statuses = ['open', 'pending', 'resolved', 'snoozed'] as const;
const both = [true, false];

/** Every event there is, in every detail. A new one does not compile until it is here. */
const every: { [Type in HandoffEvent['type']]: (HandoffEvent & { type: Type })[] } = {
  agent_replied: [{ type: 'agent_replied' }],
  assigned_to_person: [{ type: 'assigned_to_person' }],
  unassigned: statuses.map((status) => ({ type: 'unassigned', status })),
  status_changed: [null, ...statuses].flatMap((from) =>
    statuses.flatMap((to) =>
      both.flatMap((ours) =>
        both.map((byCustomer) => ({ type: 'status_changed' as const, from, to, ours, byCustomer })),
      ),
    ),
  ),
  labels_changed: both.flatMap((human) =>
    both.flatMap((was) => both.map((ours) => ({ type: 'labels_changed' as const, human, was, ours }))),
  ),
  customer_asked: [{ type: 'customer_asked' }],
  bot_handed_off: both.map((said) => ({ type: 'bot_handed_off', said })),
  bot_failed: [{ type: 'bot_failed' }],
  command_off: [{ type: 'command_off' }],
  command_on: [{ type: 'command_on' }],
  api_handoff: [{ type: 'api_handoff' }],
  api_back: [{ type: 'api_back' }],
  answered_on_phone: [{ type: 'answered_on_phone' }],
  resolved: [{ type: 'resolved' }],
  customer_wrote: both.map((first) => ({ type: 'customer_wrote', first })),
  wait_checked: [{ type: 'wait_checked' }],
  time_passed: both.map((customerWaits) => ({ type: 'time_passed', customerWaits })),
};

export const allEvents: HandoffEvent[] = Object.values(every).flat();
