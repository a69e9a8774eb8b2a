/** What travels between the four, as the page shows it. Types alone: the page reads them too. */

/** Who calls whom. `agent`: a person at the desk, by Chatwoot's application API. */
export type Party = 'whatsapp' | 'service' | 'chatwoot' | 'agent';

/** One HTTP call, from its beginning on. */
export interface TravelCall {
  /** Rises with each call. */
  id: number;
  /** Rises with each change of any call: what is newer than a `seq` is news. */
  seq: number;
  /** Milliseconds since 1970. */
  at: number;
  /** Milliseconds until the answer; null while there is none. */
  took: number | null;
  from: Party;
  to: Party;
  method: string;
  /** With the query. */
  path: string;
  /** Null while it is under way, 0 where no answer came. */
  status: number | null;
  /** The bodies as they were sent, the first 20,000 characters; of a file its size alone. Null where none. */
  request: string | null;
  answer: string | null;
}

/** What the ledger knows of one message. */
export interface LedgerMessage {
  channel: string;
  exchange: string;
  author: 'customer' | 'bot' | 'agent';
  kind: string;
  text: string;
  /** Milliseconds since 1970. */
  at: number;
  answered: boolean;
  whatsapp: string | null;
  wamid: string | null;
  chatwoot: string;
  chatwootId: number | null;
  error: string | null;
  /** Work for this person that is not done. */
  jobs: { kind: string; state: string; attempts: number; error: string | null }[];
}

/** What waits in the ledger, by kind of work. */
export interface Waiting {
  events: number;
  turn: number;
  send: number;
  register: number;
  problems: number;
}

/** The service between the two stand-ins. */
export type ServiceState = 'running' | 'starting';
export type BotState = 'well' | 'dead';
