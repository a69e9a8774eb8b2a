/** What can move a conversation between the bot and people. Each is told as it happened; what it means is for `nextHandoff`. */
export type HandoffEvent =
  /** A person answered publicly in Chatwoot. */
  | { type: 'agent_replied' }
  /** The conversation got a person as its assignee. */
  | { type: 'assigned_to_person' }
  /** It lost its assignee; `status` is the conversation's at that moment. */
  | { type: 'unassigned'; status: ConversationStatus }
  | {
      type: 'status_changed';
      /** Null where it is not known. */
      from: ConversationStatus | null;
      to: ConversationStatus;
      /** It matches a call of our own within the last 30 seconds: no event of Chatwoot names its author. */
      ours: boolean;
      /** The customer's message reopened it. */
      byCustomer: boolean;
    }
  /** `was` and `human`: whether the label for people (`humano`, `human`) was there before, and is there now. `ours` as above. */
  | { type: 'labels_changed'; human: boolean; was: boolean; ours: boolean }
  /** The customer asked for a person, and was answered that one will come. */
  | { type: 'customer_asked' }
  /** The bot's own action; `said`: it said something along with it, which is the customer's notice. */
  | { type: 'bot_handed_off'; said: boolean }
  /** The bot failed for good; the customer gets the apology, which is the notice. */
  | { type: 'bot_failed' }
  /** `/bot off` and `/bot on` in a private note. */
  | { type: 'command_off' }
  | { type: 'command_on' }
  /** Another program, over the API. */
  | { type: 'api_handoff' }
  | { type: 'api_back' }
  /** A person of the business answered in the WhatsApp Business app. */
  | { type: 'answered_on_phone' }
  | { type: 'resolved' }
  /** `first`: in human hands before they had ever written, by the API alone. */
  | { type: 'customer_wrote'; first: boolean }
  /** Whether the quiet time is over is looked at. `customerWaits`: without the message that is just being answered. */
  | { type: 'time_passed'; customerWaits: boolean }
  /** Whether somebody has been waiting for a person too long is looked at, by the clock. */
  | { type: 'wait_checked' };

/** A conversation's status in Chatwoot. */
export type ConversationStatus = 'open' | 'pending' | 'resolved' | 'snoozed';
