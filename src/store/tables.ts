import type { Generated, Insertable, Kysely, Selectable, Transaction } from 'kysely';
import type { Answer } from './audit/answer.ts';
import type { ConsoleTables } from './console/console-tables.ts';
import type { FileTable, PieceTable } from './files/file-tables.ts';
import type { FileVersionTable } from './file-versions.ts';
import type { KeyTables } from './key-tables.ts';
import type { ConditionTable } from './notify/conditions.ts';
import type { ReportTables } from './reports/report-tables.ts';
import type { TurnTables } from './turn-tables.ts';

/** The ledger's tables. Times are milliseconds since 1970; flags are 0 or 1; see docs/ARCHITECTURE.md. */
export interface Tables extends KeyTables, TurnTables, ConsoleTables, ReportTables {
  contacts: ContactTable;
  places: PlaceTable;
  events: EventTable;
  messages: MessageTable;
  sends: SendTable;
  jobs: JobTable;
  files: FileTable;
  pieces: PieceTable;
  file_versions: FileVersionTable;
  conditions: ConditionTable;
}

/** One person on one channel. */
export interface ContactTable {
  id: Generated<number>;
  channel_id: string;
  /** Reply address as last received; null for people whose number WhatsApp withholds. */
  wa_id: string | null;
  bsuid: string | null;
  name: string | null;
  /** E.164, for display and for Chatwoot. */
  phone: string | null;
  answered_by: Generated<'bot' | 'human'>;
  answered_since: number | null;
  answered_reason: string | null;
  answered_until: number | null;
  /** When agents are reminded that nobody has answered; null: never, or done. */
  answered_remind_at: number | null;
  /** When the bot answers again because nobody has; null: never. */
  answered_give_back_at: number | null;
  /** They were reminded, and nobody has answered since. */
  answered_reminded: Generated<number>;
  /** When the person last wrote: the 24-hour window counts from here. */
  last_inbound_at: number | null;
  /** When something was last said by them or to them, in whichever way it came here; 0: never. Who is active is listened to. */
  active_at: Generated<number>;
  /** What they last told WhatsApp of marketing messages, and when; null: nothing. */
  marketing: 'stop' | 'resume' | null;
  marketing_at: number | null;
  created_at: number;
  /** When everything that tells who they were was taken out; null: never. Who writes from their number later is another contact. */
  forgotten_at: number | null;
}

/**
 * A person's contact and conversation in one inbox of Chatwoot. Everybody has one from the beginning, empty until they are registered;
 * where an agent opens another conversation with them they have several, and one is current.
 */
export interface PlaceTable {
  id: Generated<number>;
  contact_id: number;
  channel_id: string;
  /** 1 on the one place of a person where what is said now is registered; what agents say is heard in all of them. */
  current: number;
  /** The person's key in the inbox; null until one is given. Kept once given, also when the number changes: the conversation hangs on it. */
  source_id: string | null;
  chatwoot_contact_id: number | null;
  pubsub_token: string | null;
  conversation_id: number | null;
  /** Of the conversation; makes the link of a survey. */
  uuid: string | null;
  inbox_id: number | null;
  /** Read-back mark: an incoming message above it is one of ours whose answer was lost. */
  last_incoming_id: Generated<number>;
  /** Sweep mark: all up to it was on a page that was looked at. */
  last_outgoing_id: Generated<number>;
  /** Nothing of agents at or below it is ever sent: it was there before we knew the person. */
  since_id: Generated<number>;
  /** Nor what they wrote before this time, in a conversation that we first heard of by their words. Milliseconds since 1970. */
  since_at: Generated<number>;
  /**
   * Where `conversation_id` is null: the conversation that was here before a 404 hid it, or that an agent wrote in before it was adopted.
   * Where it is the one that is found, nothing of what is known of it here is lost.
   */
  expected_id: number | null;
  /** As last heard; null where never. */
  status: string | null;
  /** JSON list; null where never heard. */
  labels: string | null;
  /** Null: nobody, or not known (then the labels are null too). */
  assignee_id: number | null;
  /** Chatwoot's `updated_at` of the above, milliseconds with fractions: an older event changes nothing. */
  heard_at: Generated<number>;
  /** When we made the conversation, or knew before making it that there was none; 0 where it was found. */
  made_at: Generated<number>;
  /** Chatwoot's time of the act that last gave the conversation back to the bot: replies from before it take nothing over. */
  back_at: Generated<number>;
  /** The status our own last call asked for, and when: its echo is no person's act. */
  own_status: string | null;
  own_status_at: Generated<number>;
  /** When our own last calls set the label for people and took it away, their echo not heard yet; both may be on their way. 0: none. */
  own_labelled_at: Generated<number>;
  own_unlabelled_at: Generated<number>;
  /** The operator asked for a new conversation because the list of the old ones cannot be read. */
  skip_list: Generated<number>;
  /** Why nothing can be registered here until the operator decides; null where all is well. */
  blocked: string | null;
  /** The name we gave there; null where it is not ours to change (an agent's, or one that was there before). */
  given_name: string | null;
  /** When the newest page of messages was last looked at. */
  looked_at: Generated<number>;
  created_at: number;
}

