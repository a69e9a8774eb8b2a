/** Why a file of a bot's does not reach the customer; what agents read of each is in `deliver/tell/media-words.ts`. */
export type Lost =
  /** Its address is one where we do not fetch. */
  | 'refused'
  | 'unreachable'
  /** Not there (any more). */
  | 'gone'
  /** A page came in its place. */
  | 'page'
  | 'empty'
  | 'too_large'
  /** The bot named a message of this person that brings no file. */
  | 'unknown'
  /** `FILES_MAX`. */
  | 'no_room'
  /** WhatsApp does not take it. */
  | 'not_taken';

/** A file that a bot wanted to send, and that cannot be had or sent. */
export class FileLost extends Error {
  override readonly name = 'FileLost';
  readonly why: Lost;
  /** It may be there a moment later. */
  readonly passing: boolean;

  constructor(why: Lost, detail: string, passing = false) {
    super(detail);
    this.why = why;
    this.passing = passing;
  }
}

/** As it is kept in the row of the file. */
export const lostText = (why: Lost, detail: string): string => `${why}: ${detail}`;

export function readLost(text: string | null): { why: Lost; detail: string } {
  const [, why = 'unreachable', detail = text ?? ''] = /^(\w+): ([^]*)$/.exec(text ?? '') ?? [];
  return { why: why as Lost, detail };
}
