/** What a bot of a developer's breaks; what is said of each, and what to do, is in `cli/words/bot-check-words.ts`. */
export type FaultKind =
  | 'unreachable'
  /** It was there, and is not any more. */
  | 'died'
  | 'broke_off'
  | 'redirect'
  | 'status'
  | 'too_slow'
  | 'too_large'
  | 'no_json'
  | 'shape'
  | 'later_shape'
  | 'later_never'
  | 'later_token'
  | 'later_twice'
  | 'unsigned_taken'
  | 'stale_taken'
  | 'secret_told'
  | 'threw'
  /** What is no fault of the protocol, and yet not what customers should get. */
  | 'slow'
  | 'cut_titles'
  | 'no_words'
  | 'media_url';

export interface CheckFault {
  kind: FaultKind;
  /** What was seen, in few words: a status, a field. Never what a customer wrote. */
  detail: string;
}

/** Whoever does it is not conformant; the others are advice. */
const advice: readonly FaultKind[] = ['slow', 'cut_titles', 'no_words', 'media_url', 'later_twice', 'stale_taken'];

export const isAdvice = ({ kind }: CheckFault): boolean => advice.includes(kind);

/** How a try of the bot ended, where it did not answer as it must. */
export class Broken extends Error {
  override readonly name = 'Broken';
  readonly fault: CheckFault;

  constructor(kind: FaultKind, detail: string) {
    super(`${kind}: ${detail}`);
    this.fault = { kind, detail };
  }
}
