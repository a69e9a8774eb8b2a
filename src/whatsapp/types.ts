/** What a WhatsApp webhook can carry, once read: the shapes the rest of the product trusts. */

/** Who wrote, as received. At least one of `waId` and `bsuid` is there. */
export interface Sender {
  /** Digits only, else exactly as received: the reply address (`549…`, `521…`, 12-digit Brazil stay as they are). */
  waId: string | null;
  /** Business-scoped user id (`US.1349…`), whole. */
  bsuid: string | null;
  /** Profile name as it shows; null where WhatsApp gave none, or one in which nothing can be seen. */
  name: string | null;
  /** With `@`; of use where there is no name. It changes at will, so nobody is found by it. */
  username: string | null;
}

/** What was said. Field names follow the Cloud API; unknown or broken content becomes `unsupported`. */
export type Content =
  | { kind: 'text'; text: string }
  | {
      kind: 'media';
      media: MediaKind;
      id: string;
      mime: string | null;
      url: string | null;
      sha256: string | null;
      caption: string | null;
      filename: string | null;
      voice: boolean;
      animated: boolean;
    }
  | {
      kind: 'location';
      latitude: number;
      longitude: number;
      name: string | null;
      address: string | null;
      url: string | null;
    }
  | {
      kind: 'contacts';
      cards: ContactCard[];
      /** The sender shared their own number after a request. */ ownNumber: string | null;
    }
  | { kind: 'choice'; via: 'button' | 'list' | 'template'; id: string; title: string; description: string | null }
  | { kind: 'form'; name: string; body: string | null; /** Null where `response_json` was not JSON. */ data: unknown }
  | { kind: 'reaction'; target: string; /** Null: the reaction was taken back. */ emoji: string | null }
  | { kind: 'order'; catalogId: string | null; text: string | null; items: OrderItem[] }
  | { kind: 'edit'; target: string; content: Content }
  | { kind: 'revoke'; target: string }
  /** The person opened the chat for the first time, and has written nothing yet. */
  | { kind: 'welcome' }
  | {
      kind: 'system';
      change: 'number' | 'user_id' | 'identity' | 'marketing_stopped' | 'marketing_resumed' | 'other';
      body: string | null;
      newWaId: string | null;
      newBsuid: string | null;
      oldBsuid: string | null;
    }
  | { kind: 'unsupported'; type: string; reason: string | null };

export type MediaKind = 'image' | 'audio' | 'video' | 'document' | 'sticker';

export interface ContactCard {
  name: string | null;
  phones: string[];
  emails: string[];
  company: string | null;
}

export interface OrderItem {
  sku: string;
  quantity: number;
  price: number | null;
  currency: string | null;
}

/** One message of a person to the business. */
export interface Inbound {
  /** `wamid.…`, opaque; unique per number. */
  wamid: string;
  /** The business number it came to; null where the webhook does not tell (sandbox, missing metadata). */
  phoneNumberId: string | null;
  sender: Sender;
  /** Milliseconds since 1970. Arrival time where the message has no usable timestamp. */
  saidAt: number;
  content: Content;
  /** The wamid it quotes; null for forwards and everything that is no reply. */
  replyTo: string | null;
  forwarded: boolean;
  /** The ad, post or product that led here. */
  referral: Referral | null;
  /** Why the bot must not answer it, though it is registered; null where it may. */
  mute: 'group' | 'self' | null;
  /** The message object as it came. */
  raw: unknown;
}

export interface Referral {
  /** `ad`, `post`, `product`, or a word we do not know yet. */
  source: string | null;
  /** WhatsApp's id of the ad or post. */
  id: string | null;
  headline: string | null;
  body: string | null;
  url: string | null;
  /** A link to its picture; of a video, to its first image. */
  picture: string | null;
}

export type DeliveryState = 'sent' | 'delivered' | 'read' | 'failed';

/** News of a message that we (or another system) sent. */
export interface StatusUpdate {
  wamid: string;
  /** `played` counts as read. */
  state: DeliveryState;
  at: number;
  /** `biz_opaque_callback_data`: our own id of the send, where it came from us. */
  callbackId: string | null;
  error: { code: number | null; text: string } | null;
}

/** A person of the business answered in the WhatsApp Business app (coexistence numbers). */
export interface Echo {
  wamid: string;
  recipient: Sender;
  saidAt: number;
  content: Content;
  raw: unknown;
}

/** Everything one webhook body holds. */
export interface WebhookContent {
  messages: Inbound[];
  statuses: StatusUpdate[];
  echoes: Echo[];
  /** `value.errors` and account alerts: nothing to match, log them. */
  alerts: { code: number | null; text: string }[];
  /** What was stored and passed over: the field's name, or why a part could not be read. */
  ignored: string[];
}
