/** What the sandbox's page and its server say to each other. */
import type { BotState, ServiceState } from './travel.ts';
import type { DeskConversation, Fault, PhoneMessage, Place } from './types.ts';

export interface ChannelShown {
  name: string;
  /** Of Chatwoot's inbox. */
  title: string;
  /** Digits of the business's number. */
  number: string;
}

/** A row of the desk's list. */
export interface DeskSummary {
  id: number;
  channel: string;
  /** Who holds the phone at the other end, as the page calls them. */
  person: string;
  contactName: string | null;
  status: DeskConversation['status'];
  assignee: string | null;
  labels: string[];
  /** Messages of the customer since an agent last looked. */
  unread: number;
  /** The newest public words. */
  last: string;
  /** Milliseconds since 1970 of the newest message. */
  at: number;
}

/**
 * `GET /sandbox/state?person=WA_ID`, and each `state` event of `GET /sandbox/events?person=WA_ID` (server-sent events), where further
 * events are `travel` (`TravelCall[]`, those changed since `after`), `waiting` (`Waiting`) and `ping`.
 */
export interface SandboxState {
  /** Another one after each start of the sandbox, which forgets everything. */
  run: string;
  person: { waId: string; name: string };
  /** The business's numbers; a person may write to each. */
  channels: ChannelShown[];
  /** Of which this is. */
  channel: string;
  phone: PhoneMessage[];
  /** True while the business shows "typing…". */
  typing: boolean;
  conversations: DeskConversation[];
  /** Everybody's conversations, the one last active first; 100 at most. */
  inbox: DeskSummary[];
  /** Of every WhatsApp number the same. */
  faults: { whatsapp: Fault[]; chatwoot: Fault[] };
  /** Null where the service is not the page's to stop. */
  service: { state: ServiceState; bot: BotState } | null;
}

/** `POST /sandbox/say`: what the person on the phone does. 202 when the webhook was taken. One of the contents is wanted. */
export interface Say {
  /** Digits of their number, or the business-scoped id of who shows none. */
  waId: string;
  /** The number they write to; the first where absent. */
  channel?: string;
  name?: string;
  /** Also the caption of a file, where `file.caption` is absent. */
  text?: string;
  /** A tapped button or list row instead of a text. */
  choice?: { id: string; title: string; via: 'button' | 'list' };
  /** A picture, recording, film, document or sticker; which of them follows from the MIME type. */
  file?: SayFile;
  location?: Place;
  /** On a message, by its wamid; null takes it back. */
  reaction?: { to: string; emoji: string | null };
  /** The wamid of the message it quotes. */
  quotes?: string;
  /** The wamid of an own message that this text replaces. */
  edits?: string;
  forwarded?: boolean;
}

export interface SayFile {
  name: string;
  mime: string;
  /** The bytes. */
  base64: string;
  caption?: string;
  /** A recording made in the chat. */
  voice?: boolean;
  /** Sent as a document, whatever it is. */
  asDocument?: boolean;
}

/**
 * `POST /sandbox/desk`: what the agent Ana Ruiz does, through the application API. 200 with Chatwoot's answer. `begin` opens another
 * conversation of the same person; `auto_assign` has their inbox assign by itself, and Luis Vega online to be assigned; `seen` tells that the
 * conversation was looked at; `snooze` is until the customer's next word.
 */
export interface DeskAct {
  /** The conversation's number. */
  conversation: number;
  action:
    | 'answer'
    | 'note'
    | 'assign'
    | 'unassign'
    | 'label'
    | 'unlabel'
    | 'resolve'
    | 'pending'
    | 'open'
    | 'retry'
    | 'delete'
    | 'typing'
    | 'begin'
    | 'seen'
    | 'snooze'
    | 'auto_assign';
  /** Of an answer or note; the label's name; of `assign` who else than Ana Ruiz; of `typing` and `auto_assign` `on` (where absent) or `off`. */
  text?: string;
  /** To an answer or note. */
  file?: { name: string; mime: string; base64: string };
  /** The message of `retry` and `delete`; the one quoted by an answer. */
  message?: number;
}

/** `POST /sandbox/faults`: switch faults on at one server; an empty list clears them. */
export interface SetFaults {
  server: 'whatsapp' | 'chatwoot';
  faults: Fault[];
}

/** `POST /sandbox/service`: `kill` ends the service at once (SIGKILL) and has it started again. */
export interface ServiceAct {
  act: 'kill' | 'bot_dead' | 'bot_well';
}
