import type { Generated } from 'kysely';

/** A picture, voice note, document …, kept from its arrival until it has been passed on. */
export interface FileTable {
  id: Generated<number>;
  channel_id: Generated<string>;
  message_id: string;
  /** Its place among the files of the message. */
  position: number;
  /** `wanted` until its bytes are here; `failed` for good. */
  state: 'wanted' | 'ready' | 'failed';
  /** JSON: where it comes from (the media object of a webhook, or an attachment of Chatwoot). */
  source: string;
  mime: string | null;
  name: string | null;
  size: number | null;
  /** What it takes of `FILES_MAX` now: its bytes in `pieces`, and while it is fetched those still to come. */
  kept: Generated<number>;
  /** 1: nobody needs its pieces any more, they are being deleted. */
  leaving: Generated<number>;
  /** 360dialog's id, once uploaded: a retry sends the same. */
  media_id: string | null;
  error: string | null;
}

/** 256 kB of a file; the last one is shorter. */
export interface PieceTable {
  file_id: number;
  /** From 0. */
  number: number;
  bytes: Uint8Array;
}
