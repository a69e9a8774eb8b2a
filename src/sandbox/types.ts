/** What the sandbox's servers and its page say to each other. */

/** A fault to switch on at one of the two servers. Matched in the order they were added. */
export interface Fault {
  /**
   * `fail_before`: 500, nothing saved · `fail_after`: saved, then 500 · `hang`: no answer, nothing saved, until the caller leaves ·
   * `hang_after`: saved, no answer · `cut`: connection closed, nothing saved · `cut_after`: saved, connection closed ·
   * `too_many`: 429 with `Retry-After` · `not_found`: 404 · `slow`: answered after `ms` ·
   * `status_double`, `status_shuffle`: statuses after a send come twice, or in another order (360dialog only).
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
    | 'status_double'
    | 'status_shuffle';
  /** HTTP method it applies to; every one where absent. */
  method?: string;
  /** Regular expression on the path; every path where absent. */
  path?: string;
  /** How many calls it hits, then it is gone; unlimited where absent. */
  times?: number;
  /** Share of matching calls hit, 0 to 1; 1 where absent. */
  rate?: number;
  /** Milliseconds for `slow`; seconds×1000 of `Retry-After` for `too_many`. */
  ms?: number;
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