/** A raw body as it came in. `outcome` is null until all of it has been read into the ledger. */
export interface EventTable {
  id: Generated<number>;
  /** Whose door it came by; empty where its content tells, or nobody knows the number. */
  channel_id: Generated<string>;
  source: string;
  raw: string;
  received_at: number;
  outcome: string | null;
  /** How many of its parts have been read, of a body that is read in pieces. */
  parts_read: Generated<number>;
  /** Why some of these could not be read; becomes its outcome with the last. */
  parts_failed: string | null;
}

export type Author = 'customer' | 'bot' | 'agent';
export type WhatsAppState = 'queued' | 'sent' | 'delivered' | 'read' | 'failed' | 'discarded';
export type ChatwootState = 'queued' | 'registered' | 'problem' | 'off' | 'dry_run';

/** One thing said. */
export interface MessageTable {
  /** UUID v7: our id, Chatwoot's `echo_id`, WhatsApp's `biz_opaque_callback_data`. */
  id: string;
  contact_id: number;
  channel_id: string;
  author: Author;
  kind: string;
  /** What a person reads. */
  text: string;
  /** JSON: the typed content of a customer's message, the reply of a bot. */
  payload: string;
  wamid: string | null;
  /** Our id of the message it quotes. */
  reply_to: string | null;
  said_at: number;
  created_at: number;
  /** Traces one exchange through log, API and CLI. */
  exchange_id: string;
  /** For customers' messages: when the bot took it (or it was decided that it will not). */
  answered_at: number | null;
  /** What was decided at `answered_at`; null where releases before this column decided it. */
  answer: Answer | null;
  /** Null for what customers say. */
  whatsapp_state: WhatsAppState | null;
  chatwoot_state: ChatwootState;
  chatwoot_message_id: number | null;
  /** Where it stands in Chatwoot; null: nowhere yet, or in the first place of the person. */
  place_id: number | null;
  /** The delivery state last shown in Chatwoot. */
  ticked: WhatsAppState | null;
  error: string | null;
}

export type SendState = 'queued' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed' | 'discarded';

/** One call to WhatsApp: a message, or one part of a long one. */
export interface SendTable {
  /** The message's id; `…​.1`, `….2` for further parts. The callback id of every try. */
  id: string;
  channel_id: Generated<string>;
  message_id: string;
  part: number;
  /** JSON: the payload without the address. */
  payload: string;
  wamid: string | null;
  state: SendState;
  error: string | null;
  /** WhatsApp's code of the error, where it gave one. */
  error_code: number | null;
  /** When it was first known to be sent, delivered, read; null: never, or by an earlier release. */
  sent_at: Generated<number | null>;
  delivered_at: Generated<number | null>;
  read_at: Generated<number | null>;
}

/** `digest`: events are read again that nobody's number was found for. `notify`: the operator is told something. */
export type JobKind = 'turn' | 'send' | 'register' | 'fetch' | 'hear' | 'look' | 'tick' | 'digest' | 'notify';
/** Work that is some person's. */
export type PersonWork = Exclude<JobKind, 'digest' | 'notify'>;
export type JobState = 'ready' | 'waiting' | 'done' | 'problem';

/** A row of durable work. `ready` is the head of its lane, `waiting` stands behind another. */
export interface JobTable {
  id: Generated<number>;
  /** Its person's. */
  channel_id: Generated<string>;
  kind: JobKind;
  lane: string;
  contact_id: number;
  key: string;
  payload: string;
  state: JobState;
  due_at: number;
  attempts: Generated<number>;
  lease_until: Generated<number>;
  lease_token: string | null;
  /** The number of its newest claim: an earlier one, though by the same run, may write nothing any more. */
  claims: Generated<number>;
  /** What is known of its outside effect, as `effectText` writes it (`src/effect.ts`). */
  effect: Generated<string>;
  /** The time at which `due_at` was set, or at which it became a problem: later than now only where a clock was set back since. */
  due_set_at: Generated<number>;
  /** Since when it has been failing by itself, the other side working; null where it has not. */
  failing_since: number | null;
  last_error: string | null;
  /** What the operator can do, where it is a problem. */
  fix: string | null;
  created_at: number;
  finished_at: number | null;
}

export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;
export type Contact = Selectable<ContactTable>;
export type Place = Selectable<PlaceTable>;
export type Message = Selectable<MessageTable>;
export type Send = Selectable<SendTable>;
export type StoredFile = Selectable<FileTable>;
export type Job = Selectable<JobTable>;
export type Event = Selectable<EventTable>;
export type NewMessage = Insertable<MessageTable>;
