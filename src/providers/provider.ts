import type { Clock } from '../clock.ts';
import type { Sink } from '../sink.ts';
import type { SendPart } from '../whatsapp/write/compose.ts';
import type { ProviderWords, ValuesOf, Variables } from './about.ts';

/**
 * Whoever stands between us and WhatsApp, for one number. Calls throw `Refused` or `Unreachable` and never try twice; what then is decided
 * by the tables in `src/whatsapp/failures/`. It holds no connection of its own: nothing has to be closed.
 */
export interface Provider {
  readonly words: ProviderWords;
  /**
   * Sends one part. Accepted is not delivered: that, and most failures, come later as statuses.
   * @param callbackId our own id of the send, which each of its statuses gives back (`biz_opaque_callback_data`).
   * @returns the message's id, and the address WhatsApp made of ours, which may differ from it.
   */
  send(address: Address, part: SendPart, callbackId: string): Promise<{ wamid: string; waId: string | null }>;
  /** Marks a message of the person, and all before it, as read; `typing` also shows "typing…" until an answer, or for 25 seconds. */
  markRead(wamid: string, typing: boolean): Promise<void>;
  /**
   * Fetches a file that a person sent. Must be done soon: the webhook's address lives 5 minutes, the id 7 days. An address that is dead
   * already is asked for anew, once. Its bytes go to `sink` as they come; what is there is whole only once this has resolved.
   * @throws besides, `MediaFault` where what came is not what was promised (`mediaVerdict` says what then), and what the sink throws.
   */
  fetchMedia(media: WantedMedia, sink: Sink): Promise<FetchedMedia>;
  /**
   * Uploads a file; its id can be sent for 30 days. An upload whose outcome is unclear may be made again: nobody sees one never sent.
   * @param file.mime one of those WhatsApp takes (`planMedia` gives it); others are refused.
   */
  uploadMedia(file: MediaToUpload): Promise<{ id: string }>;
  /** Has an uploaded file deleted before its 30 days are over. One that is gone already is no failure. */
  deleteMedia(id: string): Promise<void>;
  /** Whether the number may send (`AVAILABLE`, `LIMITED`, `BLOCKED`), and what is said against it. The call changes nothing. */
  health(): Promise<{ canSend: string; problems: string[] }>;
  /** The address that webhooks of this number go to, and the headers that go along; null where none is set. */
  getWebhook(): Promise<{ url: string | null; headers: Record<string, string> }>;
  /** Sets that address (HTTPS), and the headers where the provider sends any. */
  setWebhook(url: string, headers: Record<string, string>): Promise<void>;
  /** Whether a webhook's bytes are signed as they must be; true where no signature is asked for. */
  isSigned(raw: Uint8Array, header: (name: string) => string | undefined): boolean;
  /** Answers the question by which the webhook's address is tried when it is set; null where the query is none. */
  handshake(query: Readonly<Record<string, string>>): Handshake | null;
  /** The account's templates, all pages of them. */
  templates(): Promise<TemplateFacts[]>;
  /** What the account still lacks for people's messages to come, found by asking; null where it cannot be asked. */
  lacks(): Promise<Lack[] | null>;
}

/** What the module of a provider exports as `open`. Throws `Misconfigured` where the values cannot work. */
export type Open<Given extends Variables> = (values: ValuesOf<Given>, options: ProviderOptions) => Provider;

export type Address = { to: string } | { recipient: string };

/** A file as a webhook tells of it. */
export interface WantedMedia {
  id: string;
  url: string | null;
  mime: string | null;
  /** As hex or base64. In any other form it is not checked. */
  sha256: string | null;
}

export interface FetchedMedia {
  /** Without parameters (`audio/ogg`, not `audio/ogg; codecs=opus`). */
  mime: string;
  /** Bytes. */
  size: number;
}

export interface MediaToUpload {
  /** Read while they are sent. Where they end early, nothing is uploaded. */
  bytes: AsyncIterable<Uint8Array>;
  size: number;
  mime: string;
  filename: string;
}

/** What the address is to answer: 200 with this text, or 403. */
export type Handshake = { answer: string } | { refused: string };

export interface TemplateFacts {
  name: string;
  /** As WhatsApp writes it: `es`, `es_AR`. */
  language: string;
  /** In capitals: `APPROVED` alone can be sent. */
  status: string;
  /** In capitals: `MARKETING`, `UTILITY`, `AUTHENTICATION`. */
  category: string;
  /** Header, body, footer and buttons as they came. */
  components: unknown[];
}

/** Something to be set at the provider, in words for its operator, with the call that does it. */
export interface Lack extends Record<'en' | 'es', { reason: string; fix: string }> {
  /** False for what will be wrong later. */
  isWrong: boolean;
}

export interface ProviderOptions {
  /** How long each call may take, its answer included. */
  times?: Partial<CallTimes>;
  /** The largest file that is taken, in bytes; 100 MiB where absent, since WhatsApp delivers none above 100 MB. */
  maxBytes?: number;
  /** For tests, and to look at answers; the built-in one where absent. */
  fetch?: typeof globalThis.fetch;
  clock?: Clock;
}

/** Milliseconds. */
export interface CallTimes {
  /** Answered in well under a second as a rule; what takes longer than this is unclear. 15 s. */
  call: number;
  /** 100 MB over a slow line. 120 s. */
  file: number;
  /** Its health. 5 s. */
  ask: number;
}
