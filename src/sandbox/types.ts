/** What the sandbox's servers hold and show: faults, bubbles of the phone, conversations of the desk. */

/** A fault to switch on at one of the two servers. Matched in the order they were added. */
export interface Fault {
  /**
   * At the door of a call: `fail_before`: 500, nothing saved · `fail_after`: saved, then 500 · `hang`: no answer, nothing saved,
   * until the caller leaves · `hang_after`: saved, no answer · `cut`: connection closed, nothing saved · `cut_after`: saved,
   * connection closed · `too_many`: 429 with `Retry-After` · `not_found`: 404 · `slow`: answered after `ms` ·
   * `slow_after`: done at once, answered after `ms`, so that its events come first · `refuse_text`: `status` (403) and a page of HTML
   * or, at 360dialog, plain text, as a firewall answers; with `text` for the bodies alone that hold it · `maintenance`: a redirect to
   * a page that says so; where `status` is given that status and the page itself · `endless`: a body without end.
   *
   * 360dialog only: `status_double`, `status_shuffle`: statuses after a send come twice, or in another order ·
   * `status_failed`: the send is accepted and fails later, with `code` · `same_id`: the send is accepted under the id of the one before.
   *
   * Chatwoot's cable: `cable_deaf`: welcomes and pings, confirms nothing, delivers nothing · `cable_silent`: says nothing at all, and
   * stays open · `cable_drop`: the event is lost ·
   * `cable_double`: it comes twice · `cable_shuffle`: it waits a random time up to `ms` (300), so that events overtake one another ·
   * `cable_late`: it comes `ms` (1,000) later · `cable_cut`: it is lost and every socket is closed ·
   * `cable_refuse`: a new connection is answered with 503.
   *
   * Chatwoot's webhooks, the same: `webhook_drop`, `webhook_double`, `webhook_shuffle`, `webhook_late`. WhatsApp's: `webhook_double`, and
   * `webhook_drop`, which loses the first try alone: what was not taken comes again.
   */
  kind:
    | 'fail_before'
    | 'fail_after'
    | 'hang'
    | 'hang_after'
    | 'cut'
    | 'cut_after'
    | 'too_many'
    | 'not_found'
    | 'slow'
    | 'slow_after'
    | 'refuse_text'
    | 'maintenance'
    | 'endless'
    | 'status_double'
    | 'status_shuffle'
    | 'status_failed'
    | 'same_id'
    | 'cable_deaf'
    | 'cable_silent'
    | 'cable_drop'
    | 'cable_double'
    | 'cable_shuffle'
    | 'cable_late'
    | 'cable_cut'
    | 'cable_refuse'
    | 'webhook_drop'
    | 'webhook_double'
    | 'webhook_shuffle'
    | 'webhook_late';
  /** HTTP method it applies to; every one where absent. */
  method?: string;
  /**
   * Regular expression on the path; every path where absent. Of the cable's faults: on the event (`message.created`); of the
   * webhooks': on door and event (`inbox message_created`, `account …`, `bot …`).
   */
  path?: string;
  /** Words that the body of the call must hold, as they stand in it; every body where absent. Of faults at the door. */
  text?: string;
  /** How many calls it hits, then it is gone; unlimited where absent. */
  times?: number;
  /** Share of matching calls hit, 0 to 1; 1 where absent. */
  rate?: number;
  /** Hits no body twice: a call that is made again passes. Of faults at the door. */
  eachOnce?: boolean;
  /** Milliseconds for `slow` and the like; seconds×1000 of `Retry-After` for `too_many`. */
  ms?: number;
  /** WhatsApp's error code: of `status_failed` 131026, of `too_many` at 360dialog 130429 where absent. */
  code?: number;
  /** HTTP status of `refuse_text` and `maintenance`. */
  status?: number;
  /** `Retry-After` of `too_many`, as it stands here, in place of `ms`; an empty one is left out. */
  retryAfter?: string;
}

/** One bubble on the phone of the page. */
export interface PhoneMessage {
  id: string;
  from: 'customer' | 'business';
  text: string;
  buttons?: { id: string; title: string }[];
  list?: { button: string; rows: { id: string; title: string; description?: string }[] };
  /** The text of the message it quotes. */
  quoted?: string;
  /** A picture, recording, film, document or sticker; its caption is the text. */
  media?: PhoneMedia;
  location?: Place;
  /** Its words were changed after it was sent. */
  edited?: boolean;
  /** The emoji the other side put on it. */
  reaction?: string;
  /** Why WhatsApp did not deliver it, after it had accepted it. */
  failed?: { code: number; title: string };
  at: number;
  /** For the business's messages: how far the phone has told WhatsApp. For the customer's: `read` after a read mark. */
  state: 'sent' | 'delivered' | 'read';
}

export type PhoneMediaKind = 'image' | 'audio' | 'video' | 'document' | 'sticker';

export interface PhoneMedia {
  kind: PhoneMediaKind;
  mime: string;
  /** Where the page finds the bytes; the link itself where it was sent by link. */
  url: string;
  /** Bytes; 0 where not known. */
  size: number;
  name?: string;
  /** A recording made in the chat. */
  voice?: boolean;
}

export interface Place {
  latitude: number;
  longitude: number;
  name?: string;
  address?: string;
}

/** A file of a message in the Chatwoot pane. */
export interface DeskFile {
  name: string;
  /** MIME type. */
  type: string;
  /** Where the page finds the bytes. */
  url: string;
  /** Bytes. */
  size: number;
}

export type DeskTag =
  | ('p' | 'strong' | 'em' | 's' | 'code' | 'pre' | 'blockquote' | 'ul' | 'ol' | 'li' | 'hr' | 'br' | 'a' | 'img')
  | ('h1' | 'h2' | 'h3' | 'h4' | 'h5' | 'h6' | 'table' | 'thead' | 'tbody' | 'tr' | 'th' | 'td');

/** A part of a text as the agents' page shows it. `href` of a link, or the address of a picture that is not loaded here. */
export type DeskPiece = string | { tag: DeskTag; href?: string; start?: number; parts: DeskPiece[] };

/** One bubble in the Chatwoot pane of the page. */
export interface DeskMessage {
  id: number;
  type: 'incoming' | 'outgoing' | 'activity' | 'template';
  /** As it is stored. */
  content: string | null;
  /** As an agent sees it; absent where it is shown as it stands. */
  shown?: DeskPiece[];
  private: boolean;
  senderName: string | null;
  /** Who stands as its sender: the customer, a person, the agent bot; null for what the server says. */
  senderKind?: 'contact' | 'user' | 'agent_bot' | null;
  status?: 'sent' | 'delivered' | 'read' | 'failed';
  /** Why it failed; null where it did not. Retry is offered where it is there. */
  error?: string | null;
  deleted?: boolean;
  files?: DeskFile[];
  at: number;
}

export interface DeskConversation {
  id: number;
  status: 'open' | 'pending' | 'resolved' | 'snoozed';
  contactName: string | null;
  sourceId: string;
  /** Who has it; null for nobody. */
  assignee?: { name: string; kind: 'user' | 'agent_bot' } | null;
  labels?: string[];
  /** Its inbox gives conversations to whoever is online. */
  assignsItself?: boolean;
  messages: DeskMessage[];
}
