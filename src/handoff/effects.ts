/** Why a person answers. */
export type HandoffReason =
  | 'customer_asked'
  | 'bot_handed_off'
  | 'bot_failed'
  | 'api'
  | 'labelled'
  | 'assigned'
  | 'opened'
  | 'command'
  | 'agent_replied'
  | 'answered_on_phone';

/** Why the bot answers again. */
export type ReturnReason =
  'resolved' | 'became_pending' | 'unassigned' | 'unlabelled' | 'command' | 'api' | 'quiet' | 'nobody_answered';

/** What is to be done because of a transition. Told as data: which of it can be done depends on the tokens. */
export interface Effects {
  /** Tell the customer, with the text set for it, that a person answers from now on. */
  notifyCustomer: boolean;
  /** A private note with the reason and the last turns. */
  noteToAgents: boolean;
  /** Set the conversation's status to open. */
  openConversation: boolean;
  /** Give it the team or the assignee of the settings. */
  assign: boolean;
  /** Add the label for people. */
  label: boolean;
  /** Take that label away. */
  unlabel: boolean;
  /** Remind the agents that nobody has answered: a note, and the label for it. */
  remind: boolean;
  /** Take that label away. */
  unwait: boolean;
  /** Tell the customer that nobody could answer and the bot does again, and the agents. */
  tellBack: boolean;
  /** Why it changed hands; null where it did not. */
  reason: HandoffReason | ReturnReason | null;
}

export const NO_EFFECTS: Effects = {
  notifyCustomer: false,
  noteToAgents: false,
  openConversation: false,
  assign: false,
  label: false,
  unlabel: false,
  remind: false,
  unwait: false,
  tellBack: false,
  reason: null,
};

type Deed = Exclude<keyof Effects, 'reason' | 'unlabel' | 'remind' | 'unwait' | 'tellBack'>;

/**
 * Nobody is told what they did themselves: the customer not of an answer they are reading, an agent not of the act just made.
 * Assigned is only what nobody in particular has taken.
 */
const deeds: Record<HandoffReason, readonly Deed[]> = {
  customer_asked: ['noteToAgents', 'openConversation', 'assign', 'label'],
  bot_handed_off: ['notifyCustomer', 'noteToAgents', 'openConversation', 'assign', 'label'],
  bot_failed: ['noteToAgents', 'openConversation', 'assign', 'label'],
  api: ['notifyCustomer', 'noteToAgents', 'openConversation', 'assign', 'label'],
  labelled: ['notifyCustomer', 'noteToAgents', 'openConversation', 'assign'],
  assigned: ['notifyCustomer', 'noteToAgents', 'openConversation', 'label'],
  opened: ['notifyCustomer', 'label'],
  command: ['notifyCustomer', 'openConversation', 'label'],
  agent_replied: ['openConversation', 'label'],
  answered_on_phone: ['label'],
};

/** @param told the customer was told already, by the bot's own words. */
export function takeOverEffects(reason: HandoffReason, told: boolean): Effects {
  const effects: Effects = { ...NO_EFFECTS, reason };
  for (const deed of deeds[reason]) effects[deed] = true;
  return told ? { ...effects, notifyCustomer: false } : effects;
}

/** @param reminded the agents had been: there is a label to take away. */
export function returnEffects(reason: ReturnReason, reminded: boolean): Effects {
  const tellBack = reason === 'nobody_answered';
  return { ...NO_EFFECTS, reason, unlabel: reason !== 'unlabelled', unwait: reminded, tellBack };
}
