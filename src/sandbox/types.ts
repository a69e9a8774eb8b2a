/** What the sandbox's servers and its page say to each other. */

/** A fault to switch on at one of the two servers. Matched in the order they were added. */
export interface Fault {
  /**
   * At the door of a call: `fail_before`: 500, nothing saved · `fail_after`: saved, then 500 · `hang`: no answer, nothing saved,
   * until the caller leaves · `hang_after`: saved, no answer · `cut`: connection closed, nothing saved · `cut_after`: saved,
   * connection closed · `too_many`: 429 with `Retry-After` · `not_found`: 404 · `slow`: answered after `ms` ·
   * `slow_after`: done at once, answered after `ms`, so that its events come first.
   *
   * 360dialog only: `status_double`, `status_shuffle`: statuses after a send come twice, or in another order ·
   * `status_failed`: the send is accepted and fails later, with `code`.
   *
   * Chatwoot's cable: `cable_deaf`: welcomes and pings, confirms nothing, delivers nothing · `cable_drop`: the event is lost ·
   * `cable_double`: it comes twice · `cable_shuffle`: it waits a random time up to `ms` (300), so that events overtake one another ·
   * `cable_late`: it comes `ms` (1,000) later · `cable_cut`: it is lost and every socket is closed.
   *
   * Chatwoot's webhooks, the same: `webhook_drop`, `webhook_double`, `webhook_shuffle`, `webhook_late`.
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
    | 'status_double'
    | 'status_shuffle'
    | 'status_failed'
    | 'cable_deaf'
    | 'cable_drop'
    | 'cable_double'
    | 'cable_shuffle'
    | 'cable_late'
    | 'cable_cut'
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
  /** How many calls it hits, then it is gone; unlimited where absent. */
  times?: number;
  /** Share of matching calls hit, 0 to 1; 1 where absent. */
  rate?: number;
  /** Milliseconds for `slow` and the like; seconds×1000 of `Retry-After` for `too_many`. */
  ms?: number;
  /** WhatsApp's error code for `status_failed`; 131026 where absent. */
  code?: number;
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
  at: number;
  /** For the business's messages: how far the phone has told WhatsApp. For the customer's: `read` after a read mark. */
  state: 'sent' | 'delivered' | 'read';
}

/** One bubble in the Chatwoot pane of the page. */
export interface DeskMessage {
  id: number;
  type: 'incoming' | 'outgoing' | 'activity' | 'template';
  content: string | null;
  private: boolean;
  senderName: string | null;
  at: number;
}

export interface DeskConversation {
  id: number;
  status: 'open' | 'pending' | 'resolved' | 'snoozed';
  contactName: string | null;
  sourceId: string;
  messages: DeskMessage[];
}

/** `GET /sandbox/state?person=WA_ID`, and each `state` event of `GET /sandbox/events?person=WA_ID` (server-sent events). */
export interface SandboxState {
  person: { waId: string; name: string };
  phone: PhoneMessage[];
  /** True while the business shows "typing…". */
  typing: boolean;
  conversations: DeskConversation[];
  faults: { whatsapp: Fault[]; chatwoot: Fault[] };
}

/** `POST /sandbox/say`: what the person on the phone does. 202 when the webhook was taken. */
export interface Say {
  waId: string;
  name?: string;
  text?: string;
  /** A tapped button or list row instead of a text. */
  choice?: { id: string; title: string; via: 'button' | 'list' };
}

/** `POST /sandbox/faults`: switch faults on at one server; an empty list clears them. */
export interface SetFaults {
  server: 'whatsapp' | 'chatwoot';
  faults: Fault[];
}
