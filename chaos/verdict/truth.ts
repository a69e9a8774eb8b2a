/** What was said and sent, as both outsides saw it: the verdict knows nothing else. Times are milliseconds since 1970. */
export interface Truth {
  people: PersonTruth[];
  /** By number: when WhatsApp took each message. */
  taken: Record<string, number[]>;
  /** When the service had answered 200 to a status of this send; null where it never had: then it could not know that it had arrived. */
  toldOf: (send: string) => number | null;
  /** Between the write that begins a call and its arrival outside: longer on a busy machine. */
  marginMs: number;
  /** How much later than it happened the outside may have noted a time. */
  lateMs: number;
}

export interface PersonTruth {
  /** Stands in every text of theirs, so that nobody's words are taken for another's. */
  person: string;
  channel: string;
  /** In the order in which the service took them. */
  said: Said[];
  /** What reached the phone, in its order. */
  phone: OnPhone[];
  conversations: Conversation[];
  /** Words that were a problem for a while: an operator had them done again, behind what went on without them. */
  late: ReadonlySet<string>;
  /** When people answered: from the moment the service had it in its ledger to the moment an agent began to give the conversation back. */
  hands: { from: number; until: number }[];
}

export interface Said {
  text: string;
  /** `bot`: must be answered by it; `either`: a person was taking over. */
  wants: 'bot' | 'either';
}

export interface OnPhone {
  text: string;
  by: 'bot' | 'agent';
  at: number;
  /** The id of the send, the same at each try; null where none came with it. */
  send: string | null;
}

export interface Conversation {
  id: number;
  /** In Chatwoot's order; of agents what the customer is to get. */
  lines: { by: 'customer' | 'bot' | 'agent'; text: string }[];
}

/** The bot's answer to a message. */
export const answerTo = (text: string): string => `re: ${text}`;
